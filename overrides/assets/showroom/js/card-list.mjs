import { part } from './part.mjs'
import { showStars } from './stars.mjs'

/** Cards that are fetched before the others of their page, unless others are on the screen. */
const FIRST = 9

/** Milliseconds for which the old cards may stand while new ones are on their way; then empty ones take their place. */
const GRACE = 150

/** The result as cards, a page of them at a time. */
export class CardList {
  #list
  #cards
  #words
  #rest
  #count
  #more
  #pageSize
  #onPlaced
  #onMore
  /** @type {number[]} all that were found, in the order to show */
  #found = []
  #shown
  #turn = 0

  /**
   * @param {HTMLElement} form
   * @param {import('./cards.mjs').Cards} cards
   * @param {import('./words.mjs').Words} words
   * @param {{ placed: () => void, more: (shown: number) => void }} on called when other cards stand there, and when the
   *   reader has asked for more of them
   */
  constructor(form, cards, words, on) {
    this.#list = part(form, 'cards', HTMLElement)
    this.#cards = cards
    this.#words = words
    this.#rest = part(form, 'cards-rest', HTMLElement)
    this.#count = part(form, 'cards-count', HTMLElement)
    this.#more = part(form, 'cards-more', HTMLButtonElement)
    this.#pageSize = Number(this.#list.dataset.pageSize)
    this.#shown = this.#pageSize
    this.#onPlaced = on.placed
    this.#onMore = on.more
    this.#more.addEventListener('click', () => this.#showMore())
  }

  get pageSize() {
    return this.#pageSize
  }

  /**
   * Fetches the cards that would be on the screen if these were shown.
   * @param {readonly number[]} ordinals
   */
  async expect(ordinals) {
    await this.#cards.fetch(this.#near(ordinals))
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
    const before = Math.min(this.#shown, this.#found.length)
    this.#shown = before + this.#pageSize
    this.#onMore(this.#shown)
    await this.#fill()
    this.#list.children[before]?.querySelector('a')?.focus()
  }

  async #fill() {
    const turn = ++this.#turn
    const wanted = this.#found.slice(0, this.#shown)
    const isThere = () => wanted.every((ordinal) => this.#cards.item(ordinal))
    if (!isThere()) {
      this.#list.setAttribute('aria-busy', 'true')
      const late = setTimeout(() => turn === this.#turn && this.#place(wanted), GRACE)
      const lacking = wanted.filter((ordinal) => !this.#cards.item(ordinal))
      await this.#cards.fetch(this.#near(wanted))
      if (turn === this.#turn && !isThere()) {
        this.#place(wanted)
        await this.#cards.fetch(lacking)
      }
      clearTimeout(late)
    }
    if (turn !== this.#turn) return true
    this.#list.removeAttribute('aria-busy')
    this.#place(wanted.filter((ordinal) => this.#cards.item(ordinal)))
    return isThere()
  }

  /**
   * Those of the cards that take the places on the screen; the first ones when the list gets shorter than that.
   * @param {readonly number[]} ordinals
   */
  #near(ordinals) {
    const isInView = [...this.#list.children].map((item) => {
      const { top, bottom } = item.getBoundingClientRect()
      return bottom > 0 && top < innerHeight
    })
    const [from, to] = [isInView.indexOf(true), isInView.lastIndexOf(true) + 1]
    return from === -1 || ordinals.length < to ? ordinals.slice(0, FIRST) : ordinals.slice(from, Math.max(FIRST, to))
  }

  /** @param {readonly number[]} ordinals those whose card is not there yet get an empty one */
  #place(ordinals) {
    const items = ordinals.map((ordinal) => this.#cards.item(ordinal) ?? empty())
    const { children } = this.#list
    if (children.length !== items.length || items.some((item, i) => children[i] !== item)) {
      const focused = document.activeElement
      this.#list.replaceChildren(...items)
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

/** The place of a card that is on its way. */
function empty() {
  const item = document.createElement('li')
  item.className = 'sc-waiting'
  return item
}
