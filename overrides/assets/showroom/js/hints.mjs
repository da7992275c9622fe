import { DidYouMean } from './did-you-mean.mjs'
import { Excerpts } from './excerpts.mjs'
import { part } from './part.mjs'
import { SitePages } from './site-pages.mjs'
import { Words } from './words.mjs'

/**
 * What a query tells beside its solutions.
 * @typedef {object} Hint
 * @property {string[][]} forms of each of its words, those by which it was found
 * @property {number[]} pages hand-written pages that it finds too
 * @property {import('./did-you-mean.mjs').Alternative[]} alternatives what else might be meant, when it finds nothing
 */

/** Shows where cards matched, the pages that are no solutions, and what else might be meant. */
export class Hints {
  #sitePages
  #excerpts
  #didYouMean

  /**
   * @param {HTMLElement} form
   * @param {import('./search.mjs').Searcher} searcher
   * @param {readonly string[]} labels of the terms that readers see
   * @param {(query: string) => void} choose asks for another query
   */
  constructor(form, searcher, labels, choose) {
    const data = part(form, 'match-words', HTMLScriptElement)
    const words = new Words(JSON.parse(data.text), document.documentElement.lang || 'en')
    this.#sitePages = new SitePages(part(form, 'site-pages', HTMLElement))
    this.#excerpts = new Excerpts(part(form, 'cards', HTMLElement), words, data.dataset.root ?? '')
    this.#didYouMean = new DidYouMean(form, words, searcher, labels, choose)
  }

  /**
   * The hand-written pages that a query finds.
   * @param {string} query as typed
   */
  pages(query) {
    return this.#sitePages.find(query)
  }

  /**
   * @param {string} query as typed
   * @param {import('./search.mjs').Found} found
   * @param {number[]} pages
   * @param {number} size how many solutions there are
   * @returns {Promise<Hint>}
   */
  async of(query, found, pages, size) {
    const alternatives = found.scores?.size === 0 ? await this.#didYouMean.find(query, found, size) : []
    return { forms: found.forms, pages, alternatives }
  }

  /**
   * To be called once the page shows what was found.
   * @param {Hint} hint
   * @param {boolean} isEmpty whether that is nothing
   * @param {(matches: import('./bitset.mjs').Bitset) => number} count how many of them the filters leave
   */
  show({ pages, alternatives }, isEmpty, count) {
    this.#sitePages.show(pages)
    this.#didYouMean.show(isEmpty ? alternatives : [], count)
  }

  /**
   * To be called when other cards stand on the page: tells on each where it matched.
   * @param {Hint} hint
   */
  tell({ forms }) {
    this.#excerpts.show(forms)
  }
}
