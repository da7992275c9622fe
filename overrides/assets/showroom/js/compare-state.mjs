import { COMPARED } from './picks.mjs'
import { listIn, queryOf } from './shortlist-address.mjs'

/**
 * What a comparison's address asks for.
 * @typedef {object} CompareState
 * @property {string[]} slugs no more than a comparison takes
 * @property {boolean} onlyDifferences
 * @property {number} leftOut how many more the address names
 */

/**
 * @param {URLSearchParams} params
 * @returns {CompareState}
 */
export function parse(params) {
  const slugs = listIn(params)
  return {
    slugs: slugs.slice(0, COMPARED.most),
    onlyDifferences: params.get('differences') === '1',
    leftOut: Math.max(0, slugs.length - COMPARED.most),
  }
}

/**
 * The state as a query string without `?`; '' for nothing.
 * @param {Pick<CompareState, 'slugs' | 'onlyDifferences'>} state
 */
export function serialise({ slugs, onlyDifferences }) {
  return [queryOf(slugs), onlyDifferences && 'differences=1'].filter(Boolean).join('&')
}
