/**
 * What the reader asked for. `parse` makes it: values in declared order, no facet without values.
 * @typedef {object} State
 * @property {string} query white space trimmed and single; '' for none
 * @property {Map<string, Set<string>>} selection facet id → ids of the ticked values
 * @property {string} sort '' for the default order
 * @property {string} view how the result is shown
 */

/**
 * What may be asked for.
 * @typedef {object} Known
 * @property {ReadonlyMap<string, readonly string[]>} facets facet id → value ids, both in declared order
 * @property {readonly string[]} sorts the first one, '', is the default order
 * @property {readonly string[]} views the first one holds when none is asked for
 */

/** UTF-16 units, as `maxlength` of the search field counts. */
export const QUERY_MAX_LENGTH = 120

/** What the address leaves unsaid. */
const DEFAULT_VIEW = 'cards'

/**
 * The state that an address or a form asks for; what is not known is left out.
 * @param {{ get(name: string): unknown, getAll(name: string): unknown[] }} params URLSearchParams or FormData
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
  return {
    query: tidyQuery(String(params.get('q') ?? '')),
    selection,
    sort: oneOf(known.sorts, params.get('sort')),
    view: oneOf(known.views, params.get('view')),
  }
}

/**
 * The name that is asked for, or the first one.
 * @param {readonly string[]} names
 * @param {unknown} asked
 */
function oneOf(names, asked) {
  return names.find((name) => name === asked) ?? names[0]
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
export function serialise({ query, selection, sort, view }) {
  const params = new URLSearchParams()
  for (const [facet, values] of selection) {
    for (const value of values) params.append(facet, value)
  }
  if (query) params.set('q', query)
  if (sort) params.set('sort', sort)
  if (view !== DEFAULT_VIEW) params.set('view', view)
  return params.toString()
}

/**
 * @param {State} a
 * @param {State} b
 */
export function equal(a, b) {
  return serialise(a) === serialise(b)
}
