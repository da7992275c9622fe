/**
 * What was asked for, and what each value of a facet would give.
 * @typedef {object} Asked
 * @property {ReadonlyMap<string, ReadonlyMap<string, number>>} counts facet id → value id → number, as beside the checkboxes
 * @property {import('./facets.mjs').Selection} selection
 * @property {string} at where the map is to be; '' where it likes
 * @property {number} shown how many cards the reader has asked for
 * @property {(facet: string, value: string) => import('./bitset.mjs').Bitset | undefined} having the solutions with a value
 * @property {import('./columns.mjs').Column[]} columns of the table
 * @property {{ column: string, isDescending: boolean } | null} sorted the column by which the table is sorted
 */

/**
 * A way to look at what was found.
 * @typedef {object} View
 * @property {(result: import('./bitset.mjs').Bitset, order: number[] | undefined, asked: Asked) => Promise<boolean>} show
 * `order` has at least all of the result; without it the server's order holds. The promise says whether everything that
 * had to be fetched has come.
 */

/** @typedef {(root: HTMLElement) => View | Promise<View>} MakeView */

/** The view that needs nothing: what the server rendered. It stands in for one that cannot be had. */
export const CARDS = 'cards'

/** The ways to look at what was found. One shows at a time; each is made when it is first asked for. */
export class Views {
  #makers
  /** @type {Map<string, HTMLElement>} */
  #roots = new Map()
  /** @type {Map<string, Promise<View>>} */
  #asked = new Map()
  /** @type {Map<string, View>} */
  #made = new Map()

  /**
   * @param {HTMLElement} form
   * @param {Record<string, MakeView>} makers name → what makes the view within its `data-view` element
   */
  constructor(form, makers) {
    this.#makers = makers
    for (const name of Object.keys(makers)) {
      const root = form.querySelector(`[data-sc="view"][data-view="${name}"]`)
      if (!(root instanceof HTMLElement)) throw new Error(`no element for the view "${name}" in the page`)
      this.#roots.set(name, root)
    }
  }

  /**
   * Makes the view, if it is not there yet. Returns whether it is there: a script may have to be loaded first.
   * In place of one that cannot be had, the cards are made.
   * @param {string} name
   */
  async prepare(name) {
    const root = this.#roots.get(name)
    if (!root) return false
    const asked = this.#asked.get(name) ?? Promise.resolve(this.#makers[name](root))
    this.#asked.set(name, asked)
    try {
      this.#made.set(name, await asked)
      return true
    } catch {
      this.#asked.delete(name)
      await this.prepare(CARDS)
      return false
    }
  }

  /**
   * Shows the result in one view and no other. The promise says whether everything that had to be fetched has come.
   * @param {string} name
   * @param {import('./bitset.mjs').Bitset} result
   * @param {number[] | undefined} order
   * @param {Asked} asked
   */
  async show(name, result, order, asked) {
    const shown = this.#made.has(name) ? name : CARDS
    for (const [other, root] of this.#roots) root.hidden = other !== shown
    return this.#made.get(shown)?.show(result, order, asked) ?? true
  }
}
