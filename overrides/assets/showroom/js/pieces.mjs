import { load } from './data.mjs'

/** What the showroom published in pieces, fetched when they are first needed and kept while the page stands. */
export class Pieces {
  #root
  #version
  #load
  /** @type {Map<string, Promise<any>>} name → what came or is coming */
  #asked = new Map()

  /**
   * @param {string} root address of the folder, ending in `/`
   * @param {string} version of the catalogue that the page was made of; a piece of another one is as good as none
   * @param {import('./data.mjs').Load<any>} [loader] for tests
   */
  constructor(root, version, loader = load) {
    this.#root = root
    this.#version = version
    this.#load = loader
  }

  /**
   * The piece. Rejects when it cannot be had; the next call tries again.
   * @param {string} name such as `explorer/started`
   * @param {(piece: any) => boolean} [fits] whether it goes with the page; otherwise by its version
   * @returns {Promise<any>}
   */
  one(name, fits = ({ version }) => version === this.#version) {
    const asked = this.#asked.get(name)
    if (asked) return asked
    const coming = this.#load(`${this.#root}${name}.json?v=${this.#version}`, fits)
    this.#asked.set(name, coming)
    coming.catch(() => this.#asked.delete(name))
    return coming
  }

  /**
   * These pieces. Those that cannot be had are missing.
   * @param {Iterable<string>} names
   * @param {(piece: any) => boolean} [fits] as in `one`
   * @returns {Promise<Map<string, any>>} name → piece
   */
  async of(names, fits) {
    const wanted = [...new Set(names)]
    const came = await Promise.all(wanted.map((name) => this.one(name, fits).catch(() => null)))
    return new Map(wanted.flatMap((name, position) => (came[position] ? [[name, came[position]]] : [])))
  }
}
