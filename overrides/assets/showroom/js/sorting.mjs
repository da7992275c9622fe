import { figuresColumnId, indicatorOf } from './columns.mjs'
import { isHighFirst } from './figures.mjs'

/**
 * @typedef {import('./figures.mjs').FigureFilter} FigureFilter
 * @typedef {ReadonlyMap<string, import('./figures.mjs').Better>} Indicators indicator id → which way a buyer wants it
 */

/**
 * An order of solutions as the address names it.
 * @typedef {object} Sorting
 * @property {string} sort '' for the default order
 * @property {'' | 'desc'} order the direction, where `sort` alone leaves it open
 */

/** Orders whose name says their direction. */
const ONE_WAY = ['', 'newest', 'result']

/**
 * The one name of an order that several names could ask for: latest start first is `newest`, and the best figures
 * of the filter's own indicator first is `result`.
 * @param {Sorting} sorting
 * @param {FigureFilter | null} figure
 * @param {Indicators} indicators
 * @returns {Sorting}
 */
export function canonical({ sort, order }, figure, indicators) {
  if (ONE_WAY.includes(sort)) return { sort, order: '' }
  if (sort === 'started' && order === 'desc') return { sort: 'newest', order: '' }
  const indicator = indicatorOf(sort)
  if (indicator && indicator === figure?.indicator && (order === 'desc') === isBestHigh(indicator, indicators)) {
    return { sort: 'result', order: '' }
  }
  return { sort, order }
}

/**
 * The column by which a table is sorted; null in the default order and in that of a search.
 * @param {Sorting} sorting
 * @param {FigureFilter | null} figure
 * @param {Indicators} indicators
 * @returns {{ column: string, isDescending: boolean } | null}
 */
export function sortedColumn({ sort, order }, figure, indicators) {
  if (!sort) return null
  if (sort === 'newest') return { column: 'started', isDescending: true }
  if (sort !== 'result') return { column: sort, isDescending: order === 'desc' }
  if (!figure) return null
  return { column: figuresColumnId(figure.indicator), isDescending: isBestHigh(figure.indicator, indicators) }
}

/**
 * @param {string} indicator
 * @param {Indicators} indicators
 */
function isBestHigh(indicator, indicators) {
  return isHighFirst(indicators.get(indicator) ?? 'none')
}
