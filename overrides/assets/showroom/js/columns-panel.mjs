import { figuresColumnId, indicatorOf, MAX_FIGURE_COLUMNS } from './columns.mjs'
import { part } from './part.mjs'

/** The choice of the table's columns: a checkbox each, and a list from which to add an indicator's. */
export class ColumnsPanel {
  #choices
  #template
  #labelOf
  #add
  #usual
  /** @type {Map<string, HTMLInputElement>} column id → its checkbox, in the order of the page */
  #boxes = new Map()

  /**
   * @param {HTMLElement} form
   * @param {(indicator: string) => string} labelOf
   */
  constructor(form, labelOf) {
    this.#choices = part(form, 'column-choices', HTMLElement)
    this.#template = part(form, 'column-choice', HTMLTemplateElement)
    this.#labelOf = labelOf
    this.#add = part(form, 'add-column', HTMLSelectElement)
    const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (this.#choices.querySelectorAll('input[type="checkbox"]'))
    for (const box of boxes) this.#boxes.set(box.value, box)
    this.#usual = [...boxes].filter((box) => box.defaultChecked).map((box) => box.value)
    this.#add.addEventListener('change', () => {
      this.#box(figuresColumnId(this.#add.value)).checked = true
      this.#add.value = ''
    })
  }

  /** Columns that are not an indicator's, in declared order. */
  get columns() {
    return [...this.#boxes.keys()].filter((column) => indicatorOf(column) === null)
  }

  get usual() {
    return this.#usual
  }

  /** @param {string} column */
  label(column) {
    const indicator = indicatorOf(column)
    return indicator === null ? (this.#boxes.get(column)?.labels?.[0].textContent?.trim() ?? '') : this.#labelOf(indicator)
  }

  /** @param {readonly string[]} columns ids of the columns to tick; all others are unticked */
  tick(columns) {
    for (const column of columns) this.#box(column)
    for (const [column, box] of this.#boxes) box.checked = columns.includes(column)
    // In the order in which they stand in the table.
    for (const column of columns) {
      const box = this.#boxes.get(column)
      if (box && indicatorOf(column) !== null && box !== document.activeElement) this.#choices.append(box.parentElement ?? box)
    }
    this.show(columns)
  }

  /** @param {readonly string[]} columns that are ticked */
  show(columns) {
    this.#add.disabled = columns.filter((column) => indicatorOf(column) !== null).length >= MAX_FIGURE_COLUMNS
  }

  /**
   * The checkbox of a column, old or new.
   * @param {string} column
   */
  #box(column) {
    const known = this.#boxes.get(column)
    if (known) return known
    const choice = /** @type {DocumentFragment} */ (this.#template.content.cloneNode(true))
    const box = part(choice, 'column-box', HTMLInputElement)
    const label = part(choice, 'column-label', HTMLLabelElement)
    box.value = column
    box.id = `column-${column.replace(':', '-')}`
    label.htmlFor = box.id
    label.textContent = this.label(column)
    this.#choices.append(choice)
    this.#boxes.set(column, box)
    return box
  }
}
