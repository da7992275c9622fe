import { indicatorOf, figuresColumnId, MAX_FIGURE_COLUMNS } from './columns.mjs'
import { figureParams, parseFigure } from './figures.mjs'
import { canonical } from './sorting.mjs'

/**
 * What the reader asked for. `parse` makes it: values in declared order, no facet without values.
 * @typedef {object} State
 * @property {string} query white space trimmed and single; '' for none
 * @property {Map<string, Set<string>>} selection facet id → ids of the ticked values
 * @property {import('./figures.mjs').FigureFilter | null} figure null when no figure is asked for
 * @property {string} sort '' for the default order
 * @property {'' | 'desc'} order the direction, where `sort` alone leaves it open
 * @property {string} view how the result is shown
 * @property {readonly string[] | null} columns of the table beside the titles; null for the usual ones
 * @property {string} at where the map was moved to: latitude, longitude and zoom; '' when it was not
 */

/**
 * What may be asked for.
 * @typedef {object} Known
 * @property {ReadonlyMap<string, readonly string[]>} facets facet id → value ids, both in declared order
 * @property {readonly string[]} sorts that need no column; '' is the default order
 * @property {readonly string[]} views the first one holds when none is asked for
 * @property {readonly string[]} columns that are not an indicator's, in declared order
 * @property {readonly string[]} usualColumns
 * @property {ReadonlyMap<string, import('./figures.mjs').Better>} indicators id → which way a buyer wants it
 */

/** @typedef {{ has(name: string): boolean, get(name: string): unknown, getAll(name: string): unknown[] }} Params */

/** UTF-16 units, as `maxlength` of the search field counts. */
export const QUERY_MAX_LENGTH = 120

/** Three numbers: `viewport.mjs` reads what they mean. */
const AT = /^-?\d{1,2}(\.\d{1,6})?,-?\d{1,3}(\.\d{1,6})?,-?\d{1,2}(\.\d{1,6})?$/

/** What the address leaves unsaid. */
const DEFAULT_VIEW = 'cards'

/**
 * The state that an address or a form asks for; what is not known is left out.
 * @param {Params} params URLSearchParams or FormData
 * @param {Known} known
 * @returns {State}
 */
export function parse(params, known) {
  const selection = new Map()
  for (const [facet, values] of known.facets) {
    const asked = new Set(params.getAll(facet))
    const ticked = values.filter((value) => asked.has(value))
    if (ticked.length > 0) selection.set(facet, new Set(ticked))
  }
  const figure = parseFigure(params, known.indicators)
  const columns = parseColumns(params, known)
  return {
    query: tidyQuery(String(params.get('q') ?? '')),
    selection,
    figure,
    ...parseSorting(params, shownColumns(columns ?? known.usualColumns, figure), figure, known),
    view: known.views.find((name) => name === params.get('view')) ?? known.views[0],
    columns,
    at: String(params.get('at') ?? '').match(AT)?.[0] ?? '',
  }
}

/**
 * The columns that the table shows: those chosen, and always that of the indicator one filters by.
 * @param {readonly string[]} chosen
 * @param {import('./figures.mjs').FigureFilter | null} figure
 */
export function shownColumns(chosen, figure) {
  const own = figure && figuresColumnId(figure.indicator)
  return own && !chosen.includes(own) ? [own, ...chosen] : chosen
}

/**
 * A query as the state keeps it.
 * @param {string} text as typed
 */
export function tidyQuery(text) {
  return text
    .replace(/\s+/g, ' ')
    .trimStart()
    .slice(0, QUERY_MAX_LENGTH)
    .replace(/[\uD800-\uDBFF]$/, '') // a pair that the limit cut in two
    .trimEnd()
}

/**
 * The state as a query string without `?`; equal states give the same one, the initial state ''.
 * @param {State} state
 */
export function serialise({ query, selection, figure, sort, order, view, columns, at }) {
  const params = new URLSearchParams()
  for (const [facet, values] of selection) {
    for (const value of values) params.append(facet, value)
  }
  if (figure) for (const [name, value] of figureParams(figure)) params.set(name, value)
  if (query) params.set('q', query)
  if (sort) params.set('sort', sort)
  if (order) params.set('order', order)
  if (view !== DEFAULT_VIEW) params.set('view', view)
  // An empty one says that there are none, since nothing at all says the usual ones.
  for (const column of columns?.length === 0 ? [''] : (columns ?? [])) params.append('column', column)
  if (view === 'map' && at) params.set('at', at)
  return params.toString()
}

/**
 * @param {State} a
 * @param {State} b
 */
export function equal(a, b) {
  return serialise(a) === serialise(b)
}

/**
 * Columns of facets and dates in declared order, then those of indicators in the order asked for; null for the usual ones.
 * @param {Params} params
 * @param {Known} known
 */
function parseColumns(params, { columns, usualColumns, indicators }) {
  if (!params.has('column')) return null
  const asked = new Set(params.getAll('column').map(String))
  const figures = [...asked].filter((column) => indicators.has(indicatorOf(column) ?? ''))
  const found = [...columns.filter((column) => asked.has(column)), ...figures.slice(0, MAX_FIGURE_COLUMNS)]
  return String(found) === String(usualColumns) ? null : found
}

/**
 * An order that exists, by a column that is shown.
 * @param {Params} params
 * @param {readonly string[]} columns
 * @param {import('./figures.mjs').FigureFilter | null} figure
 * @param {Known} known
 */
function parseSorting(params, columns, figure, { sorts, indicators }) {
  const sort = [...sorts, ...columns].find((name) => name === params.get('sort')) ?? ''
  const order = params.get('order') === 'desc' ? 'desc' : ''
  return canonical({ sort: sort === 'result' && !figure ? '' : sort, order }, figure, indicators)
}
