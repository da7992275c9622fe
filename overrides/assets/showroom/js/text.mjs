import { Bitset } from './bitset.mjs'

/** Letters that Unicode does not decompose, in the spelling Danish addresses use. @type {Record<string, string>} */
const LETTERS = { æ: 'ae', ø: 'oe', å: 'aa', ß: 'ss', ð: 'd', þ: 'th', ł: 'l', œ: 'oe' }

/** What a word of a query is made of: signs such as € and emoji count, punctuation does not. */
const QUERY_WORD = /[^\s\p{P}\p{Z}\p{C}]+/gu

/** After one of these, a text goes on in the same word. */
const IN_WORD = /[\p{L}\p{N}\p{M}]/u

/**
 * `text` as it is compared in searches: lower case, without accents, æ/ø/å written ae/oe/aa.
 * `hooks/showroom/slugs.py` folds the same way; `tests/cases/fold.json` holds both to it.
 * @param {string} text
 */
export function fold(text) {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[æøåßðþłœ]/g, (letter) => LETTERS[letter])
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase() // ™ has become TM
}

/**
 * The words of a query, folded, each once.
 * @param {string} query
 * @returns {string[]}
 */
export function words(query) {
  return [...new Set(fold(query).match(QUERY_WORD))]
}

/**
 * The ordinals of the texts in which every word of the query starts a word; all of them when the query has no word.
 * @param {readonly string[]} texts folded
 * @param {string} query as typed
 */
export function matches(texts, query) {
  const wanted = words(query)
  const found = []
  for (const [ordinal, text] of texts.entries()) {
    if (wanted.every((word) => startsWord(text, word))) found.push(ordinal)
  }
  return Bitset.of(found, texts.length)
}

/**
 * @param {string} text
 * @param {string} word
 */
function startsWord(text, word) {
  // A sign starts wherever it stands: "40°C", "100€".
  if (!IN_WORD.test(String.fromCodePoint(word.codePointAt(0) ?? 0))) return text.includes(word)
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!IN_WORD.test(characterBefore(text, at))) return true
  }
  return false
}

/**
 * @param {string} text
 * @param {number} at
 */
function characterBefore(text, at) {
  const isPair = at >= 2 && /[\uDC00-\uDFFF]/.test(text[at - 1])
  return text.slice(Math.max(0, at - (isPair ? 2 : 1)), at)
}
