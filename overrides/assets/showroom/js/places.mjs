/** Rows this share of a row beyond the screen count as on it: cards differ in height, and new ones are not measured yet. */
const MARGIN = 1 / 3

/** @typedef {{ from: number, to: number }} Range the first place, and the one after the last */

/**
 * The places on the screen of a list of equal rows, whether there is something in them or not.
 * @param {number} top how far the first row begins below the upper edge of the screen, in CSS pixels; less than 0 above it
 * @param {number} pitch from one row to the next
 * @param {number} columns places in a row
 * @param {number} height of the screen
 * @returns {Range}
 */
export function onScreen(top, pitch, columns, height) {
  const from = Math.max(0, Math.floor(-top / pitch - MARGIN))
  const to = Math.max(from, Math.ceil((height - top) / pitch + MARGIN))
  return { from: from * columns, to: to * columns }
}

/**
 * What takes these places; the last ones of a list that ends before them.
 * @template T
 * @param {readonly T[]} all
 * @param {Range} range
 * @param {number} least how many, if there are as many
 */
export function taking(all, { from, to }, least) {
  const number = Math.max(least, to - from)
  const start = Math.max(0, Math.min(from, all.length - number))
  return all.slice(start, start + number)
}

/** Where the places of a list of cards are, in rows that its style sheet makes. */
export class Places {
  #list
  /** From one row to the next when there were rows last. */
  #pitch = Infinity

  /** @param {HTMLElement} list */
  constructor(list) {
    this.#list = list
  }

  /** Those on the screen. To be asked for before the page changes: afterwards, its layout must be made for the answer. */
  get onScreen() {
    const { gridTemplateColumns, rowGap } = getComputedStyle(this.#list)
    const { top, height } = this.#list.getBoundingClientRect()
    const columns = gridTemplateColumns.split(' ').length
    const rows = Math.ceil(this.#list.children.length / columns)
    if (rows > 0) this.#pitch = (height + parseFloat(rowGap)) / rows
    return onScreen(top, this.#pitch, columns, innerHeight)
  }
}
