import { Searcher } from './search.mjs'

/** Of the pages that are found, how many are shown: they stand before the solutions. */
const MOST = 3

/** The hand-written pages that a query finds beside the solutions: links that the server rendered, hidden until then. */
export class SitePages {
  #root
  #items
  #searcher

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root
    this.#items = /** @type {HTMLElement[]} */ ([...root.querySelectorAll('li')])
    this.#searcher = new Searcher(root.dataset.search ?? '', this.#items.length)
  }

  /**
   * The pages that have every word of a query, the best first; none when the index cannot be had.
   * @param {string} query as typed
   * @returns {Promise<number[]>}
   */
  async find(query) {
    if (this.#items.length === 0) return []
    try {
      const { scores, isNearest } = await this.#searcher.look(query)
      if (!scores || isNearest) return []
      return [...scores].sort(([a, x], [b, y]) => y - x || a - b).map(([ordinal]) => ordinal).slice(0, MOST)
    } catch {
      return []
    }
  }

  /** @param {number[]} ordinals in the order to show */
  show(ordinals) {
    this.#root.hidden = ordinals.length === 0
    for (const [ordinal, item] of this.#items.entries()) item.hidden = !ordinals.includes(ordinal)
    for (const ordinal of ordinals) this.#items[ordinal].parentElement?.append(this.#items[ordinal])
  }
}
