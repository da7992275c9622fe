/**
 * What the reader asked for. `parse` makes it: values in declared order, no facet without values.
 * @typedef {object} State
 * @property {string} query white space trimmed and single; '' for none
 * @property {Map<string, Set<string>>} selection facet id → ids of the ticked values
 * @property {string} sort '' for the default order
 */

/**
 * What may be asked for.
 * @typedef {object} Known
 * @property {ReadonlyMap<string, readonly string[]>} facets facet id → value ids, both in declared order
 * @property {readonly string[]} sorts
 */

/** UTF-16 units, as `maxlength` of the search field counts. */
export const QUERY_MAX_LENGTH = 120

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
  const sort = known.sorts.find((name) => name === params.get('sort')) ?? ''
  return { query: tidyQuery(String(params.get('q') ?? '')), selection, sort }
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
export function serialise({ query, selection, sort }) {
  const params = new URLSearchParams()
  for (const [facet, values] of selection) {
    for (const value of values) params.append(facet, value)
  }
  if (query) params.set('q', query)
  if (sort) params.set('sort', sort)
  return params.toString()
}

/**
 * @param {State} a
 * @param {State} b
 */
export function equal(a, b) {
  return serialise(a) === serialise(b)
}
