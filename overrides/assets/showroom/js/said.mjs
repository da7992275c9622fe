/** What `solution.json` says, as readers see it; each function mirrors one that the build uses for its own pages. */

/** @typedef {import('./details.mjs').Solution} Solution */

const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
]

/**
 * The figure that stands on a card: the first measured one, else the first stated, else the first expected.
 * As `headline` in `hooks/showroom/render/selections.py`.
 * @param {Solution} solution
 */
export function headline({ results = [] }) {
  for (const kind of ['measured', 'stated', 'expected']) {
    const found = results.find((result) => result.kind === kind)
    if (found) return found
  }
  return null
}

/**
 * `24 April 2019`, `April 2019` or `2019`, as exact as the ISO date is. As `hooks/showroom/render/dates.py`.
 * @param {string} iso
 */
export function longDate(iso) {
  const [year, month, day] = iso.split('-')
  return [day && String(Number(day)), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(' ')
}

/**
 * `2015–2018`, `2015`, `since 2015`, `until 2018` or, of what is over, `from 2015`. As `years` in `hooks/showroom/render/dates.py`.
 * @param {import('./details.mjs').Period} period
 * @param {import('./words.mjs').Words} words with `since`, `until` and `from`
 * @param {boolean} [isOver]
 */
export function years({ started, ended }, words, isOver = false) {
  const [start, end] = [started?.slice(0, 4), ended?.slice(0, 4)]
  if (start && end) return start === end ? start : `${start}–${end}`
  if (end) return words.say('until', { year: end })
  return words.say(isOver ? 'from' : 'since', { year: start ?? '' })
}

/**
 * Inline Markdown without its marks: links by their text, emphasis and code by what they hold.
 * @param {string} markdown
 */
export function plain(markdown) {
  return markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(?<!\\)(\*\*|__|[*`])(?=\S)(.*?[^\s\\])\1/g, '$2')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}

/**
 * The address when it leads to the web, else null: data may say `javascript:`.
 * @param {string | undefined} url
 */
export function webAddress(url) {
  try {
    const { protocol, href } = new URL(url ?? '')
    return protocol === 'https:' || protocol === 'http:' ? href : null
  } catch {
    return null
  }
}

/**
 * Publisher and date of a source.
 * @param {import('./details.mjs').Source} source
 */
export function origin({ publisher, date }) {
  return date ? `${publisher}, ${longDate(date)}` : publisher
}
