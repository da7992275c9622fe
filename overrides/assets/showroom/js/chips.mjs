import { part } from './part.mjs'

/**
 * One filter that is on.
 * @typedef {object} Chip
 * @property {string} key names the filter
 * @property {string} label
 * @property {() => void} remove
 */

/** The filters that are on, one button each. */
export class Chips {
  #root
  #list
  #template
  #words
  #heading
  /** @type {Map<string, HTMLElement>} key → list item, in the order shown */
  #items = new Map()

  /**
   * @param {HTMLElement} form
   * @param {import('./words.mjs').Words} words
   * @param {HTMLElement} heading takes the focus when the last chip goes
   */
  constructor(form, words, heading) {
    this.#root = part(form, 'selection', HTMLElement)
    this.#list = part(form, 'chips', HTMLElement)
    this.#template = part(form, 'chip', HTMLTemplateElement)
    this.#words = words
    this.#heading = heading
  }

  /**
   * Shows these chips. A chip that stays keeps its button; focus on one that goes moves to the next.
   * @param {Chip[]} chips
   */
  show(chips) {
    const before = [...this.#items.values()]
    const focused = before.findIndex((item) => item.contains(document.activeElement))
    const wanted = new Map(chips.map((chip) => [chip.key, this.#written(chip)]))
    const gone = new Set([...this.#items].filter(([key]) => !wanted.has(key)).map(([, item]) => item))
    const next = before.slice(focused + 1).find((item) => !gone.has(item))
    const hasLostFocus = focused !== -1 && gone.has(before[focused])

    this.#items = wanted
    for (const item of gone) item.remove()
    for (const [position, item] of [...wanted.values()].entries()) {
      if (this.#list.children[position] !== item) this.#list.insertBefore(item, this.#list.children[position] ?? null)
    }
    this.#root.hidden = wanted.size === 0
    if (hasLostFocus) this.#focus(next ?? [...wanted.values()].at(-1))
  }

  /**
   * The chip's list item, old or new, with its present label.
   * @param {Chip} chip
   */
  #written(chip) {
    const item = this.#items.get(chip.key) ?? this.#item(chip)
    const text = part(item, 'chip-label', HTMLElement)
    if (text.textContent !== chip.label) {
      text.textContent = chip.label
      item.querySelector('button')?.setAttribute('aria-label', this.#words.say('remove', { label: chip.label }))
    }
    return item
  }

  /** @param {Chip} chip */
  #item({ remove }) {
    const item = /** @type {DocumentFragment} */ (this.#template.content.cloneNode(true)).querySelector('li')
    const button = item?.querySelector('button')
    if (!item || !button) throw new Error('the chip template has no button in a list item')
    button.addEventListener('click', () => {
      button.focus() // Safari gives a clicked button no focus to move on
      remove()
    })
    return item
  }

  /** @param {HTMLElement | undefined} item */
  #focus(item) {
    const target = item?.querySelector('button') ?? this.#heading
    target.focus()
  }
}
