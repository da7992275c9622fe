import { slips } from './search.mjs'
import { stem } from './stemmer.mjs'
import { fold } from './text.mjs'

/** How many other words are offered for one that is not known. */
const MOST = 3

/** How many other queries are offered in all. */
const MOST_QUERIES = 4

const WORD = /[\p{L}\p{N}\p{M}]+/gu

/**
 * The known words most like one that is not known: the fewest slips away, a third of its letters at most; of equals
 * those that stand in most solutions. Of the forms of a word, one is offered.
 * @param {readonly (readonly [forms: readonly string[], postings: readonly number[]])[]} terms of the index
 * @param {readonly string[]} labels names that readers see; their words are offered as they are spelt there
 * @param {string} word folded
 * @returns {string[]}
 */
export function nearestWords(terms, labels, word) {
  const limit = Math.max(1, Math.floor(word.length / 3))
  /** @type {{ text: string, distance: number, weight: number }[]} */
  const near = []
  const offer = (/** @type {string} */ text, /** @type {string} */ folded, /** @type {number} */ weight) => {
    const distance = folded.length > 2 ? slips(word, folded, limit) : Infinity
    if (distance <= limit) near.push({ text, distance, weight })
  }
  for (const text of labels.flatMap((label) => label.match(WORD) ?? [])) offer(text, fold(text), Infinity)
  for (const [forms, postings] of terms) for (const form of forms) offer(form, form, postings.length)
  near.sort((a, b) => a.distance - b.distance || b.weight - a.weight || (a.text < b.text ? -1 : 1))
  /** @type {Map<string, string>} */
  const byStem = new Map()
  for (const { text } of near) {
    const root = stem(fold(text))
    if (!byStem.has(root)) byStem.set(root, text)
  }
  return [...byStem.values()].slice(0, MOST)
}

/**
 * The query with some of its words replaced; a word replaced by '' goes.
 * @param {string} query as typed
 * @param {ReadonlyMap<string, string>} replacements folded word → what stands there instead
 */
export function rewritten(query, replacements) {
  return query.replace(WORD, (word) => replacements.get(fold(word)) ?? word).replace(/\s+/g, ' ').trim()
}

/**
 * A folded word of the query as its reader spells it.
 * @param {string} query as typed
 * @param {string} folded
 */
function asTyped(query, folded) {
  return query.match(WORD)?.find((word) => fold(word) === folded) ?? folded
}

/**
 * Queries to try in place of one that finds nothing: with the nearest words for those that are not known, without
 * those, or when all are known with each alone.
 * @param {string} query as typed
 * @param {readonly { word: string, nearest: readonly string[] | null }[]} words of the query; `nearest` is null for known ones
 * @returns {string[]}
 */
export function alternatives(query, words) {
  const unknown = words.filter(({ nearest }) => nearest)
  const known = words.filter(({ nearest }) => !nearest).map(({ word }) => asTyped(query, word))
  if (unknown.length === 0) return known.length > 1 ? known.slice(0, MOST_QUERIES) : []
  const queries = []
  const [{ word, nearest }] = unknown
  if (unknown.length === 1) queries.push(...(nearest ?? []).map((text) => rewritten(query, new Map([[word, text]]))))
  else queries.push(rewritten(query, new Map(unknown.map((each) => [each.word, each.nearest?.[0] ?? '']))))
  if (known.length > 0) queries.push(rewritten(query, new Map(unknown.map((each) => [each.word, '']))))
  return [...new Set(queries)].filter((each) => each && each !== query).slice(0, MOST_QUERIES)
}
