import { tidy } from './shortlist-store.mjs'

/** The parameter that names a solution, repeated in the list's order. */
const NAME = 'solution'

/**
 * The list that an address names.
 * @param {{ getAll(name: string): unknown[] }} params
 */
export function listIn(params) {
  return tidy(params.getAll(NAME))
}

/**
 * A list as a query string without `?`; '' for none.
 * @param {readonly string[]} slugs
 */
export function queryOf(slugs) {
  return new URLSearchParams(slugs.map((slug) => [NAME, slug])).toString()
}

/**
 * @param {readonly string[]} one
 * @param {readonly string[]} other
 */
export function isSame(one, other) {
  return one.length === other.length && one.every((slug, position) => slug === other[position])
}
