/**
 * `solutions/<slug>/solution.json`, as far as pages read it; see `solution_data` in `hooks/showroom/index.py`.
 * @typedef {object} Solution
 * @property {string} slug
 * @property {string} title
 * @property {string} summary
 * @property {Term[]} sectors the main one first
 * @property {Term[]} technologies
 * @property {{ id: string, name: string, country: string, lat: number, lon: number, synonyms?: string[] }} city
 * @property {Lab} [lab]
 * @property {{ lat: number, lon: number, precision: string }} [place]
 * @property {Term} [status]
 * @property {Period} [period] ISO dates, to the day, month or year
 * @property {{ level: number, as_of: string }} [readiness]
 * @property {{ model?: Term, procurement?: Term, methods?: Term[] }} [partnership]
 * @property {{ organisation: Organisation, role: Term }[]} partners
 * @property {Result[]} [results]
 * @property {{ kind: 'worked' | 'did-not-work' | 'surprise', text: string, source?: Source }[]} [findings] text is Markdown
 * @property {{ kind: Term, quantity: Quantity, period?: Period, note?: string, source: Source }[]} [costs]
 * @property {Visit} [visit]
 * @property {Contact} [contact]
 *
 * @typedef {{ id: string, label: string, synonyms?: string[] }} Term
 * @typedef {{ started?: string, ended?: string }} Period
 * @typedef {{ id: string, name: string, kind: string, synonyms?: string[] }} Organisation
 * @typedef {{ id: string, name: string, visit?: Visit, contact?: Contact }} Lab
 * @typedef {{ possible: boolean, url?: string, languages?: string[], note?: string }} Visit
 * @typedef {{ organisation: Organisation, url?: string, email?: string }} Contact
 * @typedef {{ id: string, number: number, title: string, publisher: string, url: string, date?: string }} Source
 * @typedef {{ value?: number, low?: number, high?: number, unit: Term, qualifier?: string, text: string }} Quantity
 *
 * @typedef {object} Result
 * @property {string} label
 * @property {Term & { unit: Term, better: 'higher' | 'lower' | 'none' }} [indicator]
 * @property {Quantity} quantity as reported
 * @property {'measured' | 'stated' | 'expected' | 'context'} kind
 * @property {{ low: number | null, high: number | null, text: string }} [comparable] in the indicator's unit, null: open end
 * @property {{ value?: number, text?: string, description: string }} [baseline]
 * @property {Period} [period]
 * @property {string} [note]
 * @property {Source} source
 */

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/** What is known of single solutions, fetched when asked for and kept while the page stands. */
export class Details {
  #root
  #fetch
  /** @type {Map<string, Promise<Solution | null>>} */
  #known = new Map()

  /**
   * @param {string} root address of the site's root, relative or absolute, ending in `/` or empty
   * @param {typeof fetch} [fetcher] for tests
   */
  constructor(root, fetcher = (...request) => fetch(...request)) {
    this.#root = root
    this.#fetch = fetcher
  }

  /**
   * The solution; null when the showroom has none of that slug. Rejects when it cannot be had; the next call tries again.
   * @param {string} slug
   * @returns {Promise<Solution | null>}
   */
  of(slug) {
    const known = this.#known.get(slug)
    if (known) return known
    const coming = this.#load(slug).catch((error) => {
      this.#known.delete(slug)
      throw error
    })
    this.#known.set(slug, coming)
    return coming
  }

  /** @param {string} slug */
  async #load(slug) {
    if (!SLUG.test(slug)) return null
    const url = `${this.#root}solutions/${slug}/solution.json`
    const response = await this.#fetch(url)
    if (response.status === 404) return null
    if (!response.ok) throw new Error(`${url}: ${response.status}`)
    return response.json()
  }
}
