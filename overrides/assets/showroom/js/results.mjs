import { load } from './data.mjs'

/** @typedef {import('./figures.mjs').Results} Results */

/** The figures of each indicator, fetched when they are first needed. */
export class ResultFiles {
  #address
  #reporting
  #load
  /** @type {Map<string, Promise<Results>>} */
  #asked = new Map()

  /**
   * @param {string} address of a file, `{id}` standing for the indicator
   * @param {Record<string, number[]>} reporting indicator id → ordinals that report it
   * @param {import('./data.mjs').Load<Results>} [loader] for tests
   */
  constructor(address, reporting, loader = load) {
    this.#address = address
    this.#reporting = reporting
    this.#load = loader
  }

  /**
   * The figures of these indicators. Those that cannot be had are missing; the next call tries again.
   * @param {Iterable<string>} ids
   * @returns {Promise<Map<string, Results>>}
   */
  async of(ids) {
    const wanted = [...new Set(ids)]
    const came = await Promise.all(wanted.map((id) => this.#one(id).catch(() => null)))
    return new Map(wanted.flatMap((id, position) => {
      const results = came[position]
      return results ? [[id, results]] : []
    }))
  }

  /** @param {string} id */
  #one(id) {
    const asked = this.#asked.get(id)
    if (asked) return asked
    const coming = this.#load(this.#address.replace('{id}', id), (results) => this.#fits(id, results))
    this.#asked.set(id, coming)
    coming.catch(() => this.#asked.delete(id))
    return coming
  }

  /**
   * Whether the file is of the same catalogue as the page.
   * @param {string} id
   * @param {Results} results
   */
  #fits(id, { rows }) {
    return String([...new Set(rows.map(([ordinal]) => ordinal))]) === String(this.#reporting[id])
  }
}
