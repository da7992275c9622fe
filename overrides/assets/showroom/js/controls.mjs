import { ColumnsPanel } from './columns-panel.mjs'
import { FacetGroup } from './facet-group.mjs'
import { FigureGroup } from './figure-group.mjs'
import { isHighFirst } from './figures.mjs'
import { part } from './part.mjs'
import { SortControl } from './sort-control.mjs'
import { parse, tidyQuery } from './state.mjs'

/** What a reader chooses with: the fields of the form, which hold a state, and what filters are called. */
export class Controls {
  #form
  #words
  #groups
  #sort
  #at
  #views
  /** Whether nothing has moved since it was seen which values are on the screen. */
  #isSeen = false

  /**
   * @param {HTMLFormElement} form
   * @param {import('./words.mjs').Words} words
   */
  constructor(form, words) {
    this.#form = form
    this.#words = words
    this.query = part(form, 'query', HTMLInputElement)
    this.figures = new FigureGroup(form, words)
    this.columns = new ColumnsPanel(form, (indicator) => this.figures.label(indicator))
    this.#sort = new SortControl(form, words)
    this.#at = part(form, 'at', HTMLInputElement)
    const radios = /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll('input[name="view"]'))
    this.#views = [...radios]
    const roots = /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll('[data-sc="facet-group"]'))
    this.#groups = new Map([...roots].map((root) => new FacetGroup(root)).map((group) => [group.facet, group]))
    /** What there is to choose from. */
    this.known = {
      facets: new Map([...this.#groups].map(([facet, group]) => [facet, group.values])),
      sorts: this.#sort.names,
      views: this.#views.map((radio) => radio.value),
      columns: this.columns.columns,
      usualColumns: this.columns.usual,
      indicators: this.figures.indicators,
    }
    const move = () => { this.#isSeen = false }
    for (const type of ['scroll', 'resize', 'toggle']) addEventListener(type, move, { capture: true, passive: true })
  }

  /** The facets. */
  get groups() {
    return this.#groups.values()
  }

  /** The state that the form holds. */
  get state() {
    return parse(new FormData(this.#form), this.known)
  }

  /**
   * Puts a state into the form.
   * @param {import('./state.mjs').State} state
   */
  set(state) {
    for (const [facet, group] of this.#groups) group.tick(state.selection.get(facet) ?? new Set())
    // A space just typed is not part of the state, and stays.
    if (tidyQuery(this.query.value) !== state.query) this.query.value = state.query
    this.figures.set(state.figure)
    this.columns.tick(state.columns ?? this.known.usualColumns)
    this.#showSort(state)
    for (const radio of this.#views) radio.checked = radio.value === state.view
    this.lookAt(state.at)
  }

  /** Takes all filters off. */
  clear() {
    for (const group of this.groups) group.tick(new Set())
    this.figures.set(null)
    this.query.value = ''
  }

  /**
   * Ticks or unticks a value.
   * @param {string} facet
   * @param {string} value
   */
  toggle(facet, value) {
    this.#groups.get(facet)?.toggle(value)
  }

  /**
   * Chooses an order, whether or not it is on the list.
   * @param {import('./sorting.mjs').Sorting} sorting
   */
  sort(sorting) {
    this.#sort.choose(sorting)
  }

  /** @param {string} at the part of the map that is looked at */
  lookAt(at) {
    this.#at.value = at
  }

  /**
   * Sees which values are on the screen, unless that is known. To be done before the page changes: afterwards, its layout
   * must be made for it.
   */
  look() {
    if (this.#isSeen) return
    for (const group of this.groups) group.look()
    this.#isSeen = true
  }

  /**
   * Brings what the controls say in line with a state, and with what it finds.
   * @param {import('./state.mjs').State} state
   * @param {import('./solutions.mjs').Answer} answer
   */
  show(state, { counts, reporting }) {
    this.#isSeen = false
    this.#showSort(state)
    for (const [facet, group] of this.#groups) group.show(counts.get(facet))
    this.figures.show(reporting, state.figure)
    this.columns.show(state.columns ?? this.known.usualColumns)
  }

  /** Shows the counts that are not on the screen. */
  showRest() {
    for (const group of this.groups) group.showRest()
  }

  /** What values of facets are called. */
  get labels() {
    return [...this.groups].flatMap((group) => group.values.map((value) => group.label(value)))
  }

  /**
   * What a value is called.
   * @param {string} facet
   * @param {string} value
   */
  label(facet, value) {
    return this.#groups.get(facet)?.label(value) ?? ''
  }

  /**
   * What filters are called of which one is to be dropped.
   * @param {import('./facets.mjs').Removal} removal
   * @param {import('./state.mjs').State} state
   */
  removalLabel(removal, { query, figure }) {
    if (removal.kind === 'facet') return this.#words.anyOf(removal.values.map((value) => this.label(removal.facet, value)))
    return removal.name === 'figure' && figure ? this.figures.describe(figure) : this.#words.say('query', { text: query })
  }

  /**
   * The filters that are on in a state.
   * @param {import('./state.mjs').State} state
   * @param {() => void} follow called when one was taken off
   * @returns {import('./chips.mjs').Chip[]}
   */
  chips({ query, selection, figure }, follow) {
    const chip = (/** @type {string} */ key, /** @type {string} */ label, /** @type {() => void} */ takeOff) => ({
      key,
      label,
      remove: () => {
        takeOff()
        follow()
      },
    })
    const chips = [...selection].flatMap(([facet, values]) => [...values].map((value) => (
      chip(`${facet}=${value}`, this.label(facet, value), () => this.#groups.get(facet)?.untick(value))
    )))
    if (figure) chips.push(chip('figure', this.figures.describe(figure), () => this.figures.set(null)))
    if (query) chips.push(chip('q', this.#words.say('query', { text: query }), () => { this.query.value = '' }))
    return chips
  }

  /** @param {import('./state.mjs').State} state */
  #showSort(state) {
    const better = this.known.indicators.get(state.figure?.indicator ?? '') ?? 'none'
    this.#sort.show(state, isHighFirst(better), state.sort === 'title' ? this.#words.say('title') : this.columns.label(state.sort))
  }
}
