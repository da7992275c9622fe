import { Bitset } from './bitset.mjs'
import { alternatives, nearestWords } from './nearest.mjs'
import { part } from './part.mjs'
import { queryWords } from './search.mjs'

/** @typedef {{ query: string, matches: Bitset }} Alternative a query that finds something, and what */

/** Queries to try when one finds nothing, one button each. */
export class DidYouMean {
  #root
  #list
  #words
  #searcher
  #labels
  #choose

  /**
   * @param {HTMLElement} form
   * @param {import('./words.mjs').Words} words
   * @param {import('./search.mjs').Searcher} searcher
   * @param {readonly string[]} labels of the terms that readers see
   * @param {(query: string) => void} choose what a button does
   */
  constructor(form, words, searcher, labels, choose) {
    this.#root = part(form, 'did-you-mean', HTMLElement)
    this.#list = part(form, 'other-queries', HTMLElement)
    this.#words = words
    this.#searcher = searcher
    this.#labels = labels
    this.#choose = choose
  }

  /**
   * What might be meant by a query that finds nothing; nothing when the index cannot be had.
   * @param {string} query as typed
   * @param {import('./search.mjs').Found} found
   * @param {number} size how many solutions there are
   * @returns {Promise<Alternative[]>}
   */
  async find(query, { forms }, size) {
    try {
      const stop = await this.#searcher.stop()
      const words = await Promise.all(queryWords(query, stop).map(async (word, i) => {
        return { word, nearest: forms[i].length > 0 ? null : await this.#nearest(word) }
      }))
      const tried = await Promise.all(alternatives(query, words).map(async (other) => {
        const { scores } = await this.#searcher.look(other)
        return { query: other, matches: Bitset.of(scores?.keys() ?? [], size) }
      }))
      return tried.filter(({ matches }) => matches.count > 0)
    } catch {
      return []
    }
  }

  /**
   * @param {readonly Alternative[]} others
   * @param {(matches: Bitset) => number} count how many of them the filters leave
   */
  show(others, count) {
    const counted = others.map(({ query, matches }) => ({ query, count: count(matches) })).filter((each) => each.count > 0)
    this.#root.hidden = counted.length === 0
    this.#list.replaceChildren(...counted.map((each) => this.#button(each)))
  }

  /** @param {{ query: string, count: number }} other */
  #button({ query, count }) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'sc-chip'
    button.textContent = this.#words.say('other-query', { query, count })
    button.addEventListener('click', () => this.#choose(query))
    const item = document.createElement('li')
    item.append(button)
    return item
  }

  /**
   * Known words like this one, with its first letter or its second: letters are swapped, added and left out there too.
   * @param {string} word
   */
  async #nearest(word) {
    const terms = await this.#searcher.terms([...new Set([...word].slice(0, 2))])
    return nearestWords(terms, this.#labels, word)
  }
}
