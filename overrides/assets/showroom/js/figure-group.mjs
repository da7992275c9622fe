import { usual } from './figures.mjs'
import { part } from './part.mjs'

/**
 * @typedef {import('./figures.mjs').Better} Better
 * @typedef {import('./figures.mjs').FigureFilter} FigureFilter
 */

/** The filter by result: an indicator, and what its figure must be at least or at most. */
export class FigureGroup {
  #words
  #indicator
  #details
  #direction
  #threshold
  #unit
  #measured
  #badge
  /** @type {Map<string, { option: HTMLOptionElement, label: string, unit: string, better: Better }>} */
  #indicators

  /**
   * @param {HTMLElement} form
   * @param {import('./words.mjs').Words} words
   */
  constructor(form, words) {
    this.#words = words
    this.#indicator = part(form, 'indicator', HTMLSelectElement)
    this.#details = part(form, 'figure-details', HTMLElement)
    this.#direction = part(form, 'direction', HTMLSelectElement)
    this.#threshold = part(form, 'threshold', HTMLInputElement)
    this.#unit = part(form, 'unit', HTMLElement)
    this.#measured = part(form, 'measured', HTMLInputElement)
    this.#badge = part(form, 'figure-size', HTMLElement)
    const options = [...this.#indicator.options].filter((option) => option.value)
    this.#indicators = new Map(options.map((option) => [option.value, {
      option,
      label: option.dataset.label ?? '',
      unit: option.dataset.unit ?? '',
      better: /** @type {Better} */ (option.dataset.better),
    }]))
    // A threshold is in the unit of its indicator and means nothing for another one.
    this.#indicator.addEventListener('change', () => this.set(null, this.#indicator.value))
  }

  /** @returns {Map<string, Better>} id → which way a buyer wants it */
  get indicators() {
    return new Map([...this.#indicators].map(([id, { better }]) => [id, better]))
  }

  /** The list of indicators, each with its number. */
  get list() {
    return this.#indicator
  }

  /** The field one types in. */
  get threshold() {
    return this.#threshold
  }

  /**
   * @param {string} indicator
   * @returns {string} '' for one that no solution reports
   */
  label(indicator) {
    return this.#indicators.get(indicator)?.label ?? ''
  }

  /**
   * "Energy saving at least 30 %".
   * @param {FigureFilter} figure
   */
  describe({ indicator, direction, threshold, isMeasured }) {
    const { label = '', unit = '' } = this.#indicators.get(indicator) ?? {}
    const value = threshold === null ? '' : this.#words.number(threshold) + (unit && unit !== '×' ? `\u00a0${unit}` : unit)
    const text = this.#words.say(threshold === null ? 'figure-any' : `figure-${direction}`, { label, value })
    return isMeasured ? this.#words.say('figure-measured', { text }) : text
  }

  /**
   * Shows this filter in the fields.
   * @param {FigureFilter | null} figure
   * @param {string} [indicator] chosen without any further wish
   */
  set(figure, indicator = figure?.indicator ?? '') {
    const { better = 'none', unit = '' } = this.#indicators.get(indicator) ?? {}
    const threshold = figure?.threshold ?? null
    this.#indicator.value = indicator
    this.#direction.value = figure?.direction ?? usual(better)
    // What is being typed stays as it is typed: "5.", "05".
    if (threshold === null || Number(this.#threshold.value) !== threshold || !this.#threshold.value) {
      this.#threshold.value = threshold === null ? '' : String(threshold)
    }
    if (figure || !indicator) this.#measured.checked = figure?.isMeasured ?? false
    this.#unit.textContent = unit
    this.#details.hidden = indicator === ''
  }

  /**
   * @param {ReadonlyMap<string, number> | null} reporting indicator id → solutions that report it; null when not known
   * @param {FigureFilter | null} figure
   */
  show(reporting, figure) {
    for (const [id, { option, label }] of this.#indicators) {
      const text = this.#words.say('indicator-count', { label, number: reporting?.get(id) ?? 0 })
      if (reporting && option.text !== text) option.text = text
    }
    this.#badge.textContent = figure ? '1' : ''
    this.#badge.hidden = !figure
  }
}
