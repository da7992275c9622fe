import { part } from './part.mjs'

/** The figure one filters by, on the cards: it takes the place of the figure that the server chose. */
export class CardFigures {
  #template
  #words
  /** @type {Map<HTMLElement, HTMLElement>} card → what was put on it */
  #shown = new Map()

  /**
   * @param {HTMLElement} form
   * @param {import('./words.mjs').Words} words
   */
  constructor(form, words) {
    this.#template = part(form, 'card-figure', HTMLTemplateElement)
    this.#words = words
  }

  /**
   * @param {Iterable<[number, HTMLElement]>} cards that stand on the page, each with its ordinal
   * @param {ReadonlyMap<number, import('./figures.mjs').Row> | null} figures of each ordinal; null for none at all
   * @param {string} label of their indicator
   */
  show(cards, figures, label) {
    const before = this.#shown
    this.#shown = new Map()
    for (const [ordinal, card] of cards) {
      const row = figures?.get(ordinal)
      if (!row) continue
      const figure = before.get(card) ?? this.#put(card)
      before.delete(card)
      this.#shown.set(card, figure)
      part(figure, 'figure-text', HTMLElement).textContent = row[4]
      part(figure, 'figure-label', HTMLElement).textContent = label
      const tag = part(figure, 'figure-kind', HTMLElement)
      tag.textContent = this.#words.say(row[3])
      tag.className = `sc-kind sc-kind--${row[3]}`
    }
    for (const [card, figure] of before) {
      figure.remove()
      headline(card)?.removeAttribute('hidden')
    }
  }

  /** @param {HTMLElement} card */
  #put(card) {
    const copy = /** @type {DocumentFragment} */ (this.#template.content.cloneNode(true))
    const figure = copy.firstElementChild
    if (!(figure instanceof HTMLElement)) throw new Error('the template of a card\'s figure is empty')
    const served = headline(card)
    served?.setAttribute('hidden', '')
    if (served) served.after(figure)
    else card.querySelector('.sc-card__body')?.append(figure)
    return figure
  }
}

/** @param {HTMLElement} card */
function headline(card) {
  return card.querySelector('.sc-card__figure:not([data-sc])')
}
