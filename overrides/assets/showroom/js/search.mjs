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
 * @property {string[][]} forms of each word of the query, the folded words by which it was found; none when it is not known
 */

/** @typedef {{ word: string, together: string[] }} Asked a word of a query, and what it is run together with a neighbour */
/** @typedef {{ scores: Map<number, number>, forms: string[] }} Match ordinal → score, and the words that gave it */

/** How much of a term's impact counts: all of it for a word as such, less for a beginning, half for a misspelling. */
const PREFIX_SHARE = 0.8
const SLIP_SHARE = 0.5

/** Letters from which a word may have one slip, and two: in shorter words every other word is one letter away. */
const ONE_SLIP_FROM = 4
const TWO_SLIPS_FROM = 8

/** Letters that each part of a word has at least, when it is taken for two run together. */
const PART_FROM = 3

const WORD = /[\p{L}\p{N}]+/gu

/** What may stand between two words that others write as one. */
const HYPHEN = /^[-\u2010]$/
const SPACE = /^\s+$/

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
 * `queryWords`, each with what it is run together with a neighbour: `wi-fi` and `wi fi` ask for `wifi` too.
 * @param {string} query as typed
 * @param {ReadonlySet<string>} [stop]
 * @returns {Asked[]}
 */
export function askedWords(query, stop = NONE) {
  const folded = fold(query)
  const found = [...folded.matchAll(WORD)]
  /** @type {Map<string, Asked>} */
  const asked = new Map(queryWords(query, stop).map((word) => [word, { word, together: [] }]))
  for (const [i, { 0: second, index }] of [...found.entries()].slice(1)) {
    const first = found[i - 1][0]
    const gap = folded.slice(found[i - 1].index + first.length, index)
    const isClose = HYPHEN.test(gap) || (SPACE.test(gap) && !stop.has(first) && !stop.has(second))
    if (isClose) for (const word of [first, second]) asked.get(word)?.together.push(first + second)
  }
  return [...asked.values()]
}

/**
 * How each word of the query is found.
 *
 * A word finds the terms with its stem, or that of what it is run together with a neighbour; when there is none, the
 * terms one of whose forms it begins; when there is none, the solutions that have both parts into which it can be split;
 * when there is none, the forms it misspells least.
 * @param {readonly Shard[]} shards all that may hold a word of the query
 * @param {string} query as typed
 * @param {ReadonlySet<string>} [stop]
 * @returns {Match[]}
 */
export function match(shards, query, stop) {
  return askedWords(query, stop).map(({ word, together }) => {
    return exact(shards, [word, ...together]) ?? begun(shards, word) ?? parted(shards, word) ?? misspelt(shards, word)
      ?? { scores: new Map(), forms: [] }
  })
}

/**
 * The solutions in which every word of the query is found, with their scores; null when the query has no words.
 * A solution's score is the sum over the words of the best share of an impact in it.
 * @param {readonly Match[]} matches
 * @returns {Map<number, number> | null} ordinal → score
 */
export function rank(matches) {
  return matches.length > 0 ? having(matches, matches.length) : null
}

/**
 * As `rank`, of a query that asks too much: at least half of its words are found, and at least two.
 * @param {readonly Match[]} matches
 * @returns {Map<number, number>}
 */
export function rankNearest(matches) {
  return having(matches, Math.max(2, Math.ceil(matches.length / 2)))
}

/**
 * @param {readonly Match[]} matches
 * @param {number} least in how many of them a solution must be
 */
function having(matches, least) {
  /** @type {Map<number, number>} */
  const scores = new Map()
  /** @type {Map<number, number>} */
  const times = new Map()
  for (const [ordinal, score] of matches.flatMap((each) => [...each.scores])) {
    scores.set(ordinal, (scores.get(ordinal) ?? 0) + score)
    times.set(ordinal, (times.get(ordinal) ?? 0) + 1)
  }
  return new Map([...scores].filter(([ordinal]) => (times.get(ordinal) ?? 0) >= least))
}

/**
 * @param {readonly Shard[]} shards
 * @param {readonly string[]} words any of them
 */
function exact(shards, words) {
  const found = words.flatMap((word) => {
    const root = stem(word)
    const shard = shards.find((some) => Object.hasOwn(some, root))
    return shard ? [{ term: shard[root], share: 1 }] : []
  })
  return best(found)
}

/**
 * @param {readonly Shard[]} shards
 * @param {string} word
 */
function begun(shards, word) {
  const found = []
  for (const term of shards.flatMap((shard) => Object.values(shard))) {
    for (const form of term[0]) {
      if (form.startsWith(word)) found.push({ term, share: PREFIX_SHARE * word.length / form.length })
    }
  }
  return best(found)
}

/**
 * What has both parts of a word, as much as it has the lesser.
 * @param {readonly Shard[]} shards
 * @param {string} word
 */
function parted(shards, word) {
  /** @type {Match} */
  const both = { scores: new Map(), forms: [] }
  for (const [first, second] of halves(word)) {
    const [a, b] = [exact(shards, [first]), exact(shards, [second])]
    const shared = a && b ? [...a.scores.keys()].filter((ordinal) => b.scores.has(ordinal)) : []
    if (!a || !b || shared.length === 0) continue
    both.forms.push(...a.forms, ...b.forms)
    for (const ordinal of shared) {
      const least = Math.min(a.scores.get(ordinal) ?? 0, b.scores.get(ordinal) ?? 0)
      both.scores.set(ordinal, Math.max(both.scores.get(ordinal) ?? 0, least))
    }
  }
  return both.scores.size > 0 ? both : null
}

/**
 * @param {string} word
 * @returns {[string, string][]}
 */
function halves(word) {
  const places = Array.from({ length: Math.max(0, word.length - 2 * PART_FROM + 1) }, (_, i) => PART_FROM + i)
  return places.map((at) => [word.slice(0, at), word.slice(at)])
}

/**
 * @param {readonly Shard[]} shards
 * @param {string} word
 */
function misspelt(shards, word) {
  let limit = slipsAllowed(word)
  if (limit === 0) return null
  /** @type {{ term: Shard[string], share: number }[]} */
  let found = []
  for (const term of shards.flatMap((shard) => Object.values(shard))) {
    for (const form of term[0]) {
      if (form[0] !== word[0]) continue
      const distance = slips(word, form, limit)
      if (distance > limit) continue
      if (distance < limit) {
        // Nearer than all before: those no longer count.
        limit = distance
        found = []
      }
      found.push({ term, share: SLIP_SHARE })
    }
  }
  return best(found)
}

/**
 * The best share of an impact that each solution has, and the forms of all the terms; null when nothing was found.
 * @param {readonly { term: Shard[string], share: number }[]} found
 * @returns {Match | null}
 */
function best(found) {
  if (found.length === 0) return null
  /** @type {Map<number, number>} */
  const scores = new Map()
  for (const { term: [, postings], share } of found) {
    for (let i = 0; i < postings.length; i += 2) {
      const score = share * postings[i + 1]
      if (score > (scores.get(postings[i]) ?? 0)) scores.set(postings[i], score)
    }
  }
  return { scores, forms: [...new Set(found.flatMap(({ term: [forms] }) => forms))] }
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

/** @param {string} word */
function withStem(word) {
  return [word, stem(word)]
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
    const isWanted = () => turn === this.#latest
    try {
      return await this.#answer(query, isWanted)
    } catch (error) {
      if (!isWanted()) return undefined
      throw error
    }
  }

  /**
   * As `find`, beside whatever else is asked for. Rejects when the index cannot be had.
   * @param {string} query as typed
   * @returns {Promise<Found>}
   */
  async look(query) {
    const found = await this.#answer(query, () => true)
    return found ?? { scores: null, isNearest: false, forms: [] }
  }

  /** The words that are not indexed. */
  async stop() {
    return new Set((await this.#index()).stop)
  }

  /**
   * The terms that stand under these letters: their forms and postings.
   * @param {string[]} beginnings
   */
  async terms(beginnings) {
    const shards = await this.#fetch(await this.#index(), beginnings)
    return [...new Map(shards.flatMap((shard) => Object.entries(shard))).values()]
  }

  /**
   * @param {string} query
   * @param {() => boolean} isWanted asked after each wait
   * @returns {Promise<Found | undefined>}
   */
  async #answer(query, isWanted) {
    const manifest = await this.#index()
    if (!isWanted()) return undefined
    const stop = new Set(manifest.stop)
    const asked = askedWords(query, stop)
    const near = await this.#fetch(manifest, asked.flatMap(({ word, together }) => [word, ...together]).flatMap(withStem))
    if (!isWanted()) return undefined

    // A word that is not known may be two, whose second stands elsewhere, or a misspelling of any with its first letter.
    const unknown = asked.filter(({ word, together }) => !(exact(near, [word, ...together]) ?? begun(near, word))).map(({ word }) => word)
    const seconds = unknown.flatMap(halves).filter(([first]) => exact(near, [first])).map(([, second]) => second)
    const parts = await this.#fetch(manifest, seconds.flatMap(withStem))
    if (!isWanted()) return undefined
    const misspelled = unknown.filter((word) => slipsAllowed(word) > 0 && !parted([...near, ...parts], word))
    const far = await this.#fetch(manifest, misspelled.map((word) => String.fromCodePoint(word.codePointAt(0) ?? 0)))
    if (!isWanted()) return undefined

    const matches = match([...new Set([...near, ...parts, ...far])], query, stop)
    const forms = matches.map((each) => each.forms)
    const scores = rank(matches)
    if (scores?.size !== 0) return { scores, isNearest: false, forms }
    const nearest = rankNearest(matches)
    return { scores: nearest, isNearest: nearest.size > 0, forms }
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
