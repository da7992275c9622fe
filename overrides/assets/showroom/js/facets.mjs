import { Bitset } from './bitset.mjs'

/** @typedef {ReadonlyMap<string, ReadonlySet<string>>} Selection facet id → ids of the ticked values */

/** @typedef {ReadonlyMap<string, Bitset>} Conditions name → what a filter beside the facets lets through */

/**
 * The filter to drop: all ticked values of a facet (dropping one of several only narrows), or a condition.
 * @typedef {{ kind: 'facet', facet: string, values: string[], count: number }
 *   | { kind: 'condition', name: string, count: number }} Removal
 */

/** @typedef {{ kind: 'facet' | 'condition', name: string, set: Bitset }} Filter */

/** @type {Conditions} */
const NONE = new Map()

/** Which solutions have which value. Values of a facet add up (OR), facets and other conditions narrow (AND). */
export class FacetIndex {
  /** @type {Map<string, Map<string, Bitset>>} */
  #facets = new Map()
  #everything

  /** @param {number} size how many solutions there are */
  constructor(size) {
    this.size = size
    this.#everything = Bitset.full(size)
  }

  /**
   * @param {string} facet
   * @param {Map<string, Bitset>} sets value id → the solutions that have it, in declared order
   */
  add(facet, sets) {
    this.#facets.set(facet, sets)
  }

  /** @param {string} facet */
  has(facet) {
    return this.#facets.has(facet)
  }

  /**
   * The solutions with each value of a facet; none of a facet that was not added.
   * @param {string} facet
   * @returns {ReadonlyMap<string, Bitset>}
   */
  sets(facet) {
    return this.#facets.get(facet) ?? new Map()
  }

  /**
   * The solutions that the selection and the conditions leave. A value the index does not know matches none, and a facet
   * it does not know narrows nothing.
   * @param {Selection} selection
   * @param {Conditions} [conditions]
   */
  result(selection, conditions = NONE) {
    return this.#left(this.#filters(selection, conditions))
  }

  /**
   * For each value, how many of the solutions that the *other* facets and the conditions leave have it.
   * @param {Selection} selection
   * @param {Conditions} [conditions]
   * @returns {Map<string, Map<string, number>>} facet id → value id → number, of the facets that were added
   */
  counts(selection, conditions = NONE) {
    const filters = this.#filters(selection, conditions)
    const result = this.#left(filters)
    const counts = new Map()
    for (const [facet, values] of this.#facets) {
      const own = filters.find(({ kind, name }) => kind === 'facet' && name === facet)
      const left = own ? this.#left(filters, own) : result
      counts.set(facet, new Map([...values].map(([value, set]) => [value, left.countShared(set)])))
    }
    return counts
  }

  /**
   * The one filter without which there are most solutions; null when dropping any one still leaves none.
   * Of equals the first in the selection's order, the conditions after it in theirs.
   * @param {Selection} selection
   * @param {Conditions} [conditions]
   * @returns {Removal | null}
   */
  bestRemoval(selection, conditions = NONE) {
    const filters = this.#filters(selection, conditions)
    const gains = filters.map((filter) => this.#left(filters, filter).count)
    const count = Math.max(0, ...gains)
    if (count === 0) return null
    const { kind, name } = filters[gains.indexOf(count)]
    if (kind === 'condition') return { kind, name, count }
    return { kind, facet: name, values: [...(selection.get(name) ?? [])], count }
  }

  /**
   * Facets with ticked values in the selection's order, then the conditions.
   * @param {Selection} selection
   * @param {Conditions} conditions
   * @returns {Filter[]}
   */
  #filters(selection, conditions) {
    /** @type {Filter[]} */
    const filters = []
    for (const [name, values] of selection) {
      const sets = this.#facets.get(name)
      if (values.size === 0 || !sets) continue
      let set = new Bitset(this.size)
      for (const value of values) {
        const having = sets.get(value)
        if (having) set = set.or(having)
      }
      filters.push({ kind: 'facet', name, set })
    }
    for (const [name, set] of conditions) filters.push({ kind: 'condition', name, set })
    return filters
  }

  /**
   * @param {Filter[]} filters
   * @param {Filter} [except] the one to leave aside
   */
  #left(filters, except) {
    let left = this.#everything
    for (const filter of filters) {
      if (filter !== except) left = left.and(filter.set)
    }
    return left
  }
}
