import { isSameForAll } from './comparison.mjs'
import { copyOf } from './copies.mjs'
import { part } from './part.mjs'

/**
 * @typedef {import('./comparison.mjs').Line} Line
 * @typedef {import('./comparison.mjs').Section} Section
 * @typedef {import('./details.mjs').Solution} Solution
 */

/** The table of a comparison, made from the templates beside it. All data enters as text. */
export class CompareTable {
  #root
  #words
  #kinds
  #base

  /**
   * @param {HTMLElement} root holds the table and its templates
   * @param {{ words: import('./words.mjs').Words, kinds: Record<string, string> }} tools
   */
  constructor(root, { words, kinds }) {
    this.#root = root
    this.#words = words
    this.#kinds = kinds
    this.#base = root.dataset.root ?? ''
  }

  /**
   * @param {Solution[]} solutions one column each
   * @param {Section[]} sections
   * @param {boolean} onlyDifferences
   */
  show(solutions, sections, onlyDifferences) {
    const titles = solutions.map(({ title }) => title).join(' – ')
    part(this.#root, 'caption', HTMLElement).textContent = this.#words.say('caption', { titles })
    const head = part(this.#root, 'columns', HTMLElement)
    head.replaceChildren(/** @type {Element} */ (head.firstElementChild), ...solutions.map((solution) => this.#column(solution)))
    const kept = sections
      .map(({ label, rows }) => ({ label, rows: onlyDifferences ? rows.filter((row) => !isSameForAll(row)) : rows }))
      .filter(({ rows }) => rows.length > 0)
    const table = part(this.#root, 'table', HTMLTableElement)
    for (const body of [...table.tBodies]) body.remove()
    table.append(...kept.map((section) => this.#section(section, solutions.length)))
    if (kept.length === 0) table.append(this.#section({ label: this.#words.say('nothing-differs'), rows: [] }, solutions.length))
    table.dataset.columns = String(solutions.length)
  }

  /** @param {Solution} solution */
  #column({ slug, title, sectors, city }) {
    const cell = this.#copy('column')
    cell.dataset.slug = slug
    cell.dataset.sector = sectors[0].id
    const link = part(cell, 'column-link', HTMLAnchorElement)
    link.href = `${this.#base}solutions/${slug}/`
    link.textContent = title
    part(cell, 'column-place', HTMLElement).textContent = `${sectors[0].label} · ${city.name}`
    const star = part(cell, 'star', HTMLElement)
    star.dataset.slug = slug
    star.ariaLabel = star.ariaLabel?.replace('{title}', () => title) ?? null
    const remove = part(cell, 'remove', HTMLElement)
    remove.ariaLabel = this.#words.say('label', { action: remove.dataset.action ?? '', title })
    return cell
  }

  /**
   * @param {Section} section
   * @param {number} width columns of solutions
   */
  #section({ label, rows }, width) {
    const body = this.#copy('section')
    const heading = part(body, 'section-label', HTMLTableCellElement)
    heading.colSpan = width + 1
    part(heading, 'section-text', HTMLElement).textContent = label
    body.append(...rows.map((row) => this.#row(row)))
    return body
  }

  /** @param {import('./comparison.mjs').Row} row */
  #row({ label, hint, cells, nothing = this.#words.say('not-reported') }) {
    const row = this.#copy('row')
    part(row, 'row-label', HTMLElement).textContent = label
    const help = part(row, 'row-hint', HTMLElement)
    if (hint) help.textContent = hint
    else help.remove()
    row.append(...cells.map((cell) => this.#cell(cell, nothing)))
    return row
  }

  /**
   * @param {Line[]} lines
   * @param {string} nothing what it says when there are none
   */
  #cell(lines, nothing) {
    const cell = document.createElement('td')
    if (lines.length === 0) {
      cell.className = 'sc-compare__nothing'
      cell.textContent = nothing
    }
    cell.append(...lines.map((line) => this.#line(line)))
    return cell
  }

  /** @param {Line} line */
  #line({ text, uri, url, isFigure, kind, notes = [], source }) {
    const line = this.#copy('line')
    const address = uri ? this.#base + uri : url
    const said = part(line, 'line-text', HTMLElement)
    said.append(address ? link(address, text) : text)
    said.classList.toggle('sc-compare__figure', Boolean(isFigure))
    const tag = part(line, 'line-kind', HTMLElement)
    if (kind) {
      tag.textContent = this.#kinds[kind]
      tag.classList.add(`sc-kind--${kind}`)
    } else tag.remove()
    for (const note of notes) {
      const element = document.createElement('p')
      element.className = 'sc-compare__note'
      element.textContent = note
      line.append(element)
    }
    if (source) {
      const element = document.createElement('p')
      element.className = 'sc-compare__note'
      element.append(`${this.#words.say('source')} `, link(source.url, source.text))
      line.append(element)
    }
    return line
  }

  /** @param {string} name */
  #copy(name) {
    return copyOf(part(this.#root, name, HTMLTemplateElement))
  }
}

/**
 * @param {string} address
 * @param {string} text
 */
function link(address, text) {
  const element = document.createElement('a')
  element.href = address
  element.rel = 'noopener'
  element.textContent = text
  return element
}
