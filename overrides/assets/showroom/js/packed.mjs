import { Bitset } from './bitset.mjs'

/** Letters for 0 to 92 are the printable ones without `"` and `\`; `hooks/showroom/packed.py` writes them. */
const FIRST = 0x20
const LETTERS = 93

/** The code point of 93; those above stand for the numbers above. */
const BEYOND = 0xA1

/** Base of numbers written with several letters. */
const DIGITS = 46

/**
 * Which solutions have which value of a facet, as the server packs it: `lists` has the gaps between the ordinals of each
 * value, `each` one letter a solution, 0 for none.
 * @typedef {{ ids: string[], lists?: string[], each?: string }} Column
 */

/**
 * The solutions that have each value.
 * @param {Column} column
 * @param {number} size how many solutions there are
 * @returns {Map<string, Bitset>} value id → ordinals
 */
export function setsOf({ ids, lists, each }, size) {
  if (each === undefined) return new Map(ids.map((id, i) => [id, Bitset.of(unpackedGaps(lists?.[i] ?? ''), size)]))
  /** @type {number[][]} */
  const ordinals = ids.map(() => [])
  for (const [ordinal, value] of unpackedLetters(each).entries()) if (value > 0) ordinals[value - 1].push(ordinal)
  return new Map(ids.map((id, i) => [id, Bitset.of(ordinals[i], size)]))
}

/**
 * The numbers of a text with one letter for each.
 * @param {string} text
 */
export function unpackedLetters(text) {
  return Array.from({ length: text.length }, (_, i) => numberOf(text.charCodeAt(i)))
}

/**
 * The ascending numbers of a text that tells their distances.
 * @param {string} text
 */
export function unpackedGaps(text) {
  const numbers = []
  let before = -1
  let gap = 0
  let weight = 1
  for (let i = 0; i < text.length; i++) {
    const letter = numberOf(text.charCodeAt(i))
    gap += (letter % DIGITS) * weight
    weight *= DIGITS
    if (letter >= DIGITS) continue
    before += gap + 1
    numbers.push(before)
    gap = 0
    weight = 1
  }
  return numbers
}

/** @param {number} code of a letter */
function numberOf(code) {
  if (code >= BEYOND) return code - BEYOND + LETTERS
  return code - FIRST - Number(code > 0x22) - Number(code > 0x5C)
}
