import { Address } from './address.mjs'
import { CardFigures } from './card-figures.mjs'
import { CardList } from './card-list.mjs'
import { Cards } from './cards.mjs'
import { Chips } from './chips.mjs'
import { Controls } from './controls.mjs'
import { FiltersPanel } from './filters-panel.mjs'
import { foresee } from './foresight.mjs'
import { NO_TEXT } from './no-text.mjs'
import { part } from './part.mjs'
import { Pieces } from './pieces.mjs'
import { seen } from './seen.mjs'
import { Sight } from './sight.mjs'
import { Solutions } from './solutions.mjs'
import { equal, parse, serialise } from './state.mjs'
import { Summary } from './summary.mjs'
import { CARDS, Views } from './views.mjs'
import { Words } from './words.mjs'

/** Milliseconds without a movement before it is noted how far down the reader is. */
const REST = 250

/** By these a reader goes up or down a page. */
const MOVES = ['wheel', 'touchmove', 'keydown', 'pointerdown']

/**
 * The explorer: a form that the server rendered, made live. The state goes one way: form or address → state → page.
 * What a state needs is fetched first; until it has come, the page shows what it showed.
 * Where form and address disagree (a browser restores old ticks after a reload), the address wins.
 */
class Explorer {
  #form
  #words
  #controls
  #pieces
  #sight
  #solutions
  #cardList
  #cardFigures
  #views
  #summary
  #chips
  #panel
  #missing
  #address = new Address()
  /** @type {Promise<import('./text-search.mjs').TextSearch> | null} until it is first asked for */
  #asked = null
  /** @type {import('./text-search.mjs').TextSearch | null} until it has come */
  #textSearch = null
  #state
  #text = NO_TEXT
  /** @type {import('./solutions.mjs').Answer | null} what the page shows */
  #answer = null
  #turn = 0
  #isStarted = false
  /** Whether what is shown next is to be read out. */
  #isNews = false
  #seesIndicators = false
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #resting
  /** @type {string[]} what the reader must know of what is shown */
  #notes = []
  /** What of it they know already. */
  #told = ''

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.#form = form
    const tree = JSON.parse(part(form, 'explorer-words', HTMLScriptElement).text)
    this.#words = new Words(tree, document.documentElement.lang || 'en')
    this.#controls = new Controls(form, this.#words)
    // What is fetched later changes numbers that nobody has seen yet: it is no news.
    this.#sight = new Sight(this.#controls.groups, () => this.#tell(this.#update()))
    const { pieces: root = '', version = '', count } = form.dataset
    const size = Number(count)
    this.#pieces = new Pieces(root, version)
    const names = {
      value: (/** @type {string} */ facet, /** @type {string} */ value) => this.#controls.label(facet, value),
      column: (/** @type {string} */ column) => this.#controls.columns.label(column),
    }
    const map = form.querySelector('[data-sc="map"]')
    const mapFacet = (map instanceof HTMLElement && map.dataset.facet) || ''
    this.#solutions = new Solutions(size, names, { usualColumns: this.#controls.known.usualColumns, mapFacet })
    const cards = new Cards(part(form, 'cards', HTMLElement), this.#pieces, size)
    this.#cardFigures = new CardFigures(form, this.#words)
    this.#cardList = new CardList(form, cards, this.#words, {
      placed: () => this.#tellOnCards(),
      more: (shown) => this.#address.keep({ shown }),
      filled: (isWhole) => {
        this.#missing.hidden = isWhole
        if (!isWhole) this.#summary.announce([this.#words.say('missing')])
      },
    })
    this.#views = new Views(form, {
      [CARDS]: () => this.#cardList,
      table: async (view) => new (await import('./table-view.mjs')).TableView(view, cards, this.#words),
      map: async (view) => new (await import('./map-view.mjs')).MapView(view, cards, this.#words),
    })
    this.#summary = new Summary(form, this.#words)
    this.#chips = new Chips(form, this.#words, this.#summary.heading)
    this.#panel = new FiltersPanel(form, this.#summary.heading)
    this.#missing = part(form, 'missing', HTMLElement)
    this.#state = parse(this.#address.params, this.#controls.known)
    this.#restore()
    this.#listen()
  }

  /** Fetches the data, then shows what the address and the reader have asked for by then. */
  async start() {
    await this.#sight.first
    const needed = this.#needed()
    const came = await this.#pieces.of(needed)
    if (came.size === 0 && needed.length > 0) {
      this.#giveUp()
      return
    }
    this.#isStarted = true
    part(this.#form, 'numbering', HTMLElement).hidden = true
    const { y } = this.#address.kept
    let isGone = false
    for (const type of MOVES) addEventListener(type, () => { isGone = true }, { once: true, passive: true })
    await this.#tell(this.#update())
    // The browser went there before the cards had come; the reader has gone nowhere else since.
    if (y && !isGone && scrollY < y) scrollTo({ top: y, behavior: 'instant' })
  }

  #listen() {
    this.#form.addEventListener('input', ({ target }) => {
      if (target === this.#controls.query || target === this.#controls.figures.threshold) this.#follow('replace')
    })
    this.#form.addEventListener('change', ({ target }) => {
      // Leaving the search field adds no step, but makes up for a write that the browser refused.
      if (target === this.#controls.query) this.#address.replace(serialise(this.#state))
      else if (target === this.#controls.figures.threshold) this.#address.commit(serialise(this.#state))
      else this.#follow('push')
    })
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.#follow('replace')
      this.#address.commit(serialise(this.#state))
      if (this.#isHalfSearched) this.#tell(this.#update())
    })
    part(this.#form, 'clear', HTMLButtonElement).addEventListener('click', () => {
      this.#controls.clear()
      this.#follow('push')
      this.#summary.heading.focus()
    })
    // A view asks for a value to be ticked or unticked, as if its checkbox were clicked.
    this.#form.addEventListener('sc:toggle', (event) => {
      if (!(event instanceof CustomEvent)) return
      this.#controls.toggle(event.detail.facet, event.detail.value)
      this.#follow('push')
    })
    // The table asks to be sorted by a column, as if that stood on the list of orders.
    this.#form.addEventListener('sc:sort', (event) => {
      if (!(event instanceof CustomEvent)) return
      this.#controls.sort(event.detail)
      this.#follow('push')
    })
    this.#form.addEventListener('sc:failed', (event) => {
      if (event instanceof CustomEvent) this.#summary.showNote(this.#words.say(event.detail))
    })
    for (const type of ['pointerenter', 'focus']) {
      this.#controls.figures.list.addEventListener(type, () => {
        if (this.#seesIndicators) return
        this.#seesIndicators = true
        this.#tell(this.#update())
      })
    }
    foresee(this.#controls.groups, (facet, value) => this.#expect(facet, value))
    this.#controls.query.addEventListener('focus', () => this.#loadSearch().catch(() => {}), { once: true })
    part(this.#missing, 'missing-retry', HTMLButtonElement).addEventListener('click', () => {
      this.#summary.heading.focus()
      this.#isNews = true
      this.#tell(this.#update())
    })
    // The map was moved: that finds nothing new, and is no step that Back undoes.
    this.#form.addEventListener('sc:look', (event) => {
      if (!(event instanceof CustomEvent)) return
      this.#controls.lookAt(event.detail.at)
      this.#state.at = event.detail.at
      this.#address.replace(serialise(this.#state))
    })
    addEventListener('popstate', () => this.#restore())
    // After the browser has put old values back into the form: on load, and from the back/forward cache.
    addEventListener('pageshow', () => this.#restore())
    // Not when they leave: a history entry that is being left cannot be written to.
    const keepPlace = () => this.#address.keep({ y: Math.round(scrollY) })
    part(this.#form, 'cards', HTMLElement).addEventListener('click', keepPlace)
    addEventListener('scroll', () => {
      clearTimeout(this.#resting)
      this.#resting = setTimeout(keepPlace, REST)
    }, { passive: true })
  }

  /**
   * Takes the state from the form.
   * @param {'push' | 'replace'} how the address follows
   */
  #follow(how) {
    const { state } = this.#controls
    if (equal(state, this.#state)) return
    this.#address[how](serialise(state))
    this.#change(state)
  }

  /** Takes the state from the address. */
  #restore() {
    const state = parse(this.#address.params, this.#controls.known)
    this.#address.arrive(serialise(state))
    this.#controls.set(state)
    if (!equal(state, this.#state)) this.#change(state)
    // A link within the page is a step of its own that shows the same.
    else if (this.#address.kept.shown === undefined && this.#cardList.shown > this.#cardList.pageSize) this.#address.keep({ shown: this.#cardList.shown })
  }

  /**
   * A value may be ticked or unticked soon: what takes time is done now, that all is there in the same moment.
   * @param {string} facet
   * @param {string} value
   */
  #expect(facet, value) {
    this.#controls.look()
    if (!this.#isStarted || this.#state.view !== CARDS) return
    const values = new Set(this.#state.selection.get(facet))
    if (!values.delete(value)) values.add(value)
    const selection = new Map([...this.#state.selection, [facet, values]])
    this.#cardList.expect(this.#solutions.first({ ...this.#state, selection }, this.#text, this.#cardList.pageSize))
  }

  /** @param {import('./state.mjs').State} state */
  #change(state) {
    this.#state = state
    this.#isNews = true
    return this.#tell(this.#update())
  }

  /** @param {Promise<boolean>} updated whether the page shows what was asked for */
  async #tell(updated) {
    if (!(await updated)) return
    const notes = this.#notes.join(' ')
    if (this.#isNews || notes !== this.#told) this.#summary.announce(this.#notes)
    this.#isNews = false
    this.#told = notes
  }

  /** Names of the pieces that the page needs. */
  #needed() {
    const inView = { facets: this.#sight.seen, reporting: this.#seesIndicators }
    return this.#solutions.needed(this.#state, inView, (column) => this.#controls.known.facets.has(column))
  }

  /** Shows the state, once all it needs is there. Returns whether it did: there may be no data yet, or a newer state. */
  async #update() {
    if (!this.#isStarted) return false
    const turn = ++this.#turn
    const state = this.#state
    const needed = this.#needed()
    this.#form.dataset.busy = ''
    const [text, came, hasView] = await Promise.all([
      this.#find(state.query),
      this.#pieces.of(needed),
      this.#views.prepare(state.view),
    ])
    if (!text || turn !== this.#turn) return false
    this.#text = text
    this.#solutions.take(came)
    this.#notes = [
      ...(text.note ? [this.#words.say(text.note)] : []),
      ...this.#lacking(needed.filter((name) => !came.has(name))),
      ...(hasView ? [] : [this.#words.say('view-failed')]),
    ]
    const answer = this.#solutions.answer(state, text)
    const rendered = this.#render(state, answer)
    // Hundreds of counts are elsewhere on the page: the reader sees the others first.
    await seen()
    if (turn !== this.#turn) return false
    this.#controls.showRest()
    const isWhole = await rendered
    if (turn !== this.#turn) return false
    this.#missing.hidden = isWhole
    if (!isWhole) this.#notes.push(this.#words.say('missing'))
    delete this.#form.dataset.busy
    this.#form.dataset.ready = ''
    return true
  }

  /**
   * What the reader must know of pieces that did not come.
   * @param {readonly string[]} names
   */
  #lacking(names) {
    const { facets, indicators, order } = this.#solutions.lacking(names)
    const labels = facets.map((facet) => this.#controls.columns.label(facet))
    return [
      ...(labels.length > 0 ? [this.#words.say('facets-failed', { label: this.#words.allOf(labels) })] : []),
      ...(indicators.length > 0 ? [this.#words.say('figures-failed', {
        label: this.#words.allOf(indicators.map((id) => this.#controls.figures.label(id))),
      })] : []),
      ...(order ? [this.#words.say('order-failed')] : []),
    ]
  }

  /**
   * What the query finds, unless that is known already; null when it is no longer the latest.
   * @param {string} query
   * @returns {Promise<import('./no-text.mjs').Text | null>}
   */
  async #find(query) {
    if (query && query === this.#text.query && !this.#isHalfSearched) return this.#text
    this.#textSearch?.cancel()
    if (!query) return NO_TEXT
    try {
      const search = await this.#loadSearch()
      return await search.find(query)
    } catch {
      return { ...NO_TEXT, query, note: 'search-left' }
    }
  }

  /** Whether the latest query was not looked for in all texts, because some could not be had: they may come now. */
  get #isHalfSearched() {
    return this.#text.note?.startsWith('search-') ?? false
  }

  #loadSearch() {
    this.#asked ??= this.#importSearch().catch((error) => {
      this.#asked = null
      throw error
    })
    return this.#asked
  }

  async #importSearch() {
    const { TextSearch } = await import('./text-search.mjs')
    const { labels } = this.#controls
    this.#textSearch = new TextSearch(this.#form, { pieces: this.#pieces, size: this.#solutions.size, labels }, (query) => {
      this.#controls.query.value = query
      this.#follow('push')
      this.#summary.heading.focus()
    })
    return this.#textSearch
  }

  /**
   * The promise says whether all that is shown could be fetched.
   * @param {import('./state.mjs').State} state
   * @param {import('./solutions.mjs').Answer} answer
   */
  #render(state, answer) {
    const { selection, figure, view, at } = state
    const { result, order, counts, removal, columns, sorted } = answer
    const { count } = result
    this.#answer = answer
    const shown = this.#address.kept.shown ?? this.#cardList.pageSize
    const having = (/** @type {string} */ facet, /** @type {string} */ value) => this.#solutions.having(facet, value)
    // What stands on the screen first: to be asked that costs a layout once anything has changed. The view asks too.
    this.#controls.look()
    const isWhole = this.#views.show(view, result, order, { counts, selection, at, shown, having, columns, sorted })
    this.#controls.show(state, answer)
    this.#summary.show(count, this.#solutions.size, removal && { label: this.#controls.removalLabel(removal, state), count: removal.count })
    this.#textSearch?.show(this.#text, count === 0, (matches) => this.#solutions.answer(state, { matches }).result.count)
    const size = [...selection.values()].reduce((sum, values) => sum + values.size, figure ? 1 : 0)
    this.#panel.show(size, this.#words.say('show', { count }))
    this.#chips.show(this.#controls.chips(state, () => this.#follow('push')))
    return isWhole
  }

  /** Other cards stand on the page: what the query and the filter by result say on each. */
  #tellOnCards() {
    const { figure } = this.#state
    this.#cardFigures.show(this.#cardList.placed, this.#answer?.figures ?? null, figure ? this.#controls.figures.label(figure.indicator) : '')
    this.#textSearch?.tell(this.#text)
  }

  /** Without data there is nothing to filter by: the first cards stay, and the way to the others; the controls go. */
  #giveUp() {
    for (const element of this.#form.querySelectorAll('.sc-needs-js')) {
      if (element instanceof HTMLElement) element.hidden = true
    }
    this.#summary.showNote(this.#words.say('failed'))
  }
}

const form = document.querySelector('form[data-sc="explorer"]')
if (form instanceof HTMLFormElement) new Explorer(form).start()
