import { Bitset } from './bitset.mjs'
import { facetColumn, figuresColumn, indicatorOf, startedColumn } from './columns.mjs'
import { FacetIndex } from './facets.mjs'
import { setsOf } from './packed.mjs'
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
 * @property {number[]} [order] the ordinals found, the best match first; otherwise the server's order
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
 * @property {number[]} [order] at least all of the result; otherwise the server's order
 * @property {Map<string, Map<string, number>>} counts facet id → value id → solutions if that value were ticked
 * @property {Map<string, number> | null} reporting indicator id → solutions that report it, whatever figure is asked for
 *   now; null when that was not fetched
 * @property {import('./facets.mjs').Removal | null} removal the filter to drop when nothing was found
 * @property {Map<number, Row> | null} figures ordinal → the figure one filters by; null when there is no such filter
 * @property {Column[]} columns of the table
 * @property {{ column: string, isDescending: boolean } | null} sorted the column by which the table is sorted
 */

/**
 * What is in view beside the result.
 * @typedef {object} InView
 * @property {readonly string[]} facets whose counts can be seen
 * @property {boolean} reporting whether the list of indicators with its counts can be seen
 */

/** Orders that the server made, by their names in the address. */
const ORDERS = ['title', 'newest', 'city']

/** Names of the pieces in which the data comes; see `hooks/showroom/explorer.py` and `results` in `index.py`. */
const FACETS = 'explorer/facets/'
const RESULTS = 'results/'
const STARTED = 'explorer/started'
const REPORTING = 'explorer/reporting'
const orderPiece = (/** @type {string} */ name) => `explorer/orders/${name}`

/** What the browser knows of all solutions, as far as it was fetched; an ordinal is a position in the default order. */
export class Solutions {
  #names
  #usualColumns
  #mapFacet
  #index
  /** @type {Map<string, Results>} indicator id → its figures */
  #results = new Map()
  /** @type {Map<string, number[]>} name → every ordinal in that order */
  #orders = new Map()
  /** @type {(string | null)[] | null} ISO date of each ordinal, to the day, month or year */
  #started = null
  /** @type {Map<string, Bitset> | null} indicator id → the solutions that report it */
  #reporting = null
  /** @type {Map<string, Column>} */
  #columns = new Map()

  /**
   * @param {number} size how many solutions there are
   * @param {Names} names
   * @param {{ usualColumns: readonly string[], mapFacet: string }} page
   */
  constructor(size, names, { usualColumns, mapFacet }) {
    this.#names = names
    this.#usualColumns = usualColumns
    this.#mapFacet = mapFacet
    this.#index = new FacetIndex(size)
  }

  get size() {
    return this.#index.size
  }

  /**
   * The pieces that a state needs.
   * @param {State} state
   * @param {InView} inView
   * @param {(column: string) => boolean} isFacet
   * @returns {string[]} names
   */
  needed({ selection, figure, sort, order, view, columns }, inView, isFacet) {
    const shown = view === 'table' ? shownColumns(columns ?? this.#usualColumns, figure) : []
    const isPlain = ORDERS.includes(sort) && (!order || sort === 'title')
    const keys = isPlain || !sort || sort === 'result' ? shown : [...shown, sort]
    const facets = [...inView.facets, ...selection.keys(), ...keys.filter(isFacet), ...(view === 'map' ? [this.#mapFacet] : [])]
    const indicators = [figure?.indicator ?? null, ...keys.map(indicatorOf)].filter((id) => id !== null)
    return [...new Set([
      ...facets.map((facet) => FACETS + facet),
      ...indicators.map((id) => RESULTS + id),
      ...(isPlain ? [orderPiece(sort)] : []),
      ...(keys.includes('started') ? [STARTED] : []),
      ...(inView.reporting || figure ? [REPORTING] : []),
    ])]
  }

  /**
   * Learns what has come.
   * @param {ReadonlyMap<string, any>} pieces name → piece
   */
  take(pieces) {
    for (const [name, piece] of pieces) {
      if (name.startsWith(FACETS)) {
        const facet = name.slice(FACETS.length)
        if (!this.#index.has(facet)) this.#index.add(facet, setsOf(piece, this.size))
      } else if (name.startsWith(RESULTS)) this.#results.set(name.slice(RESULTS.length), piece)
      else if (name === STARTED) this.#started = piece.started
      else if (name === REPORTING) this.#reporting ??= setsOf(piece, this.size)
      else for (const order of ORDERS) if (name === orderPiece(order)) this.#orders.set(order, piece.order)
    }
  }

  /**
   * Of the pieces that did not come, the facets, the indicators, and whether there is an order among them.
   * @param {readonly string[]} names
   */
  lacking(names) {
    const facets = names.filter((name) => name.startsWith(FACETS)).map((name) => name.slice(FACETS.length))
    const indicators = names.filter((name) => name.startsWith(RESULTS)).map((name) => name.slice(RESULTS.length))
    return { facets, indicators, order: ORDERS.some((order) => names.includes(orderPiece(order))) }
  }

  /**
   * The solutions with a value of a facet; undefined when that was not fetched.
   * @param {string} facet
   * @param {string} value
   */
  having(facet, value) {
    return this.#index.sets(facet).get(value)
  }

  /**
   * The first solutions that a selection would leave of what is found, as far as its data is there.
   * @param {State} state
   * @param {Found} found
   * @param {number} number
   */
  first(state, found, number) {
    const { rows, text, figures } = this.#conditions(state, found)
    const result = this.#index.result(state.selection, new Map([...text, ...figures]))
    const order = this.#order(state, found, rows)
    return (order ? order.filter((ordinal) => result.has(ordinal)) : result.toOrdinals()).slice(0, number)
  }

  /**
   * What the page shows of a state. A filter, order or column whose data is not there is left aside.
   * @param {State} state
   * @param {Found} found
   * @returns {Answer}
   */
  answer(state, found) {
    const { selection, figure } = state
    const { better, rows, text, figures } = this.#conditions(state, found)
    const conditions = new Map([...text, ...figures])
    const result = this.#index.result(selection, conditions)
    const unfiltered = rows ? this.#index.result(selection, new Map(text)) : result
    return {
      result,
      order: this.#order(state, found, rows),
      counts: this.#index.counts(selection, conditions),
      reporting: this.#reporting && new Map([...this.#reporting].map(([id, set]) => [id, unfiltered.countShared(set)])),
      removal: result.count > 0 ? null : this.#index.bestRemoval(selection, conditions),
      figures: rows && better ? bestOf(rows, isHighFirst(better)) : null,
      columns: state.view !== 'table' ? [] : shownColumns(state.columns ?? this.#usualColumns, figure)
        .map((id) => this.#column(id))
        .filter((column) => column !== null),
      sorted: sortedColumn(state, figure, new Map([...this.#results].map(([id, { better }]) => [id, better]))),
    }
  }

  /**
   * What narrows beside the facets, by name, and the figures that are let through.
   * @param {State} state
   * @param {Found} found
   */
  #conditions({ figure }, { matches }) {
    const known = figure && this.#results.get(figure.indicator)
    const rows = figure && known ? matching(known.rows, figure) : null
    return {
      rows,
      better: known?.better,
      text: /** @type {[string, Bitset][]} */ (matches ? [['text', matches]] : []),
      figures: /** @type {[string, Bitset][]} */ (rows ? [['figure', Bitset.of(rows.map(([at]) => at), this.size)]] : []),
    }
  }

  /**
   * @param {State} state
   * @param {Found} found
   * @param {Row[] | null} rows the figures that the filter lets through
   */
  #order({ figure, sort, order }, found, rows) {
    if (!sort) return found.order
    if (sort === 'result') {
      const better = figure && this.#results.get(figure.indicator)?.better
      return rows && better ? orderByFigure(rows, this.size, isHighFirst(better)) : undefined
    }
    if (!order && ORDERS.includes(sort)) return this.#orders.get(sort)
    if (sort === 'title') return this.#orders.get(sort)?.slice().reverse()
    return this.#column(sort)?.order(order === 'desc')
  }

  /**
   * The column; null when its data is not there.
   * @param {string} id
   */
  #column(id) {
    const column = this.#columns.get(id) ?? this.#made(id)
    if (column) this.#columns.set(id, column)
    return column
  }

  /** @param {string} id */
  #made(id) {
    const label = this.#names.column(id)
    const indicator = indicatorOf(id)
    if (indicator !== null) {
      const results = this.#results.get(indicator)
      return results ? figuresColumn(id, label, results, this.size) : null
    }
    if (id === 'started') return this.#started && startedColumn(id, label, this.#started)
    if (!this.#index.has(id)) return null
    return facetColumn(id, label, this.#index.sets(id), (value) => this.#names.value(id, value), this.size)
  }
}
