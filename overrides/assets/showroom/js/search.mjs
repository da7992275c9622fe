import { load } from './data.mjs'
import { stem } from './stemmer.mjs'
import { fold } from './text.mjs'

/**
 * Stem → its forms and its postings: ordinal, impact, ordinal, impact …; see `hooks/showroom/search.py`.
 * @typedef {Record<string, [forms: string[], postings: number[]]>} Shard
 */

/**
 * @typedef {object} Manifest
 * @property {string} version
 * @property {number} count how many solutions were indexed
 * @property {string[]} stop words that are not indexed
 * @property {Record<string, string>} shards leading letters → file beside the manifest
 */

/**
 * @typedef {object} Found
 * @property {Map<number, number> | null} scores ordinal → score; null when the query has no words
 * @property {boolean} isNearest whether nothing has every word, and these have at least half of them
 */

/** How much of a term's impact counts: all of it for a word as such, less for a beginning, half for a misspelling. */
const PREFIX_SHARE = 0.8
const SLIP_SHARE = 0.5

/** Letters from which a word may have one slip, and two: in shorter words every other word is one letter away. */
const ONE_SLIP_FROM = 4
const TWO_SLIPS_FROM = 8

const WORD = /[\p{L}\p{N}]+/gu

/** @type {ReadonlySet<string>} */
const NONE = new Set()

/**
 * The folded words of a query, each once. Stop words are left out, unless there is nothing else.
 * @param {string} query as typed
 * @param {ReadonlySet<string>} [stop]
 * @returns {string[]}
 */
export function queryWords(query, stop = NONE) {
  const all = [...new Set(fold(query).match(WORD))]
  const telling = all.filter((word) => !stop.has(word))
  return telling.length > 0 ? telling : all
}

/**
 * The solutions in which every word of the query is found, with their scores; null when the query has no words.
 *
 * A word finds the terms with its stem; when there is none, the terms one of whose forms it begins; when there is none,
 * the forms it misspells least. A solution's score is the sum over the words of the best share of an impact in it.
 * @param {readonly Shard[]} shards all that may hold a word of the query
 * @param {string} query as typed
 * @param {ReadonlySet<string>} [stop]
 * @returns {Map<number, number> | null} ordinal → score
 */
export function rank(shards, query, stop) {
  const found = queryWords(query, stop).map((word) => matchesOf(shards, word))
  return found.length > 0 ? having(found, found.length) : null
}

/**
 * As `rank`, of a query that asks too much: at least half of its words are found, and at least two.
 * @param {readonly Shard[]} shards
 * @param {string} query
 * @param {ReadonlySet<string>} [stop]
 * @returns {Map<number, number>}
 */
export function rankNearest(shards, query, stop) {
  const found = queryWords(query, stop).map((word) => matchesOf(shards, word))
  return having(found, Math.max(2, Math.ceil(found.length / 2)))
}

/**
 * @param {readonly ReadonlyMap<number, number>[]} found ordinal → score, of each word
 * @param {number} least in how many of them a solution must be
 */
function having(found, least) {
  /** @type {Map<number, number>} */
  const scores = new Map()
  /** @type {Map<number, number>} */
  const times = new Map()
  for (const [ordinal, score] of found.flatMap((scored) => [...scored])) {
    scores.set(ordinal, (scores.get(ordinal) ?? 0) + score)
    times.set(ordinal, (times.get(ordinal) ?? 0) + 1)
  }
  return new Map([...scores].filter(([ordinal]) => (times.get(ordinal) ?? 0) >= least))
}

/**
 * @param {readonly Shard[]} shards
 * @param {string} word
 * @returns {Map<number, number>} ordinal → score
 */
function matchesOf(shards, word) {
  return exact(shards, word) ?? begun(shards, word) ?? misspelt(shards, word) ?? new Map()
}

/**
 * @param {readonly Shard[]} shards
 * @param {string} word
 */
function exact(shards, word) {
  const root = stem(word)
  const shard = shards.find((some) => Object.hasOwn(some, root))
  return shard ? best([[shard[root][1], 1]]) : null
}

/**
 * @param {readonly Shard[]} shards
 * @param {string} word
 */
function begun(shards, word) {
  /** @type {[number[], number][]} */
  const found = []
  for (const [forms, postings] of shards.flatMap((shard) => Object.values(shard))) {
    for (const form of forms) {
      if (form.startsWith(word)) found.push([postings, PREFIX_SHARE * word.length / form.length])
    }
  }
  return best(found)
}

/**
 * @param {readonly Shard[]} shards
 * @param {string} word
 */
function misspelt(shards, word) {
  let limit = slipsAllowed(word)
  if (limit === 0) return null
  /** @type {[number[], number][]} */
  let found = []
  for (const [forms, postings] of shards.flatMap((shard) => Object.values(shard))) {
    for (const form of forms) {
      if (form[0] !== word[0]) continue
      const distance = slips(word, form, limit)
      if (distance > limit) continue
      if (distance < limit) {
        // Nearer than all before: those no longer count.
        limit = distance
        found = []
      }
      found.push([postings, SLIP_SHARE])
    }
  }
  return best(found)
}

/**
 * The best share of an impact that each solution has; null when nothing was found.
 * @param {readonly (readonly [postings: readonly number[], share: number])[]} found
 */
function best(found) {
  if (found.length === 0) return null
  /** @type {Map<number, number>} */
  const scores = new Map()
  for (const [postings, share] of found) {
    for (let i = 0; i < postings.length; i += 2) {
      const score = share * postings[i + 1]
      if (score > (scores.get(postings[i]) ?? 0)) scores.set(postings[i], score)
    }
  }
  return scores
}

/** @param {string} word */
function slipsAllowed(word) {
  if (word.length < ONE_SLIP_FROM) return 0
  return word.length < TWO_SLIPS_FROM ? 1 : 2
}

/**
 * How many slips lead from one word to another: a letter added, left out, changed, or two neighbours swapped
 * (optimal string alignment). Anything above `limit` may come out as any number above it.
 * @param {string} a
 * @param {string} b
 * @param {number} limit
 */
export function slips(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  /** @type {number[]} */
  let earlier = []
  let before = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = before[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)
      row[j] = Math.min(changed, before[j] + 1, row[j - 1] + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], earlier[j - 2] + 1)
    }
    if (Math.min(...row) > limit) return limit + 1
    earlier = before
    before = row
  }
  return before[b.length]
}

/** The index of a site, fetched as far as queries need it. */
export class Searcher {
  #url
  #count
  #load
  /** @type {Promise<Manifest> | null} */
  #manifest = null
  /** @type {Map<string, Promise<Shard>>} file → what came or is coming */
  #shards = new Map()
  #latest = 0

  /**
   * @param {string} url of the manifest
   * @param {number} count how many solutions the page has
   * @param {import('./data.mjs').Load<any>} [loader] for tests
   */
  constructor(url, count, loader = load) {
    this.#url = url
    this.#count = count
    this.#load = loader
  }

  /**
   * What `rank` finds, or else `rankNearest`; undefined when something else was asked for meanwhile.
   * Rejects when the index cannot be had; the next query tries again.
   * @param {string} query as typed
   * @returns {Promise<Found | undefined>}
   */
  async find(query) {
    const turn = ++this.#latest
    try {
      const manifest = await this.#index()
      if (turn !== this.#latest) return undefined
      const stop = new Set(manifest.stop)
      const words = queryWords(query, stop)
      const near = await this.#fetch(manifest, words.flatMap((word) => [word, stem(word)]))
      if (turn !== this.#latest) return undefined
      // Only a misspelling can stand elsewhere under its first letter.
      const unknown = words.filter((word) => !(exact(near, word) ?? begun(near, word)) && slipsAllowed(word) > 0)
      const far = await this.#fetch(manifest, unknown.map((word) => String.fromCodePoint(word.codePointAt(0) ?? 0)))
      if (turn !== this.#latest) return undefined
      const shards = [...new Set([...near, ...far])]
      const scores = rank(shards, query, stop)
      if (scores?.size !== 0) return { scores, isNearest: false }
      const nearest = rankNearest(shards, query, stop)
      return { scores: nearest, isNearest: nearest.size > 0 }
    } catch (error) {
      if (turn !== this.#latest) return undefined
      throw error
    }
  }

  /** Whatever was asked for is asked for no more. */
  cancel() {
    this.#latest++
  }

  #index() {
    this.#manifest ??= this.#load(this.#url, ({ count }) => count === this.#count).catch((error) => {
      this.#manifest = null
      throw error
    })
    return this.#manifest
  }

  /**
   * The shards that have a word with one of these beginnings.
   * @param {Manifest} manifest
   * @param {string[]} beginnings
   */
  #fetch({ shards }, beginnings) {
    const files = Object.entries(shards).filter(([letters]) => {
      return beginnings.some((beginning) => beginning.startsWith(letters) || letters.startsWith(beginning))
    })
    return Promise.all(files.map(([, file]) => this.#shard(file)))
  }

  /** @param {string} file */
  #shard(file) {
    const known = this.#shards.get(file)
    if (known) return known
    const coming = this.#load(this.#url.replace(/[^/]*$/, file), () => true).catch((error) => {
      this.#shards.delete(file)
      throw error
    })
    this.#shards.set(file, coming)
    return coming
  }
}
