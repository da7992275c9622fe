import { Details } from './details.mjs'
import { excerpt, missing, passages, spans } from './excerpt.mjs'

/** Name of the highlight in the style sheet. */
const HIGHLIGHT = 'sc-match'

/** Forms above which a word still says nothing: one letter begins hundreds. */
const MOST_FORMS = 60

/** Cards that are made ready before the next picture, so that nothing moves in it: two screens of them. */
const AT_ONCE = 12

/** The texts of a card in which matches are marked. */
const TEXTS = '.sc-card__title a, .sc-card__summary, .sc-card__sector, .sc-cover__city'

/** Tells on each card that a query has found where it matched: marks its words, and quotes the entry for those it lacks. */
export class Excerpts {
  #list
  #words
  #details
  /** @type {readonly (readonly string[])[]} the forms of each word of the query */
  #groups = []
  /** @type {Set<HTMLElement>} items that tell */
  #told = new Set()
  /** @type {Set<HTMLElement>} items on the screen or near it */
  #near = new Set()
  #highlight = globalThis.Highlight ? new Highlight() : null
  #observer

  /**
   * @param {HTMLElement} list of cards
   * @param {import('./words.mjs').Words} words
   * @param {string} root way to the home page
   */
  constructor(list, words, root) {
    this.#list = list
    this.#words = words
    this.#details = new Details(root)
    if (this.#highlight) CSS.highlights.set(HIGHLIGHT, this.#highlight)
    this.#observer = new IntersectionObserver((entries) => this.#look(entries), { rootMargin: '50% 0px' })
  }

  /**
   * To be called once the cards show what the query has found, and when more of them have come.
   * @param {readonly (readonly string[])[]} groups the forms of each of its words
   */
  show(groups) {
    const telling = groups.filter(({ length }) => length <= MOST_FORMS)
    if (JSON.stringify(telling) !== JSON.stringify(this.#groups)) {
      this.#groups = telling
      for (const item of this.#told) item.querySelector('.sc-card__excerpt')?.remove()
      this.#told.clear()
      this.#highlight?.clear()
    }
    if (this.#groups.length === 0 || this.#list.offsetParent === null) return
    const shown = this.#items()
    for (const item of shown) this.#observer.observe(item)
    for (const item of [...shown.slice(0, AT_ONCE), ...shown.filter((item) => this.#near.has(item))]) this.#tell(item)
  }

  /** @returns {HTMLElement[]} */
  #items() {
    return [.../** @type {NodeListOf<HTMLElement>} */ (this.#list.querySelectorAll(':scope > li[data-ordinal]'))]
  }

  /** @param {IntersectionObserverEntry[]} entries */
  #look(entries) {
    for (const { target, isIntersecting } of entries) {
      if (!(target instanceof HTMLElement)) continue
      if (isIntersecting) {
        this.#near.add(target)
        this.#tell(target)
      } else {
        this.#near.delete(target)
      }
    }
  }

  /** @param {HTMLElement} item */
  #tell(item) {
    if (this.#groups.length === 0 || this.#told.has(item)) return
    this.#told.add(item)
    const forms = new Set(this.#groups.flat())
    const texts = [...item.querySelectorAll(TEXTS)]
    for (const element of texts) this.#mark(element, forms)
    const lacking = missing(texts.map((element) => element.textContent).join(' . '), this.#groups)
    if (lacking.length > 0) this.#quote(item, lacking)
  }

  /**
   * @param {Element} element
   * @param {ReadonlySet<string>} forms
   */
  #mark(element, forms) {
    for (const node of element.childNodes) {
      if (!(node instanceof Text)) continue
      for (const [start, end] of spans(node.data, forms)) {
        // Static: a card that leaves the page and comes back has its marks still.
        this.#highlight?.add(new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end }))
      }
    }
  }

  /**
   * @param {HTMLElement} item
   * @param {readonly (readonly string[])[]} lacking the forms of each word that the card lacks
   */
  async #quote(item, lacking) {
    const summary = item.querySelector('.sc-card__summary')
    const address = item.querySelector('.sc-card__title a')?.getAttribute('href')
    if (!summary || !address) return
    // Takes its room at once: what comes into it moves nothing.
    const place = document.createElement('p')
    place.className = 'sc-card__excerpt'
    summary.after(place)
    const slug = address.replace(/\/$/, '').split('/').at(-1) ?? ''
    const entry = await this.#details.of(slug).catch(() => null)
    // Taken away for another query; the card itself may come back to the page.
    if (!place.parentElement) return
    const found = entry && excerpt(passages(/** @type {any} */ (entry)), lacking)
    if (!found) {
      place.remove()
      return
    }
    const where = document.createElement('span')
    where.className = 'sc-card__where'
    where.textContent = this.#words.say(found.where)
    place.append(where, ' ', ...found.pieces.map(({ text, isMatch }) => {
      const piece = document.createElement(isMatch ? 'mark' : 'span')
      piece.textContent = text
      return piece
    }))
  }
}
