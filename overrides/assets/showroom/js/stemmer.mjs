/**
 * The English stemmer of Snowball 3.1 ("Porter2"), written by hand after its definition:
 * https://snowballstem.org/algorithms/english/stemmer.html, as generated in snowballstemmer 3.1.1 (BSD-3-Clause).
 * The build stems with that package; `tests/js/stemmer.test.mjs` holds this module to it, word by word.
 */

const VOWEL = /[aeiouy]/

/** Words that stem as they are told. @type {ReadonlyMap<string, string>} */
const SPECIAL = new Map(Object.entries({
  skis: 'ski', skies: 'sky', idly: 'idl', gently: 'gentl', ugly: 'ugli', early: 'earli', only: 'onli', singly: 'singl',
  ...Object.fromEntries(['andes', 'atlas', 'bias', 'cosmos', 'howe', 'news', 'sky'].map((word) => [word, word])),
}))

/** Beginnings after which the first region starts, whatever the vowels say. */
const HEADS = /^(?:arsen|commun|emerg|gener|inter|later|organ|past|univers)/

/** Suffix and what it becomes; of several that fit, the longest counts. */
const STEP_2 = byLength({
  anci: 'ance', enci: 'ence', ogi: 'og', li: '', bli: 'ble', abli: 'able', alli: 'al', fulli: 'ful', lessli: 'less',
  ousli: 'ous', entli: 'ent', aliti: 'al', biliti: 'ble', iviti: 'ive', tional: 'tion', ational: 'ate', alism: 'al',
  ation: 'ate', ization: 'ize', izer: 'ize', ator: 'ate', iveness: 'ive', fulness: 'ful', ousness: 'ous', ogist: 'og',
})
const STEP_3 = byLength({
  icate: 'ic', ative: '', alize: 'al', iciti: 'ic', ical: 'ic', tional: 'tion', ational: 'ate', ful: '', ness: '',
})
const STEP_4 = byLength(Object.fromEntries([
  'ic', 'ance', 'ence', 'able', 'ible', 'ate', 'ive', 'ize', 'iti', 'al', 'ism', 'ion', 'er', 'ous', 'ant', 'ent', 'ment', 'ement',
].map((suffix) => [suffix, ''])))

/**
 * What the forms of an English word have in common: `light` of `lights`, `lighted` and `lighting`.
 * @param {string} word folded, without apostrophes
 */
export function stem(word) {
  if (word.length < 3) return word
  const special = SPECIAL.get(word)
  if (special !== undefined) return special

  // A y that is a consonant is written Y on the way.
  let text = word.replace(/^y/, 'Y').replace(/([aeiouy])y/g, '$1Y')
  const head = HEADS.exec(text)
  const first = head ? head[0].length : afterSyllable(text, 0)
  const second = afterSyllable(text, first)

  text = plural(text)
  text = participle(text, first)
  text = text.replace(/(.[^aeiouy])[yY]$/, '$1i')
  text = replaced(text, STEP_2, (at, suffix) => {
    if (at < first) return false
    if (suffix === 'ogi') return text[at - 1] === 'l'
    return suffix !== 'li' || /[cdeghkmnrt]/.test(text[at - 1] ?? '')
  })
  text = replaced(text, STEP_3, (at, suffix) => at >= (suffix === 'ative' ? second : first))
  text = replaced(text, STEP_4, (at, suffix) => at >= second && (suffix !== 'ion' || /[st]/.test(text[at - 1] ?? '')))

  const last = text.length - 1
  if (text.endsWith('e') && (last >= second || (last >= first && !endsShort(text.slice(0, -1))))) text = text.slice(0, -1)
  else if (text.endsWith('ll') && last >= second) text = text.slice(0, -1)
  return text.replaceAll('Y', 'y')
}

/**
 * The place after the first vowel that something else follows, and that; the end when there is none.
 * @param {string} text
 * @param {number} from
 */
function afterSyllable(text, from) {
  const found = text.slice(from).search(/[aeiouy][^aeiouy]/)
  return found === -1 ? text.length : from + found + 2
}

/** @param {string} text */
function plural(text) {
  if (text.endsWith('sses')) return text.slice(0, -2)
  if (/ie[ds]$/.test(text)) return text.slice(0, text.length > 4 ? -2 : -1)
  if (/[us]s$/.test(text)) return text
  return /[aeiouy].+s$/.test(text) ? text.slice(0, -1) : text
}

/**
 * @param {string} text
 * @param {number} first where the first region starts
 */
function participle(text, first) {
  const suffix = /(?:eedly|eed|ingly|edly|ing|ed)$/.exec(text)
  if (!suffix) return text
  const rest = text.slice(0, suffix.index)
  if (suffix[0].startsWith('eed')) return rest.length >= first && !/^(?:succ|proc|exc)$/.test(rest) ? `${rest}ee` : text
  if (suffix[0] === 'ing') {
    if (/^[^aeiouy]y$/.test(rest)) return `${rest[0]}ie`
    if (/^(?:even|cann|inn|earr|herr|out)$/.test(rest)) return text
  }
  if (!VOWEL.test(rest)) return text
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`
  if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(rest)) return /^[aeo]..$/.test(rest) ? rest : rest.slice(0, -1)
  return rest.length === first && endsShort(rest) ? `${rest}e` : rest
}

/**
 * Whether the text ends in a short syllable.
 * @param {string} text
 */
function endsShort(text) {
  return /(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy]|past)$/.test(text)
}

/**
 * The text with its longest suffix of the step replaced, if that suffix is allowed where it starts.
 * @param {string} text
 * @param {readonly (readonly [string, string])[]} step longest first
 * @param {(at: number, suffix: string) => boolean} isAllowed
 */
function replaced(text, step, isAllowed) {
  const found = step.find(([suffix]) => text.endsWith(suffix))
  if (!found) return text
  const at = text.length - found[0].length
  return isAllowed(at, found[0]) ? text.slice(0, at) + found[1] : text
}

/**
 * @param {Record<string, string>} step
 * @returns {[string, string][]}
 */
function byLength(step) {
  return Object.entries(step).sort(([a], [b]) => b.length - a.length)
}
