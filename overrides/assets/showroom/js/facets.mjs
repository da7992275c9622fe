import { Bitset } from './bitset.mjs'

/** @typedef {ReadonlyMap<string, ReadonlySet<string>>} Selection facet id → ids of the ticked values */

/**
 * The filter to drop: all ticked values of a facet (dropping one of several only narrows), or the text.
 * @typedef {{ kind: 'facet', facet: string, values: string[], count: number } | { kind: 'text', count: number }} Removal
 */

/** Which solutions have which value. Values of a facet add up (OR), facets and text narrow (AND). */
export class FacetIndex {
  /** @type {Map<string, Map<string, Bitset>>} */
  #facets = new Map()
  #everything

  /** @param {{ count: number, facets: Record<string, Record<string, number[]>> }} data as in explorer.json */
  constructor({ count, facets }) {
    this.size = count
    this.#everything = Bitset.full(count)
    for (const [facet, values] of Object.entries(facets)) {
      const sets = Object.entries(values).map(([value, ordinals]) => /** @type {const} */ ([value, Bitset.of(ordinals, count)]))
      this.#facets.set(facet, new Map(sets))
    }
  }

  /**
   * The solutions that the selection and the text leave. A value the index does not know matches none.
   * @param {Selection} selection
   * @param {Bitset | null} [textMatches] null when no text is asked for
   */
  result(selection, textMatches = null) {
    return this.#left(this.#chosen(selection), textMatches)
  }

  /**
   * For each value, how many of the solutions that the *other* facets and the text leave have it.
   * @param {Selection} selection
   * @param {Bitset | null} [textMatches] null when no text is asked for
   * @returns {Map<string, Map<string, number>>} facet id → value id → number, in the order of the data
   */
  counts(selection, textMatches = null) {
    const chosen = this.#chosen(selection)
    const result = this.#left(chosen, textMatches)
    const counts = new Map()
    for (const [facet, values] of this.#facets) {
      const left = chosen.has(facet) ? this.#left(chosen, textMatches, facet) : result
      counts.set(facet, new Map([...values].map(([value, set]) => [value, left.countShared(set)])))
    }
    return counts
  }

  /**
   * The one filter without which there are most solutions; null when dropping any one still leaves none.
   * Of equals the first in the selection's order, the text last.
   * @param {Selection} selection
   * @param {Bitset | null} [textMatches] null when no text is asked for
   * @returns {Removal | null}
   */
  bestRemoval(selection, textMatches = null) {
    const chosen = this.#chosen(selection)
    /** @type {Removal[]} */
    const removals = [...chosen.keys()].map((facet) => ({
      kind: 'facet',
      facet,
      values: [...(selection.get(facet) ?? [])],
      count: this.#left(chosen, textMatches, facet).count,
    }))
    if (textMatches) removals.push({ kind: 'text', count: this.#left(chosen, null).count })
    const best = Math.max(0, ...removals.map((removal) => removal.count))
    return best > 0 ? (removals.find((removal) => removal.count === best) ?? null) : null
  }

  /**
   * What each facet with ticked values lets through.
   * @param {Selection} selection
   * @returns {Map<string, Bitset>}
   */
  #chosen(selection) {
    const chosen = new Map()
    for (const [facet, values] of selection) {
      if (values.size === 0) continue
      let union = new Bitset(this.size)
      for (const value of values) {
        const set = this.#facets.get(facet)?.get(value)
        if (set) union = union.or(set)
      }
      chosen.set(facet, union)
    }
    return chosen
  }

  /**
   * @param {Map<string, Bitset>} chosen
   * @param {Bitset | null} textMatches
   * @param {string} [except] the facet whose own choices are left aside
   */
  #left(chosen, textMatches, except) {
    let left = textMatches ?? this.#everything
    for (const [facet, set] of chosen) {
      if (facet !== except) left = left.and(set)
    }
    return left
  }
}
