import { part } from './part.mjs'

/** Where the style sheets fold the filters away; above, they always show. */
const NARROW = '(max-width: 59.99em)'

/** The filters on a small screen: closed until the toggle opens them. */
export class FiltersPanel {
  #panel
  #toggle
  #badge
  #showResults
  #narrow = matchMedia(NARROW)

  /**
   * @param {HTMLElement} form
   * @param {HTMLElement} heading takes the focus when the reader goes on to the results
   */
  constructor(form, heading) {
    this.#panel = part(form, 'filters', HTMLElement)
    this.#toggle = part(form, 'filters-toggle', HTMLButtonElement)
    this.#badge = part(form, 'selection-size', HTMLElement)
    this.#showResults = part(form, 'show-results', HTMLButtonElement)

    this.#toggle.addEventListener('click', () => this.#open(!this.#isOpen))
    this.#showResults.addEventListener('click', () => {
      this.#open(false)
      heading.focus()
    })
    this.#panel.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.isComposing || !this.#isOpen || !this.#narrow.matches) return
      this.#open(false)
      this.#toggle.focus()
    })
    // A window made narrow must not fold away what the reader is using.
    this.#narrow.addEventListener('change', ({ matches }) => {
      this.#open(matches && this.#panel.contains(document.activeElement))
    })
  }

  /**
   * @param {number} size how many values are ticked
   * @param {string} showResults text of the button that leads to the results
   */
  show(size, showResults) {
    this.#badge.textContent = size > 0 ? String(size) : ''
    this.#badge.hidden = size === 0
    this.#showResults.textContent = showResults
  }

  get #isOpen() {
    return 'open' in this.#panel.dataset
  }

  /** @param {boolean} isOpen */
  #open(isOpen) {
    this.#panel.toggleAttribute('data-open', isOpen)
    this.#toggle.setAttribute('aria-expanded', String(isOpen))
  }
}
