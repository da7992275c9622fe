import { isHighFirst, orderByFigure } from './figures.mjs'
import { fold } from './text.mjs'

/** What a column of an indicator is called in the address: `indicator:energy-saving`. */
const FIGURES = 'indicator:'

/** How many columns of indicators an address may ask for; each of them is a file to fetch. */
export const MAX_FIGURE_COLUMNS = 8

/** @typedef {{ text: string, kind?: string }} Value what stands in a cell; `kind` says how a figure is known */

/**
 * A column of the table, beside the titles.
 * @typedef {object} Column
 * @property {string} id as in the address
 * @property {string} label
 * @property {boolean} isFigures
 * @property {boolean} isDescendingFirst which way the first press on its heading sorts
 * @property {(ordinal: number) => readonly Value[]} values none when the entry says nothing
 * @property {(isDescending: boolean) => number[]} order every ordinal; those without a value last, equals in default order
 */

/** @param {string} indicator */
export function figuresColumnId(indicator) {
  return FIGURES + indicator
}

/**
 * The indicator of a column; null for a column of another kind.
 * @param {string} column
 */
export function indicatorOf(column) {
  return column.startsWith(FIGURES) ? column.slice(FIGURES.length) : null
}

/**
 * @param {string} id
 * @param {string} label
 * @param {ReadonlyMap<string, import('./bitset.mjs').Bitset>} sets value id → the solutions that have it
 * @param {(value: string) => string} labelOf
 * @param {number} size
 * @returns {Column}
 */
export function facetColumn(id, label, sets, labelOf, size) {
  /** @type {Value[][]} */
  const values = Array.from({ length: size }, () => [])
  for (const [value, set] of sets) {
    const text = labelOf(value)
    for (const ordinal of set.toOrdinals()) values[ordinal].push({ text })
  }
  return {
    id,
    label,
    isFigures: false,
    isDescendingFirst: false,
    values: (ordinal) => values[ordinal],
    order: (isDescending) => ordered(values.map((all) => all.map(({ text }) => fold(text)).join('\n')), isDescending),
  }
}

/**
 * @param {string} id
 * @param {string} label
 * @param {readonly (string | null)[]} started ISO date of each ordinal, to the day, month or year
 * @returns {Column}
 */
export function startedColumn(id, label, started) {
  return {
    id,
    label,
    isFigures: false,
    isDescendingFirst: true,
    values: (ordinal) => (started[ordinal] ? [{ text: started[ordinal].slice(0, 4) }] : []),
    // A year counts as its end, as in the order "newest".
    order: (isDescending) => ordered(started.map((date) => (date ? `${date}-99-99`.slice(0, 10) : '')), isDescending),
  }
}

/**
 * @param {string} id
 * @param {string} label
 * @param {import('./figures.mjs').Results} results
 * @param {number} size
 * @returns {Column}
 */
export function figuresColumn(id, label, { rows, better }, size) {
  /** @type {Map<number, Value[]>} */
  const values = new Map()
  for (const [ordinal, , , kind, text] of rows) {
    const all = values.get(ordinal) ?? []
    all.push({ text, kind })
    values.set(ordinal, all)
  }
  return {
    id,
    label,
    isFigures: true,
    isDescendingFirst: isHighFirst(better),
    values: (ordinal) => values.get(ordinal) ?? [],
    order: (isDescending) => orderByFigure(rows, size, isDescending),
  }
}

/**
 * @param {readonly string[]} keys of each ordinal, '' for none
 * @param {boolean} isDescending
 */
function ordered(keys, isDescending) {
  const sign = isDescending ? -1 : 1
  return [...keys.keys()].sort((a, b) => {
    if (!keys[a] || !keys[b]) return Number(!keys[a]) - Number(!keys[b]) || a - b
    return sign * (Number(keys[a] > keys[b]) - Number(keys[a] < keys[b])) || a - b
  })
}
