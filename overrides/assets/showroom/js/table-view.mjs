import { csv } from './csv.mjs'
import { download } from './download.mjs'
import { part } from './part.mjs'

/** How many rows are added at a time: more than a screen holds, and few enough to be there at once. */
const PIECE = 50

/**
 * @typedef {import('./columns.mjs').Column} Column
 * @typedef {import('./columns.mjs').Value} Value
 */

/**
 * The result as a table, its rows in pieces. Fires `sc:sort` with a `Sorting` when a heading is pressed.
 * Call `arrange` before `show`.
 */
export class TableView {
  #cards
  #words
  #root
  #region
  #head
  #body
  #rest
  #count
  #more
  #download
  #templates
  /** @type {Column[]} */
  #columns = []
  /** @type {Map<string, HTMLElement>} column id → its heading */
  #headings = new Map()
  /** @type {number[]} */
  #ordinals = []

  /**
   * @param {HTMLElement} root
   * @param {import('./card-list.mjs').CardList} cards know titles and addresses
   * @param {import('./words.mjs').Words} words
   */
  constructor(root, cards, words) {
    this.#root = root
    this.#cards = cards
    this.#words = words
    this.#region = part(root, 'table-region', HTMLElement)
    this.#head = part(root, 'table-head', HTMLElement)
    this.#body = part(root, 'table-body', HTMLElement)
    this.#rest = part(root, 'table-rest', HTMLElement)
    this.#count = part(root, 'table-count', HTMLElement)
    this.#more = part(root, 'table-more', HTMLButtonElement)
    this.#download = part(root, 'download', HTMLButtonElement)
    this.#templates = {
      heading: part(root, 'table-heading', HTMLTemplateElement),
      row: part(root, 'table-row', HTMLTemplateElement),
      value: part(root, 'table-value', HTMLTemplateElement),
      none: part(root, 'table-none', HTMLTemplateElement),
    }
    this.#more.addEventListener('click', () => this.#showMore())
    this.#download.addEventListener('click', () => download('solutions.csv', csv(this.#rows()), 'text/csv'))
  }

  /**
   * @param {Column[]} columns beside the titles
   * @param {{ column: string, isDescending: boolean } | null} sorted
   */
  arrange(columns, sorted) {
    this.#columns = columns
    const wanted = [{ id: 'title', label: this.#words.say('title'), isDescendingFirst: false }, ...columns]
    const before = this.#headings
    this.#headings = new Map(wanted.map((column) => [column.id, before.get(column.id) ?? this.#heading(column)]))
    for (const [id, heading] of before) if (!this.#headings.has(id)) heading.remove()
    for (const [position, [id, heading]] of [...this.#headings].entries()) {
      // A heading that stays keeps its place in the document, and with it the focus.
      if (this.#head.children[position] !== heading) this.#head.insertBefore(heading, this.#head.children[position] ?? null)
      if (sorted?.column !== id) heading.removeAttribute('aria-sort')
      else heading.setAttribute('aria-sort', sorted.isDescending ? 'descending' : 'ascending')
    }
  }

  /**
   * @param {import('./bitset.mjs').Bitset} result
   * @param {number[]} [order] every ordinal in the order to show
   */
  show(result, order) {
    const focused = [...this.#body.children].findIndex((row) => row.contains(document.activeElement))
    const ordinal = focused === -1 ? undefined : this.#ordinals[focused]
    this.#ordinals = order ? order.filter((at) => result.has(at)) : result.toOrdinals()
    this.#body.replaceChildren()
    this.#add(PIECE)
    this.#region.hidden = this.#ordinals.length === 0
    this.#download.disabled = this.#ordinals.length === 0
    if (ordinal !== undefined) this.#link(this.#ordinals.indexOf(ordinal))?.focus({ preventScroll: true })
  }

  #showMore() {
    const shown = this.#body.children.length
    this.#add(PIECE)
    this.#link(shown)?.focus()
  }

  /** @param {number} number of rows */
  #add(number) {
    const shown = this.#body.children.length
    const added = this.#ordinals.slice(shown, shown + number)
    this.#body.append(...added.map((ordinal) => this.#row(ordinal)))
    const left = this.#ordinals.length - shown - added.length
    this.#rest.hidden = left === 0
    this.#count.textContent = this.#words.say('table-count', { shown: shown + added.length, count: this.#ordinals.length })
    this.#more.textContent = this.#words.say('table-more', { number: Math.min(left, PIECE) })
  }

  /** @param {number} ordinal */
  #row(ordinal) {
    const row = copy(this.#templates.row)
    const link = part(row, 'row-link', HTMLAnchorElement)
    const { title, href } = this.#cards.link(ordinal)
    link.textContent = title
    link.href = href
    const star = this.#cards.star(ordinal)
    if (star) part(row, 'row-title', HTMLElement).append(star)
    row.append(...this.#columns.map((column) => this.#cell(column, column.values(ordinal))))
    return row
  }

  /**
   * @param {Column} column
   * @param {readonly Value[]} values
   */
  #cell(column, values) {
    const cell = document.createElement('td')
    if (values.length === 0) {
      const none = copy(this.#templates.none)
      part(none, 'none', HTMLElement).textContent = this.#words.say(column.isFigures ? 'not-reported' : 'not-given')
      cell.append(none)
    }
    for (const { text, kind } of values) {
      const value = copy(this.#templates.value)
      part(value, 'value-text', HTMLElement).textContent = text
      const tag = part(value, 'value-kind', HTMLElement)
      if (kind) {
        tag.textContent = this.#words.say(kind)
        tag.classList.add(`sc-kind--${kind}`)
      } else {
        tag.remove()
      }
      cell.append(value)
    }
    return cell
  }

  /** @param {{ id: string, label: string, isDescendingFirst: boolean }} column */
  #heading({ id, label, isDescendingFirst }) {
    const heading = copy(this.#templates.heading)
    part(heading, 'heading-label', HTMLElement).textContent = label
    heading.querySelector('button')?.addEventListener('click', () => {
      const before = heading.getAttribute('aria-sort')
      const isDescending = before ? before === 'ascending' : isDescendingFirst
      const detail = { sort: id, order: isDescending ? 'desc' : '' }
      this.#root.dispatchEvent(new CustomEvent('sc:sort', { bubbles: true, detail }))
    })
    return heading
  }

  /**
   * The whole table, rows not yet shown included, for a file.
   * @returns {string[][]}
   */
  #rows() {
    const head = [this.#words.say('title'), ...this.#columns.map(({ label }) => label), this.#words.say('address')]
    const rows = this.#ordinals.map((ordinal) => {
      const { title, href } = this.#cards.link(ordinal)
      return [title, ...this.#columns.map((column) => this.#text(column.values(ordinal))), href]
    })
    // Spaces that hold numbers to their units would be in the way of whoever searches the file.
    return [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('\u00a0', ' ')))
  }

  /** @param {readonly Value[]} values */
  #text(values) {
    return values
      .map(({ text, kind }) => (kind ? this.#words.say('figure-and-kind', { text, kind: this.#words.say(kind).toLowerCase() }) : text))
      .join('; ')
  }

  /** @param {number} position */
  #link(position) {
    return this.#body.children[position]?.querySelector('a')
  }
}

/** @param {HTMLTemplateElement} template of one element */
function copy(template) {
  const element = template.content.firstElementChild?.cloneNode(true)
  if (!(element instanceof HTMLElement)) throw new Error(`the template "${template.dataset.sc}" is empty`)
  return element
}
