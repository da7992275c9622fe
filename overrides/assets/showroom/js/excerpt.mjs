import { fold } from './text.mjs'

/** @typedef {[start: number, end: number]} Span in UTF-16 units */
/** @typedef {{ where: string, text: string }} Passage some text of an entry, and the key of the words that say which */
/** @typedef {{ text: string, isMatch: boolean }} Piece */

/** Letters that an excerpt has at most: three lines on a card. */
const LENGTH = 115

/** Letters before the first match, so that one sees what it belongs to; and those up to which a text is quoted from its start. */
const LEAD = 35
const FROM_START = 60

/** A word as it stands in a text; `fold` makes of it what the index has. */
const WORD = /[\p{L}\p{N}\p{M}]+/gu

/** Between two words that the index may have as one. */
const CLOSE = /^(?:[-\u2010\u2011]|\s+)$/

/**
 * Where a text has one of these words, or two neighbours that make one of them run together.
 * @param {string} text
 * @param {ReadonlySet<string>} forms folded
 * @returns {Span[]} in order, apart from each other
 */
export function spans(text, forms) {
  const words = [...text.matchAll(WORD)].map(({ 0: word, index }) => ({ start: index, end: index + word.length, folded: fold(word) }))
  /** @type {Span[]} */
  const found = []
  for (const [i, { start, end, folded }] of words.entries()) {
    const next = words[i + 1]
    if (next && forms.has(folded + next.folded) && CLOSE.test(text.slice(end, next.start))) found.push([start, next.end])
    else if (forms.has(folded) && start >= (found.at(-1)?.[1] ?? 0)) found.push([start, end])
  }
  return found.filter(([start], i) => i === 0 || start >= found[i - 1][1])
}

/**
 * The text of an entry's Markdown as readers see it, on one line.
 * @param {string} markdown
 */
export function plain(markdown) {
  return markdown
    .replace(/!?\[([^\][]*)\]\([^)\s]*(?:\s[^)]*)?\)/g, '$1')
    .replace(/<?https?:\/\/[^\s>]+>?/g, '')
    .replace(/^\s*(?:[-+*>]|\d+[.)])\s+/gm, '')
    .replace(/(\*\*|__|[*_`])(?=\S)([^*_`]*\S)\1/g, '$2')
    .replace(/\s+/g, ' ')
    .trim()
}

/**
 * Everything an entry says beyond its card, the telling parts first.
 * @param {import('./details.mjs').Solution & { keywords?: string[], sources?: { title: string, publisher: string }[], challenge: string, solution: string }} entry
 * @returns {Passage[]}
 */
export function passages(entry) {
  const { partnership = {} } = entry
  return [
    { where: 'solution', text: plain(entry.solution) },
    { where: 'challenge', text: plain(entry.challenge) },
    ...(entry.findings ?? []).map(({ text }) => ({ where: 'finding', text: plain(text) })),
    ...(entry.results ?? []).map(({ label, quantity }) => ({ where: 'result', text: `${label}: ${quantity.text}` })),
    ...entry.partners.flatMap(({ organisation }) => names('partner', organisation)),
    ...entry.technologies.flatMap((term) => names('technology', term)),
    ...entry.sectors.flatMap((term) => names('sector', term)),
    { where: 'keywords', text: (entry.keywords ?? []).join(', ') },
    ...names('place', entry.city),
    ...(entry.lab ? [{ where: 'lab', text: entry.lab.name }] : []),
    ...[partnership.model, ...(partnership.methods ?? [])].flatMap((term) => (term ? names('partnership', term) : [])),
    ...(entry.sources ?? []).map(({ title, publisher }) => ({ where: 'source', text: `${title}, ${publisher}` })),
  ]
}

/**
 * A thing by its name, and by each other name it has with that beside it.
 * @param {string} where
 * @param {{ label?: string, name?: string, synonyms?: string[] }} thing
 * @returns {Passage[]}
 */
function names(where, { label, name = label ?? '', synonyms = [] }) {
  return [name, ...synonyms.map((synonym) => `${synonym} · ${name}`)].map((text) => ({ where, text }))
}

/**
 * The words of a query that a text lacks, each as its forms.
 * @param {string} text
 * @param {readonly (readonly string[])[]} groups the forms of each word
 */
export function missing(text, groups) {
  return groups.filter((forms) => spans(text, new Set(forms)).length === 0)
}

/**
 * The place that has most of the words, as pieces of text; null when there is none.
 * @param {readonly Passage[]} from
 * @param {readonly (readonly string[])[]} groups the forms of each word
 * @returns {{ where: string, pieces: Piece[] } | null}
 */
export function excerpt(from, groups) {
  const forms = new Set(groups.flat())
  let best = { covered: 0, where: '', text: '', start: 0, end: 0 }
  for (const { where, text } of from) {
    const sought = groups.map((group) => spans(text, new Set(group)))
    for (const [first] of sought.flat()) {
      const start = first <= FROM_START ? 0 : wordStart(text, first - LEAD, first)
      const end = Math.min(text.length, start + LENGTH)
      const covered = sought.filter((own) => own.some(([from, to]) => from >= start && to <= end)).length
      if (covered > best.covered) best = { covered, where, text, start, end: wordEnd(text, end) }
    }
  }
  if (best.covered === 0) return null
  return { where: best.where, pieces: cut(best, forms) }
}

/**
 * @param {{ text: string, start: number, end: number }} place
 * @param {ReadonlySet<string>} forms
 * @returns {Piece[]}
 */
function cut({ text, start, end }, forms) {
  /** @type {Piece[]} */
  const pieces = []
  let at = start
  const add = (/** @type {string} */ piece, /** @type {boolean} */ isMatch) => { if (piece) pieces.push({ text: piece, isMatch }) }
  add(start > 0 ? '… ' : '', false)
  for (const [from, to] of spans(text, forms)) {
    if (from < start || to > end) continue
    add(text.slice(at, from), false)
    add(text.slice(from, to), true)
    at = to
  }
  add(text.slice(at, end).trimEnd() + (end < text.length ? ' …' : ''), false)
  return pieces
}

/**
 * The first start of a word from `at` on, or `latest`.
 * @param {string} text
 * @param {number} at
 * @param {number} latest
 */
function wordStart(text, at, latest) {
  const space = text.indexOf(' ', at - 1)
  return space === -1 || space >= latest ? latest : space + 1
}

/**
 * The end of the last whole word before `at`.
 * @param {string} text
 * @param {number} at
 */
function wordEnd(text, at) {
  if (at >= text.length) return text.length
  const space = text.lastIndexOf(' ', at)
  return space === -1 ? at : space
}
