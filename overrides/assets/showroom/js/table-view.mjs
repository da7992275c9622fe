import { csv } from './csv.mjs'
import { download } from './download.mjs'
import { part } from './part.mjs'
import { showStars } from './stars.mjs'

/** How many rows are added at a time: more than a screen holds, and few enough to be there at once. */
const PIECE = 50

const STAR = '[data-sc="star"]'

/**
 * @typedef {import('./columns.mjs').Column} Column
 * @typedef {import('./columns.mjs').Value} Value
 */

/**
 * The result as a table, its rows in pieces. Fires `sc:sort` with a `Sorting` when a heading is pressed, and `sc:failed`
 * when a file cannot be made.
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
  /** @type {number[]} all that were found, in the order to show */
  #ordinals = []
  /** @type {number[]} those that have a row */
  #shown = []
  /** How many rows the reader has asked for. */
  #wanted = PIECE
  #turn = 0

  /**
   * @param {HTMLElement} root
   * @param {import('./cards.mjs').Cards} cards know titles and addresses
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
      star: part(root, 'table-star', HTMLTemplateElement),
      value: part(root, 'table-value', HTMLTemplateElement),
      none: part(root, 'table-none', HTMLTemplateElement),
    }
    this.#more.addEventListener('click', () => this.#showMore())
    this.#download.addEventListener('click', () => this.#hand())
  }

  /**
   * @param {Column[]} columns beside the titles
   * @param {{ column: string, isDescending: boolean } | null} sorted
   */
  #arrange(columns, sorted) {
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
   * Shows the first rows of a result, or as many as the reader has asked for when it is the same; the returned promise
   * says whether all of them could be had.
   * @param {import('./bitset.mjs').Bitset} result
   * @param {number[] | undefined} order of at least all that was found; otherwise the server's
   * @param {{ columns: Column[], sorted: { column: string, isDescending: boolean } | null }} asked
   */
  async show(result, order, { columns, sorted }) {
    const turn = ++this.#turn
    const ordinals = order ? order.filter((at) => result.has(at)) : result.toOrdinals()
    if (String(ordinals) !== String(this.#ordinals)) this.#wanted = PIECE
    const first = ordinals.slice(0, this.#wanted)
    const links = await this.#cards.links(first)
    if (turn !== this.#turn) return true
    const focused = [...this.#body.children].findIndex((row) => row.contains(document.activeElement))
    const ordinal = focused === -1 ? undefined : this.#shown[focused]
    const isOnStar = document.activeElement?.matches(STAR)
    this.#ordinals = ordinals
    this.#arrange(columns, sorted)
    this.#shown = []
    this.#body.replaceChildren()
    this.#add(links)
    this.#region.hidden = ordinals.length === 0
    this.#download.disabled = ordinals.length === 0
    if (ordinal !== undefined) this.#focusable(this.#shown.indexOf(ordinal), isOnStar ? STAR : 'a')?.focus({ preventScroll: true })
    return links.size === first.length
  }

  async #showMore() {
    const turn = ++this.#turn
    const before = this.#shown.length
    this.#wanted = before + PIECE
    const links = await this.#cards.links(this.#ordinals.slice(0, this.#wanted))
    if (turn !== this.#turn) return
    // Rows that could not be had before take their places among the others.
    const had = [...links.keys()]
    if (this.#shown.some((ordinal, i) => ordinal !== had[i])) {
      this.#shown = []
      this.#body.replaceChildren()
    }
    for (const ordinal of this.#shown) links.delete(ordinal)
    this.#add(links)
    this.#focusable(before, 'a')?.focus()
  }

  /** @param {ReadonlyMap<number, import('./cards.mjs').Link>} links of the solutions to add */
  #add(links) {
    this.#body.append(...[...links].map(([ordinal, link]) => this.#row(ordinal, link)))
    this.#shown.push(...links.keys())
    showStars(this.#body)
    const left = this.#ordinals.length - this.#shown.length
    this.#rest.hidden = left === 0
    this.#count.textContent = this.#words.say('shown', { shown: this.#shown.length, count: this.#ordinals.length })
    this.#more.textContent = this.#words.say('more', { number: Math.min(left, PIECE) })
  }

  /**
   * @param {number} ordinal
   * @param {import('./cards.mjs').Link} link
   */
  #row(ordinal, { title, href, slug }) {
    const row = copy(this.#templates.row)
    const link = part(row, 'row-link', HTMLAnchorElement)
    link.textContent = title
    link.href = href
    const star = copy(this.#templates.star)
    star.dataset.slug = slug
    star.ariaLabel = star.ariaLabel?.replace('{title}', () => title) ?? null
    part(row, 'row-title', HTMLElement).append(star)
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

  /** Hands the reader the whole table as a file, rows not yet shown included. */
  async #hand() {
    const links = await this.#cards.links(this.#ordinals)
    if (links.size === this.#ordinals.length) download('solutions.csv', csv(this.#rows(links)), 'text/csv')
    else this.#root.dispatchEvent(new CustomEvent('sc:failed', { bubbles: true, detail: 'titles-failed' }))
  }

  /**
   * @param {ReadonlyMap<number, import('./cards.mjs').Link>} links
   * @returns {string[][]}
   */
  #rows(links) {
    const head = [this.#words.say('title'), ...this.#columns.map(({ label }) => label), this.#words.say('address')]
    const rows = [...links].map(([ordinal, { title, href }]) => {
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

  /**
   * @param {number} position of a row
   * @param {string} selector of what in it takes the focus
   * @returns {HTMLElement | null | undefined}
   */
  #focusable(position, selector) {
    return this.#body.children[position]?.querySelector(selector)
  }
}

/** @param {HTMLTemplateElement} template of one element */
function copy(template) {
  const element = template.content.firstElementChild?.cloneNode(true)
  if (!(element instanceof HTMLElement)) throw new Error(`the template "${template.dataset.sc}" is empty`)
  return element
}
