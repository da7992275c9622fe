import { Address } from './address.mjs'
import { Bitset } from './bitset.mjs'
import { CardFigures } from './card-figures.mjs'
import { CardList } from './card-list.mjs'
import { Chips } from './chips.mjs'
import { ColumnsPanel } from './columns-panel.mjs'
import { load } from './data.mjs'
import { FacetGroup } from './facet-group.mjs'
import { FigureGroup } from './figure-group.mjs'
import { isHighFirst } from './figures.mjs'
import { FiltersPanel } from './filters-panel.mjs'
import { Hints, NO_HINT } from './hints.mjs'
import { part } from './part.mjs'
import { ResultFiles } from './results.mjs'
import { Searcher } from './search.mjs'
import { Solutions } from './solutions.mjs'
import { SortControl } from './sort-control.mjs'
import { equal, parse, serialise, tidyQuery } from './state.mjs'
import { Summary } from './summary.mjs'
import { TableView } from './table-view.mjs'
import { matches } from './text.mjs'
import { CARDS, Views } from './views.mjs'
import { Words } from './words.mjs'

/**
 * What a query has found.
 * @typedef {object} Text
 * @property {string} query
 * @property {Bitset | null} matches null when no text is asked for
 * @property {number[]} [order] every ordinal, the best match first; otherwise the server's order
 * @property {'nearest' | 'search-failed' | null} note what the reader must know of it
 * @property {import('./hints.mjs').Hint} hint what it tells beside
 */

/** @type {Text} */
const NO_TEXT = { query: '', matches: null, note: null, hint: NO_HINT }

/**
 * The explorer: a form that the server rendered, made live. The state goes one way: form or address → state → page.
 * A query takes its time; until its answer has come, the page shows what it showed.
 * Where the two disagree (a browser restores old ticks after a reload), the address wins.
 */
class Explorer {
  #form
  #query
  #sort
  #at
  #groups
  #figures
  #columns
  #words
  #cards
  #cardFigures
  /** @type {TableView | undefined} until it is first asked for */
  #table
  #switch
  #views
  #summary
  #chips
  #panel
  #known
  #address = new Address()
  #searcher
  #hints
  #state
  #text = NO_TEXT
  /** @type {{ solutions: Solutions, files: ResultFiles } | null} until the data has come */
  #data = null
  /** @type {string[]} what the reader must know of what is shown */
  #notes = []

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.#form = form
    this.#query = part(form, 'query', HTMLInputElement)
    const tree = JSON.parse(part(form, 'explorer-words', HTMLScriptElement).text)
    this.#words = new Words(tree, document.documentElement.lang || 'en')
    this.#sort = new SortControl(form, this.#words)
    this.#at = part(form, 'at', HTMLInputElement)
    this.#figures = new FigureGroup(form, this.#words)
    this.#columns = new ColumnsPanel(form, (indicator) => this.#figures.label(indicator))
    const radios = /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll('input[name="view"]'))
    this.#switch = [...radios]
    const roots = /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll('[data-sc="facet-group"]'))
    this.#groups = new Map([...roots].map((root) => new FacetGroup(root)).map((group) => [group.facet, group]))
    this.#known = {
      facets: new Map([...this.#groups].map(([facet, group]) => [facet, group.values])),
      sorts: this.#sort.names,
      views: this.#switch.map((radio) => radio.value),
      columns: this.#columns.columns,
      usualColumns: this.#columns.usual,
      indicators: this.#figures.indicators,
    }
    this.#cards = new CardList(part(form, 'cards', HTMLElement))
    this.#cardFigures = new CardFigures(form, this.#cards, this.#words)
    this.#views = new Views(form, {
      [CARDS]: () => this.#cards,
      table: (root) => (this.#table = new TableView(root, this.#cards, this.#words)),
      map: async (root) => new (await import('./map-view.mjs')).MapView(root, this.#words),
    })
    this.#summary = new Summary(form, this.#words)
    this.#chips = new Chips(form, this.#words, this.#summary.heading)
    this.#panel = new FiltersPanel(form, this.#summary.heading)
    this.#searcher = new Searcher(form.dataset.search ?? '', this.#cards.size)
    const labels = [...this.#groups.values()].flatMap((group) => group.values.map((value) => group.label(value)))
    this.#hints = new Hints(form, this.#searcher, labels, (query) => {
      this.#query.value = query
      this.#follow('push')
      this.#summary.heading.focus()
    })
    this.#state = parse(this.#address.params, this.#known)
    this.#restore()
    this.#listen()
  }

  /** Fetches the data, then shows what the address and the reader have asked for by then. */
  async start() {
    let data
    try {
      data = await load(this.#form.dataset.index ?? '', (found) => this.#fits(found))
    } catch {
      this.#giveUp()
      return
    }
    const names = {
      value: (/** @type {string} */ facet, /** @type {string} */ value) => this.#label(facet, value),
      column: (/** @type {string} */ column) => this.#columns.label(column),
    }
    this.#data = {
      solutions: new Solutions(data, names, this.#known.usualColumns),
      files: new ResultFiles(this.#form.dataset.results ?? '', data.indicators),
    }
    if (await this.#update() && this.#notes.length > 0) this.#summary.announce(this.#notes)
  }

  #listen() {
    this.#form.addEventListener('input', ({ target }) => {
      if (target === this.#query || target === this.#figures.threshold) this.#follow('replace')
    })
    this.#form.addEventListener('change', ({ target }) => {
      // Leaving the search field adds no step, but makes up for a write that the browser refused.
      if (target === this.#query) this.#address.replace(serialise(this.#state))
      else if (target === this.#figures.threshold) this.#address.commit(serialise(this.#state))
      else this.#follow('push')
    })
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.#follow('replace')
      this.#address.commit(serialise(this.#state))
    })
    part(this.#form, 'clear', HTMLButtonElement).addEventListener('click', () => {
      for (const group of this.#groups.values()) group.tick(new Set())
      this.#figures.set(null)
      this.#query.value = ''
      this.#follow('push')
      this.#summary.heading.focus()
    })
    // A view asks for a value to be ticked or unticked, as if its checkbox were clicked.
    this.#form.addEventListener('sc:toggle', (event) => {
      if (!(event instanceof CustomEvent)) return
      this.#groups.get(event.detail.facet)?.toggle(event.detail.value)
      this.#follow('push')
    })
    // The table asks to be sorted by a column, as if that stood on the list of orders.
    this.#form.addEventListener('sc:sort', (event) => {
      if (!(event instanceof CustomEvent)) return
      this.#sort.choose(event.detail)
      this.#follow('push')
    })
    // The map was moved: that finds nothing new, and is no step that Back undoes.
    this.#form.addEventListener('sc:look', (event) => {
      if (!(event instanceof CustomEvent)) return
      this.#at.value = event.detail.at
      this.#state.at = event.detail.at
      this.#address.replace(serialise(this.#state))
    })
    addEventListener('popstate', () => this.#restore())
    // After the browser has put old values back into the form: on load, and from the back/forward cache.
    addEventListener('pageshow', () => this.#restore())
  }

  /**
   * Takes the state from the form.
   * @param {'push' | 'replace'} how the address follows
   */
  #follow(how) {
    const state = parse(new FormData(this.#form), this.#known)
    if (equal(state, this.#state)) return
    this.#address[how](serialise(state))
    this.#change(state)
  }

  /** Takes the state from the address. */
  #restore() {
    const state = parse(this.#address.params, this.#known)
    this.#address.arrive(serialise(state))
    for (const [facet, group] of this.#groups) group.tick(state.selection.get(facet) ?? new Set())
    // A space just typed is not part of the state, and stays.
    if (tidyQuery(this.#query.value) !== state.query) this.#query.value = state.query
    this.#figures.set(state.figure)
    this.#columns.tick(state.columns ?? this.#known.usualColumns)
    this.#showSort(state)
    for (const radio of this.#switch) radio.checked = radio.value === state.view
    this.#at.value = state.at
    if (!equal(state, this.#state)) this.#change(state)
  }

  /** @param {import('./state.mjs').State} state */
  async #change(state) {
    this.#state = state
    if (await this.#update()) this.#summary.announce(this.#notes)
  }

  /** Shows the state, once all it needs is there. Returns whether it did: there may be no data yet, or a newer state. */
  async #update() {
    if (!this.#data) return false
    const { solutions, files } = this.#data
    const state = this.#state
    const indicators = solutions.needed(state)
    this.#form.dataset.busy = ''
    const [text, results, hasView] = await Promise.all([
      this.#find(state.query, solutions.texts),
      files.of(indicators),
      this.#views.prepare(state.view),
    ])
    if (!text || state !== this.#state) return false
    this.#text = text
    const missing = indicators.filter((id) => !results.has(id)).map((id) => this.#figures.label(id))
    this.#notes = [
      ...(text.note ? [this.#words.say(text.note)] : []),
      ...(missing.length > 0 ? [this.#words.say('figures-failed', { label: this.#words.allOf([...new Set(missing)]) })] : []),
      ...(hasView ? [] : [this.#words.say('view-failed')]),
    ]
    delete this.#form.dataset.busy
    const answer = solutions.answer(state, text, results)
    this.#render(state, answer, solutions.size)
    this.#hints.show(text.hint, answer.result.count === 0, (matches) => solutions.answer(state, { matches }, results).result.count)
    this.#form.dataset.ready = ''
    return true
  }

  /**
   * What the query finds, unless that is known already.
   * @param {string} query
   * @param {string[]} texts folded titles and summaries
   */
  #find(query, texts) {
    if (query && query !== this.#text.query) return this.#search(query, texts)
    this.#searcher.cancel()
    return query ? this.#text : NO_TEXT
  }

  /**
   * What the query finds; null when it is no longer the latest. Without the index, what it finds in titles and summaries.
   * @param {string} query
   * @param {string[]} texts folded titles and summaries
   * @returns {Promise<Text | null>}
   */
  async #search(query, texts) {
    let found, pages
    try {
      [found, pages] = await Promise.all([this.#searcher.find(query), this.#hints.pages(query)])
    } catch {
      return { ...NO_TEXT, query, matches: matches(texts, query), note: 'search-failed' }
    }
    if (!found) return null
    const { scores, isNearest } = found
    if (!scores) return { ...NO_TEXT, query }
    return {
      query,
      hint: await this.#hints.of(query, found, pages, texts.length),
      matches: Bitset.of(scores.keys(), texts.length),
      order: [...texts.keys()].sort((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0) || a - b),
      note: isNearest ? 'nearest' : null,
    }
  }

  /**
   * @param {import('./state.mjs').State} state
   * @param {import('./solutions.mjs').Answer} answer
   * @param {number} all how many solutions there are
   */
  #render(state, { result, order, counts, reporting, removal, figures, columns, sorted }, all) {
    const { selection, figure, view, at } = state
    const { count } = result
    this.#cardFigures.show(figures, figure ? this.#figures.label(figure.indicator) : '')
    if (view === 'table') this.#table?.arrange(columns, sorted)
    this.#views.show(view, result, order, { counts, selection, at })
    this.#showSort(state)
    for (const [facet, byValue] of counts) this.#groups.get(facet)?.show(byValue)
    this.#figures.show(reporting, figure)
    this.#columns.show(state.columns ?? this.#known.usualColumns)
    this.#summary.show(count, all, removal && { label: this.#labelOf(removal), count: removal.count })
    const size = [...selection.values()].reduce((sum, values) => sum + values.size, figure ? 1 : 0)
    this.#panel.show(size, this.#words.say('show', { count }))
    this.#chips.show(this.#activeFilters())
  }

  /** @param {import('./state.mjs').State} state */
  #showSort(state) {
    const better = this.#known.indicators.get(state.figure?.indicator ?? '') ?? 'none'
    this.#sort.show(state, isHighFirst(better), state.sort === 'title' ? this.#words.say('title') : this.#columns.label(state.sort))
  }

  /** @returns {import('./chips.mjs').Chip[]} */
  #activeFilters() {
    const { query, selection, figure } = this.#state
    const chips = [...selection].flatMap(([facet, values]) => [...values].map((value) => ({
      key: `${facet}=${value}`,
      label: this.#label(facet, value),
      remove: () => {
        this.#groups.get(facet)?.untick(value)
        this.#follow('push')
      },
    })))
    if (figure) {
      const remove = () => {
        this.#figures.set(null)
        this.#follow('push')
      }
      chips.push({ key: 'figure', label: this.#figures.describe(figure), remove })
    }
    if (query) {
      const remove = () => {
        this.#query.value = ''
        this.#follow('push')
      }
      chips.push({ key: 'q', label: this.#words.say('query', { text: query }), remove })
    }
    return chips
  }

  /**
   * @param {string} facet
   * @param {string} value
   */
  #label(facet, value) {
    return this.#groups.get(facet)?.label(value) ?? ''
  }

  /** @param {import('./facets.mjs').Removal} removal */
  #labelOf(removal) {
    if (removal.kind === 'facet') return this.#words.anyOf(removal.values.map((value) => this.#label(removal.facet, value)))
    const { query, figure } = this.#state
    return removal.name === 'figure' && figure ? this.#figures.describe(figure) : this.#words.say('query', { text: query })
  }

  /**
   * Whether the data was made for this page.
   * @param {import('./data.mjs').ExplorerData} data
   */
  #fits({ count, facets, indicators = {} }) {
    const hasAll = [...this.#known.facets].every(([facet, values]) => {
      return values.every((value) => Object.hasOwn(facets[facet] ?? {}, value))
    })
    return count === this.#cards.size && hasAll && [...this.#known.indicators.keys()].every((id) => Object.hasOwn(indicators, id))
  }

  /** Without data there is nothing to filter by: every card stays, the controls go. */
  #giveUp() {
    for (const element of this.#form.querySelectorAll('.sc-needs-js')) {
      if (element instanceof HTMLElement) element.hidden = true
    }
    this.#summary.showFailure()
  }
}

const form = document.querySelector('form[data-sc="explorer"]')
if (form instanceof HTMLFormElement) new Explorer(form).start()
