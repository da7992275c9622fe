import { part } from './part.mjs'
import { Places, taking } from './places.mjs'
import { showStars } from './stars.mjs'

/** Cards that are fetched before the others of their page, at least. */
const FIRST = 9

/** Milliseconds for which the old cards may stand while new ones are on their way; then empty ones take their place. */
const GRACE = 150

/** The result as cards, a page of them at a time. */
export class CardList {
  #list
  #places
  #cards
  #words
  #rest
  #count
  #more
  #pageSize
  #onPlaced
  #onMore
  #onFilled
  /** @type {number[]} all that were found, in the order to show */
  #found = []
  #shown
  #turn = 0

  /**
   * @param {HTMLElement} form
   * @param {import('./cards.mjs').Cards} cards
   * @param {import('./words.mjs').Words} words
   * @param {{ placed: () => void, more: (shown: number) => void, filled: (isWhole: boolean) => void }} on called when other
   *   cards stand there, when the reader has asked for more of them, and once these have come, or not all of them
   */
  constructor(form, cards, words, on) {
    this.#list = part(form, 'cards', HTMLElement)
    this.#places = new Places(this.#list)
    this.#cards = cards
    this.#words = words
    this.#rest = part(form, 'cards-rest', HTMLElement)
    this.#count = part(form, 'cards-count', HTMLElement)
    this.#more = part(form, 'cards-more', HTMLButtonElement)
    this.#pageSize = Number(this.#list.dataset.pageSize)
    this.#shown = this.#pageSize
    this.#onPlaced = on.placed
    this.#onMore = on.more
    this.#onFilled = on.filled
    this.#more.addEventListener('click', () => this.#showMore())
  }

  /** How many cards the reader has asked for. */
  get shown() {
    return this.#shown
  }

  get pageSize() {
    return this.#pageSize
  }

  /**
   * Makes ready the cards that would be on the screen if these were shown.
   * @param {readonly number[]} ordinals
   */
  async expect(ordinals) {
    await this.#cards.fetch(this.#near(ordinals))
    // Those beside them that came in the same files will be shown too.
    this.#cards.make(ordinals)
  }

  /** The cards that stand there, each with its ordinal. @returns {[number, HTMLElement][]} */
  get placed() {
    const items = /** @type {NodeListOf<HTMLElement>} */ (this.#list.querySelectorAll(':scope > li[data-ordinal]'))
    return [...items].map((item) => [Number(item.dataset.ordinal), item])
  }

  /**
   * Shows the first cards of a result; the returned promise says whether all of them could be had.
   * @param {import('./bitset.mjs').Bitset} result
   * @param {number[]} [order] of at least all that was found; otherwise the server's
   * @param {{ shown: number }} [asked] how many of them
   */
  show(result, order, { shown } = { shown: this.#pageSize }) {
    this.#found = order ? order.filter((ordinal) => result.has(ordinal)) : result.toOrdinals()
    this.#shown = shown
    return this.#fill()
  }

  async #showMore() {
    const before = this.placed.length
    this.#shown = before + this.#pageSize
    this.#onMore(this.#shown)
    const filled = this.#fill()
    const turn = this.#turn
    const isWhole = await filled
    // Whoever shows something else meanwhile says of that whether it came.
    if (turn === this.#turn) this.#onFilled(isWhole)
    this.#list.children[before]?.querySelector('a')?.focus()
  }

  async #fill() {
    const turn = ++this.#turn
    const wanted = this.#found.slice(0, this.#shown)
    const isThere = () => wanted.every((ordinal) => this.#cards.has(ordinal))
    if (!isThere()) {
      this.#list.setAttribute('aria-busy', 'true')
      const late = setTimeout(() => turn === this.#turn && this.#place(wanted), GRACE)
      const lacking = wanted.filter((ordinal) => !this.#cards.has(ordinal))
      await this.#cards.fetch(this.#near(wanted))
      clearTimeout(late)
      if (turn === this.#turn && !isThere()) {
        this.#place(wanted)
        // Asking for the others takes time too: the reader sees these first.
        await nextTask()
        if (turn === this.#turn) await this.#cards.fetch(lacking)
      }
    }
    if (turn !== this.#turn) return true
    this.#list.removeAttribute('aria-busy')
    this.#place(wanted.filter((ordinal) => this.#cards.has(ordinal)))
    return isThere()
  }

  /**
   * Those of the cards that take the places on the screen.
   * @param {readonly number[]} ordinals
   */
  #near(ordinals) {
    return taking(ordinals, this.#places.onScreen, FIRST)
  }

  /** @param {readonly number[]} ordinals those whose card is not there yet get an empty one */
  #place(ordinals) {
    const items = ordinals.map((ordinal) => this.#cards.item(ordinal) ?? empty())
    const { children } = this.#list
    if (children.length !== items.length || items.some((item, i) => children[i] !== item)) {
      const focused = document.activeElement
      // Around cards that come late nothing may be seen to move: then all of them are new to the browser.
      if (this.#list.querySelector(':scope > .sc-waiting')) this.#list.replaceChildren(...items)
      else rearrange(this.#list, items)
      // An element that moves in the document loses the focus.
      if (focused instanceof HTMLElement && this.#list.contains(focused)) focused.focus({ preventScroll: true })
    }
    const left = this.#found.length - ordinals.length
    this.#rest.hidden = left === 0
    this.#count.textContent = this.#words.say('shown', { shown: ordinals.length, count: this.#found.length })
    this.#more.textContent = this.#words.say('more', { number: Math.min(left, this.#pageSize) })
    showStars(this.#list)
    this.#onPlaced()
  }
}

/**
 * Gives a list these items; those that stand in their place already are not touched, so that nothing is laid out anew.
 * @param {HTMLElement} list
 * @param {readonly HTMLElement[]} items
 */
function rearrange(list, items) {
  const staying = new Set(/** @type {Element[]} */ (items))
  for (const child of [...list.children]) if (!staying.has(child)) child.remove()
  for (const [i, item] of items.entries()) {
    if (list.children[i] !== item) list.insertBefore(item, list.children[i] ?? null)
  }
}

/** Fulfilled once the browser has had the chance to show what was changed. */
function nextTask() {
  return new Promise((resolve) => { setTimeout(resolve) })
}

/** The place of a card that is on its way. */
function empty() {
  const item = document.createElement('li')
  item.className = 'sc-waiting'
  return item
}
