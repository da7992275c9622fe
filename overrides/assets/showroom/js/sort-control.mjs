import { part } from './part.mjs'

/** The list of orders. Some are there for a time: by the figure one filters by, and by a column of the table. */
export class SortControl {
  #words
  #select
  #order
  #plain
  #byFigure
  #byColumn = new Option()
  #bestDocumented

  /**
   * @param {HTMLElement} form
   * @param {import('./words.mjs').Words} words
   */
  constructor(form, words) {
    this.#words = words
    this.#select = part(form, 'sort', HTMLSelectElement)
    this.#order = part(form, 'order', HTMLInputElement)
    this.#plain = [...this.#select.options]
    this.#byFigure = this.#plain.find((option) => option.value === 'result') ?? new Option()
    this.#byFigure.remove()
    this.#bestDocumented = this.#plain[0].text
    this.#select.addEventListener('change', () => {
      // Each order on the list has a direction of its own.
      this.#order.value = this.#select.selectedOptions[0] === this.#byColumn ? this.#order.value : ''
    })
  }

  /** Names of the orders that need no column. */
  get names() {
    return this.#plain.map((option) => option.value)
  }

  /**
   * Chooses an order, whether or not it is on the list.
   * @param {import('./sorting.mjs').Sorting} sorting
   */
  choose({ sort, order }) {
    this.#order.value = order
    const plain = order ? undefined : [...this.#select.options].find((option) => option !== this.#byColumn && option.value === sort)
    if (plain) {
      plain.selected = true
      return
    }
    this.#byColumn.value = sort
    this.#select.append(this.#byColumn)
    this.#byColumn.selected = true
  }

  /**
   * Brings the list in line with a state.
   * @param {import('./state.mjs').State} state
   * @param {boolean} isHighFirst whether the best of the figures one filters by are the high ones
   * @param {string} column label of the column one sorts by
   */
  show(state, isHighFirst, column) {
    this.#plain[0].text = state.query ? this.#words.say('best-match') : this.#bestDocumented
    this.#byFigure.text = this.#words.say(isHighFirst ? 'sort-highest' : 'sort-lowest')
    if (!state.figure) this.#byFigure.remove()
    else if (!this.#byFigure.isConnected) this.#select.append(this.#byFigure)
    this.choose(state)
    if (!this.#byColumn.selected) this.#byColumn.remove()
    this.#byColumn.text = this.#words.say(state.order ? 'sort-descending' : 'sort-ascending', { column })
  }
}
