/** The cards that the server rendered, each with its ordinal: hidden and put in order, never made anew. */
export class CardList {
  #list
  #items
  #defaultOrder
  #order

  /** @param {HTMLElement} list */
  constructor(list) {
    this.#list = list
    const items = /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll(':scope > li[data-ordinal]'))
    this.#items = [...items].sort((a, b) => Number(a.dataset.ordinal) - Number(b.dataset.ordinal))
    this.#defaultOrder = [...this.#items.keys()]
    this.#order = this.#defaultOrder
  }

  get size() {
    return this.#items.length
  }

  /** @param {number} ordinal */
  item(ordinal) {
    return this.#items[ordinal]
  }

  /**
   * What a solution is called, and the absolute address of its page.
   * @param {number} ordinal
   */
  link(ordinal) {
    const link = this.#items[ordinal].querySelector('.sc-card__title a')
    if (!(link instanceof HTMLAnchorElement)) throw new Error(`card ${ordinal} has no link in its title`)
    return { title: (link.textContent ?? '').trim(), href: link.href }
  }

  /**
   * A copy of a card's star, as it is now; `stars.mjs` makes it live wherever it stands.
   * @param {number} ordinal
   */
  star(ordinal) {
    return this.#items[ordinal].querySelector('[data-sc="star"]')?.cloneNode(true) ?? null
  }

  /**
   * @param {import('./bitset.mjs').Bitset} result
   * @param {number[]} [order] ordinals in the order to show; otherwise the server's
   */
  show(result, order = this.#defaultOrder) {
    for (const [ordinal, item] of this.#items.entries()) {
      const isHidden = !result.has(ordinal)
      if (item.hidden !== isHidden) item.hidden = isHidden
    }
    if (order !== this.#order) this.#arrange(order)
  }

  /** @param {number[]} order */
  #arrange(order) {
    this.#order = order
    const focused = document.activeElement
    const fragment = document.createDocumentFragment()
    for (const ordinal of order) fragment.append(this.#items[ordinal])
    this.#list.append(fragment)
    // An element that moves in the document loses the focus.
    if (focused instanceof HTMLElement && this.#list.contains(focused)) focused.focus({ preventScroll: true })
  }
}
