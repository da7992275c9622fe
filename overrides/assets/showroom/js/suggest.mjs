import { fold } from './text.mjs'

/**
 * Something that may be suggested; see `hooks/showroom/suggest.py`.
 * @typedef {[kind: number, id: string, label: string, detail: string | number, otherNames: string[]]} Thing
 */

/**
 * @typedef {object} Suggestion
 * @property {string} label
 * @property {string} uri site-relative
 * @property {string | number} detail the city of a solution or a lab; how many solutions the others have
 * @property {string} via the other name by which it was found; '' when it was its label
 */

/** @typedef {{ name: string, suggestions: Suggestion[] }} Group in the order shown */

/** How many are shown in all: what is seen at once, and counted by ear. */
const MOST = 8

/** Kind → its group, how many of it at most, and where it leads: a term to the explorer, where one can narrow further. */
const KINDS = [
  { group: 'topics', most: 3, uri: (/** @type {string} */ id) => `solutions/?sector=${id}` },
  { group: 'topics', most: 3, uri: (/** @type {string} */ id) => `solutions/?technology=${id}` },
  { group: 'places', most: 2, uri: (/** @type {string} */ id) => `cities/${id}/` },
  { group: 'entries', most: 4, uri: (/** @type {string} */ id) => `solutions/${id}/` },
  { group: 'labs', most: 2, uri: (/** @type {string} */ id) => `labs/${id}/` },
  { group: 'organisations', most: 2, uri: (/** @type {string} */ id) => `organisations/${id}/` },
]

const WORD = /[\p{L}\p{N}]+/gu

/**
 * The folded words of a text, in order.
 * @param {string} text
 * @returns {string[]}
 */
function wordsOf(text) {
  return fold(text).match(WORD) ?? []
}

/**
 * The file to look in: that of a word's beginning, by as many letters as there are files for. A file whose letters go
 * on in others has only the best, so a word that leads to a whole one comes first; of equals, the longest.
 * @param {Readonly<Record<string, string>>} shards leading letters → file
 * @param {string} query as typed
 * @returns {string | null} null when nothing begins like that
 */
export function shardFor(shards, query) {
  const words = wordsOf(query)
  // Words typed as two may be one name's beginning: wi fi.
  const starts = [...words, words.join('')].sort((a, b) => b.length - a.length)
  const beginnings = starts.map((start) => longestKey(shards, start)).filter((letters) => letters !== '')
  const isWhole = (/** @type {string} */ letters) => !Object.keys(shards).some((other) => other !== letters && other.startsWith(letters))
  const chosen = beginnings.find(isWhole) ?? beginnings[0]
  return chosen === undefined ? null : shards[chosen]
}

/**
 * The longest beginning of the word that is a key; '' when there is none.
 * @param {Readonly<Record<string, string>>} shards
 * @param {string} word
 */
function longestKey(shards, word) {
  const letters = [...word]
  while (letters.length > 0 && !Object.hasOwn(shards, letters.join(''))) letters.pop()
  return letters.join('')
}

/**
 * The best of the things that the query may mean, in groups.
 * @param {readonly Thing[]} things in the order of their weight
 * @param {string} query as typed
 * @returns {Group[]}
 */
export function suggest(things, query) {
  const words = wordsOf(query)
  if (words.length === 0) return []
  const found = things.flatMap((thing) => {
    const match = bestName(thing, words)
    return match && KINDS[thing[0]] ? [{ thing, ...match }] : []
  })
  found.sort((a, b) => a.distance - b.distance) // equals stay in the order of their weight

  /** @type {Map<string, number>} */
  const taken = new Map()
  const chosen = found.filter(({ thing: [kind] }) => {
    const { group, most } = KINDS[kind]
    const count = (taken.get(group) ?? 0) + 1
    taken.set(group, count)
    return count <= most
  }).slice(0, MOST)

  return [...new Set(KINDS.map(({ group }) => group))].flatMap((name) => {
    const own = chosen.filter(({ thing: [kind] }) => KINDS[kind].group === name)
    const suggestions = own.map(({ thing: [kind, id, label, detail], via }) => ({ label, uri: KINDS[kind].uri(id), detail, via }))
    return own.length > 0 ? [{ name, suggestions }] : []
  })
}

/**
 * How well the thing's best name fits; null when none does.
 * @param {Thing} thing
 * @param {readonly string[]} words
 */
function bestName([, , label, , otherNames], words) {
  const inLabel = distance(wordsOf(label), words)
  const best = { distance: inLabel, via: '' }
  for (const name of otherNames) {
    // Found by another name: further than by its own, unless the own name has it only somewhere.
    const further = distance(wordsOf(name), words) + 1.5
    if (further < best.distance) Object.assign(best, { distance: further, via: name })
  }
  return best.distance < Infinity ? best : null
}

/**
 * 0 when the name begins like the query, 1 when the query begins later in it, 2 when all its words begin words of it.
 * Spaces and hyphens do not count: `streetli` begins `street lights`, and `wi fi` begins `WiFi`.
 * @param {readonly string[]} name
 * @param {readonly string[]} words
 */
function distance(name, words) {
  const typed = words.join('')
  const at = name.findIndex((_, start) => name.slice(start).join('').startsWith(typed))
  if (at !== -1) return at === 0 ? 0 : 1
  return words.every((word) => name.some((other) => other.startsWith(word))) ? 2 : Infinity
}
