import { Bitset } from './bitset.mjs'
import { facetColumn, figuresColumn, indicatorOf, startedColumn } from './columns.mjs'
import { FacetIndex } from './facets.mjs'
import { bestOf, isHighFirst, matching, orderByFigure } from './figures.mjs'
import { sortedColumn } from './sorting.mjs'
import { shownColumns } from './state.mjs'

/**
 * @typedef {import('./columns.mjs').Column} Column
 * @typedef {import('./figures.mjs').Results} Results
 * @typedef {import('./figures.mjs').Row} Row
 * @typedef {import('./state.mjs').State} State
 */

/**
 * What a query has found.
 * @typedef {object} Found
 * @property {Bitset | null} matches null when no text is asked for
 * @property {number[]} [order] every ordinal, the best match first; otherwise the server's order
 */

/**
 * What the page calls things.
 * @typedef {object} Names
 * @property {(facet: string, value: string) => string} value
 * @property {(column: string) => string} column
 */

/**
 * Everything the page shows of a state.
 * @typedef {object} Answer
 * @property {Bitset} result
 * @property {number[]} [order] every ordinal; otherwise the server's order
 * @property {Map<string, Map<string, number>>} counts facet id → value id → solutions if that value were ticked
 * @property {Map<string, number>} reporting indicator id → solutions that report it, whatever figure is asked for now
 * @property {import('./facets.mjs').Removal | null} removal the filter to drop when nothing was found
 * @property {Map<number, Row> | null} figures ordinal → the figure one filters by; null when there is no such filter
 * @property {Column[]} columns of the table
 * @property {{ column: string, isDescending: boolean } | null} sorted the column by which the table is sorted
 */

/** What the browser knows of all solutions; an ordinal is a solution's position in the default order. */
export class Solutions {
  #data
  #names
  #usualColumns
  #index
  #reporting
  /** @type {Map<string, Column>} */
  #columns = new Map()

  /**
   * @param {import('./data.mjs').ExplorerData} data
   * @param {Names} names
   * @param {readonly string[]} usualColumns
   */
  constructor(data, names, usualColumns) {
    this.#data = data
    this.#names = names
    this.#usualColumns = usualColumns
    this.#index = new FacetIndex(data)
    const reporting = Object.entries(data.indicators)
    this.#reporting = new Map(reporting.map(([id, ordinals]) => [id, Bitset.of(ordinals, data.count)]))
  }

  get size() {
    return this.#data.count
  }

  /** Folded titles and summaries. */
  get texts() {
    return this.#data.texts
  }

  /**
   * The indicators whose figures a state needs.
   * @param {State} state
   */
  needed({ figure, sort, view, columns }) {
    const shown = view === 'table' ? (columns ?? this.#usualColumns) : []
    const ids = [figure?.indicator ?? null, indicatorOf(sort), ...shown.map(indicatorOf)]
    return ids.filter((id) => id !== null)
  }

  /**
   * What the page shows of a state. A filter or column whose figures are not there is left aside.
   * @param {State} state
   * @param {Found} found
   * @param {ReadonlyMap<string, Results>} results
   * @returns {Answer}
   */
  answer(state, found, results) {
    const { selection, figure } = state
    const known = figure && results.get(figure.indicator)
    const rows = figure && known ? matching(known.rows, figure) : null
    const text = /** @type {[string, Bitset][]} */ (found.matches ? [['text', found.matches]] : [])
    const figures = /** @type {[string, Bitset][]} */ (rows ? [['figure', Bitset.of(rows.map(([at]) => at), this.size)]] : [])
    const conditions = new Map([...text, ...figures])
    const result = this.#index.result(selection, conditions)
    const unfiltered = rows ? this.#index.result(selection, new Map(text)) : result
    return {
      result,
      order: this.#order(state, found, results, rows),
      counts: this.#index.counts(selection, conditions),
      reporting: new Map([...this.#reporting].map(([id, set]) => [id, unfiltered.countShared(set)])),
      removal: result.count > 0 ? null : this.#index.bestRemoval(selection, conditions),
      figures: rows && known ? bestOf(rows, isHighFirst(known.better)) : null,
      columns: shownColumns(state.columns ?? this.#usualColumns, figure)
        .map((id) => this.#column(id, results))
        .filter((column) => column !== null),
      sorted: sortedColumn(state, figure, new Map([...results].map(([id, { better }]) => [id, better]))),
    }
  }

  /**
   * @param {State} state
   * @param {Found} found
   * @param {ReadonlyMap<string, Results>} results
   * @param {Row[] | null} rows the figures that the filter lets through
   */
  #order({ figure, sort, order }, found, results, rows) {
    const { orders } = this.#data
    if (!sort) return found.order
    if (sort === 'result') {
      const better = figure && results.get(figure.indicator)?.better
      return rows && better ? orderByFigure(rows, this.size, isHighFirst(better)) : undefined
    }
    if (!order && Object.hasOwn(orders, sort)) return orders[sort]
    if (sort === 'title') return [...orders.title].reverse()
    return this.#column(sort, results)?.order(order === 'desc')
  }

  /**
   * The column; null when its figures are not there.
   * @param {string} id
   * @param {ReadonlyMap<string, Results>} results
   */
  #column(id, results) {
    const indicator = indicatorOf(id)
    const known = indicator === null ? null : results.get(indicator)
    if (known === undefined) return null
    const column = this.#columns.get(id) ?? this.#made(id, known)
    this.#columns.set(id, column)
    return column
  }

  /**
   * @param {string} id
   * @param {Results | null} results null for a column that is not an indicator's
   */
  #made(id, results) {
    const label = this.#names.column(id)
    if (results) return figuresColumn(id, label, results, this.size)
    if (id === 'started') return startedColumn(id, label, this.#data.started)
    return facetColumn(id, label, this.#data.facets[id] ?? {}, (value) => this.#names.value(id, value), this.size)
  }
}
