import { part } from './part.mjs'

/** The figure one filters by, on the cards: it takes the place of the figure that the server chose. */
export class CardFigures {
  #cards
  #template
  #words
  /** @type {Map<number, HTMLElement>} ordinal → what was put on its card */
  #shown = new Map()

  /**
   * @param {HTMLElement} form
   * @param {import('./card-list.mjs').CardList} cards
   * @param {import('./words.mjs').Words} words
   */
  constructor(form, cards, words) {
    this.#cards = cards
    this.#template = part(form, 'card-figure', HTMLTemplateElement)
    this.#words = words
  }

  /**
   * @param {ReadonlyMap<number, import('./figures.mjs').Row> | null} figures of each ordinal; null for none at all
   * @param {string} label of their indicator
   */
  show(figures, label) {
    for (const [ordinal, figure] of this.#shown) {
      if (figures?.has(ordinal)) continue
      figure.remove()
      this.#headline(ordinal)?.removeAttribute('hidden')
      this.#shown.delete(ordinal)
    }
    for (const [ordinal, [, , , kind, text]] of figures ?? []) {
      const figure = this.#shown.get(ordinal) ?? this.#put(ordinal)
      part(figure, 'figure-text', HTMLElement).textContent = text
      part(figure, 'figure-label', HTMLElement).textContent = label
      const tag = part(figure, 'figure-kind', HTMLElement)
      tag.textContent = this.#words.say(kind)
      tag.className = `sc-kind sc-kind--${kind}`
    }
  }

  /** @param {number} ordinal */
  #put(ordinal) {
    const copy = /** @type {DocumentFragment} */ (this.#template.content.cloneNode(true))
    const figure = copy.firstElementChild
    if (!(figure instanceof HTMLElement)) throw new Error('the template of a card\'s figure is empty')
    const headline = this.#headline(ordinal)
    headline?.setAttribute('hidden', '')
    if (headline) headline.after(figure)
    else this.#cards.item(ordinal).querySelector('.sc-card__body')?.append(figure)
    this.#shown.set(ordinal, figure)
    return figure
  }

  /** @param {number} ordinal */
  #headline(ordinal) {
    return this.#cards.item(ordinal).querySelector('.sc-card__figure:not([data-sc])')
  }
}
