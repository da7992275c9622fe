/**
 * One figure that an entry reports for an indicator: ordinal, bounds in the indicator's unit (null for an open end,
 * both null when its unit has no fixed rate), how it is known, and the figure as readers see it.
 * @typedef {[ordinal: number, low: number | null, high: number | null, kind: string, text: string]} Row
 */

/**
 * results/<indicator>.json
 * @typedef {object} Results
 * @property {number} count solutions that report it
 * @property {string} unit
 * @property {Better} better
 * @property {Row[]} rows
 */

/** @typedef {'higher' | 'lower' | 'none'} Better which way a buyer wants it */

/**
 * What the reader asks of the figures of an indicator.
 * @typedef {object} FigureFilter
 * @property {string} indicator
 * @property {'at-least' | 'at-most'} direction
 * @property {number | null} threshold in the indicator's unit; null for any figure
 * @property {boolean} isMeasured whether only measured figures count
 */

/** Digits as people and number fields write them; nothing that only programs read, such as 0x10. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/**
 * The filter that an address or a form asks for; null for none.
 * @param {{ get(name: string): unknown }} params
 * @param {ReadonlyMap<string, Better>} indicators
 * @returns {FigureFilter | null}
 */
export function parseFigure(params, indicators) {
  const indicator = String(params.get('indicator') ?? '')
  const better = indicators.get(indicator)
  if (!better) return null
  const threshold = parseNumber(String(params.get('threshold') ?? ''))
  const direction = params.get('direction')
  return {
    indicator,
    // Without a threshold the direction means nothing, and two states that ask for the same must be equal.
    direction: threshold !== null && (direction === 'at-least' || direction === 'at-most') ? direction : usual(better),
    threshold,
    isMeasured: params.get('measured') === '1',
  }
}

/**
 * @param {FigureFilter} figure
 * @returns {[string, string][]} names and values for an address
 */
export function figureParams({ indicator, direction, threshold, isMeasured }) {
  return [
    ['indicator', indicator],
    .../** @type {[string, string][]} */ (threshold === null ? [] : [['direction', direction], ['threshold', String(threshold)]]),
    .../** @type {[string, string][]} */ (isMeasured ? [['measured', '1']] : []),
  ]
}

/**
 * The direction in which a buyer sets a threshold.
 * @param {Better} better
 */
export function usual(better) {
  return better === 'lower' ? 'at-most' : 'at-least'
}

/**
 * Whether the best figures are the high ones; so it is taken where neither end is better.
 * @param {Better} better
 */
export function isHighFirst(better) {
  return better !== 'lower'
}

/**
 * The figures that the filter lets through. A figure counts by its cautious end: "at least 30" is met by
 * what is surely 30 or more.
 * @param {readonly Row[]} rows
 * @param {FigureFilter} figure
 */
export function matching(rows, { direction, threshold, isMeasured }) {
  return rows.filter(([, low, high, kind]) => {
    if (isMeasured && kind !== 'measured') return false
    if (threshold === null) return true
    return direction === 'at-least' ? low !== null && low >= threshold : high !== null && high <= threshold
  })
}

/**
 * Of each ordinal its best figure by the cautious end: of equals, and of those that vouch for nothing, the first.
 * @param {readonly Row[]} rows
 * @param {boolean} isHighBest
 * @returns {Map<number, Row>}
 */
export function bestOf(rows, isHighBest) {
  const best = new Map()
  for (const row of rows) {
    const rival = best.get(row[0])
    if (!rival || compare(vouched(row, isHighBest), vouched(rival, isHighBest), isHighBest) < 0) best.set(row[0], row)
  }
  return best
}

/**
 * Every ordinal in the order of its best figure; then those whose figure vouches for nothing in that direction,
 * then those without one; of equals in the default order.
 * @param {readonly Row[]} rows
 * @param {number} size how many ordinals there are
 * @param {boolean} isHighest whether the highest comes first
 */
export function orderByFigure(rows, size, isHighest) {
  const best = bestOf(rows, isHighest)
  const ordinals = [...Array(size).keys()]
  const known = ordinals.filter((ordinal) => best.has(ordinal))
  const vouchedFor = new Map([...best].map(([ordinal, row]) => [ordinal, vouched(row, isHighest)]))
  known.sort((a, b) => compare(vouchedFor.get(a) ?? null, vouchedFor.get(b) ?? null, isHighest) || a - b)
  return [...known, ...ordinals.filter((ordinal) => !best.has(ordinal))]
}

/**
 * The cautious end: what the figure is surely not below, or not above.
 * @param {Row} row
 * @param {boolean} isHighBest
 */
function vouched([, low, high], isHighBest) {
  return isHighBest ? low : high
}

/**
 * Negative when `a` comes first; what is unknown comes last.
 * @param {number | null} a
 * @param {number | null} b
 * @param {boolean} isHighFirst
 */
function compare(a, b, isHighFirst) {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return isHighFirst ? b - a : a - b
}

/** @param {string} text */
function parseNumber(text) {
  const number = NUMBER.test(text) ? Number(text) : NaN
  return Number.isFinite(number) ? number + 0 : null // -0 is 0
}
