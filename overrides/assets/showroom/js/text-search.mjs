import { Bitset } from './bitset.mjs'
import { Hints } from './hints.mjs'
import { NO_TEXT } from './no-text.mjs'
import { Searcher } from './search.mjs'
import { fold, matches } from './text.mjs'

/** @typedef {import('./no-text.mjs').Text} Text */

/** What the explorer's search field does; loaded when it is first used. */
export class TextSearch {
  #searcher
  #hints
  #pieces
  #size

  /**
   * @param {HTMLFormElement} form
   * @param {object} site
   * @param {import('./pieces.mjs').Pieces} site.pieces
   * @param {number} site.size how many solutions there are
   * @param {readonly string[]} site.labels of the terms that readers see
   * @param {(query: string) => void} choose asks for another query
   */
  constructor(form, { pieces, size, labels }, choose) {
    this.#pieces = pieces
    this.#size = size
    this.#searcher = new Searcher(form.dataset.search ?? '', size)
    this.#hints = new Hints(form, this.#searcher, labels, choose)
  }

  /**
   * What the query finds; null when it is no longer the latest. Without the index, what it finds in titles.
   * @param {string} query
   * @returns {Promise<Text | null>}
   */
  async find(query) {
    let found, pages
    try {
      [found, pages] = await Promise.all([this.#searcher.find(query), this.#hints.pages(query)])
    } catch {
      return this.#inTitles(query)
    }
    if (!found) return null
    const { scores, isNearest } = found
    if (!scores) return { ...NO_TEXT, query }
    return {
      query,
      hint: await this.#hints.of(query, found, pages, this.#size),
      matches: Bitset.of(scores.keys(), this.#size),
      order: [...scores.keys()].sort((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0) || a - b),
      note: isNearest ? 'nearest' : null,
    }
  }

  /** Whatever was asked for is asked for no more. */
  cancel() {
    this.#searcher.cancel()
  }

  /**
   * To be called once the page shows what was found.
   * @param {Text} text
   * @param {boolean} isEmpty whether that is nothing
   * @param {(matches: Bitset) => number} count how many of some solutions the filters leave
   */
  show({ hint }, isEmpty, count) {
    this.#hints.show(hint, isEmpty, count)
  }

  /**
   * To be called when other cards stand on the page.
   * @param {Text} text
   */
  tell({ hint }) {
    this.#hints.tell(hint)
  }

  /**
   * @param {string} query
   * @returns {Promise<Text>}
   */
  async #inTitles(query) {
    try {
      const { titles } = await this.#pieces.one('explorer/titles')
      return { ...NO_TEXT, query, matches: matches(titles.map(fold), query), note: 'search-failed' }
    } catch {
      return { ...NO_TEXT, query, note: 'search-left' }
    }
  }
}
