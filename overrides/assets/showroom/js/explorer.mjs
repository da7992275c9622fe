import { Address } from './address.mjs'
import { CardList } from './card-list.mjs'
import { Chips } from './chips.mjs'
import { load } from './data.mjs'
import { FacetGroup } from './facet-group.mjs'
import { FacetIndex } from './facets.mjs'
import { FiltersPanel } from './filters-panel.mjs'
import { part } from './part.mjs'
import { equal, parse, serialise, tidyQuery } from './state.mjs'
import { Summary } from './summary.mjs'
import { matches } from './text.mjs'
import { Words } from './words.mjs'

/**
 * The explorer: a form that the server rendered, made live. The state goes one way: form or address → state → page.
 * Where the two disagree (a browser restores old ticks after a reload), the address wins.
 */
class Explorer {
  #form
  #query
  #sort
  #groups
  #words
  #cards
  #summary
  #chips
  #panel
  #known
  #address = new Address()
  #state
  /** @type {{ index: FacetIndex, texts: string[], orders: Record<string, number[]> } | null} until it has come */
  #data = null

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.#form = form
    this.#query = part(form, 'query', HTMLInputElement)
    this.#sort = part(form, 'sort', HTMLSelectElement)
    const roots = /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll('[data-sc="facet-group"]'))
    this.#groups = new Map([...roots].map((root) => new FacetGroup(root)).map((group) => [group.facet, group]))
    this.#known = {
      facets: new Map([...this.#groups].map(([facet, group]) => [facet, group.values])),
      sorts: [...this.#sort.options].map((option) => option.value),
    }
    const tree = JSON.parse(part(form, 'words', HTMLScriptElement).text)
    this.#words = new Words(tree, document.documentElement.lang || 'en')
    this.#cards = new CardList(part(form, 'cards', HTMLElement))
    this.#summary = new Summary(form, this.#words)
    this.#chips = new Chips(form, this.#words, this.#summary.heading)
    this.#panel = new FiltersPanel(form, this.#summary.heading)
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
    this.#data = { index: new FacetIndex(data), texts: data.texts, orders: data.orders }
    this.#render()
    this.#form.dataset.ready = ''
  }

  #listen() {
    this.#form.addEventListener('input', ({ target }) => {
      if (target === this.#query) this.#follow('replace')
    })
    this.#form.addEventListener('change', ({ target }) => {
      // Leaving the search field adds no step, but makes up for a write that the browser refused.
      if (target === this.#query) this.#address.replace(serialise(this.#state))
      else this.#follow('push')
    })
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.#follow('replace')
      this.#address.commit(serialise(this.#state))
    })
    part(this.#form, 'clear', HTMLButtonElement).addEventListener('click', () => {
      for (const group of this.#groups.values()) group.tick(new Set())
      this.#query.value = ''
      this.#follow('push')
      this.#summary.heading.focus()
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
    this.#sort.value = state.sort
    if (!equal(state, this.#state)) this.#change(state)
  }

  /** @param {import('./state.mjs').State} state */
  #change(state) {
    this.#state = state
    if (!this.#data) return
    this.#render()
    this.#summary.announce()
  }

  #render() {
    if (!this.#data) return
    const { index, texts, orders } = this.#data
    const { query, selection, sort } = this.#state
    const textMatches = query ? matches(texts, query) : null
    const result = index.result(selection, textMatches)
    const { count } = result
    const removal = count > 0 ? null : index.bestRemoval(selection, textMatches)

    this.#cards.show(result, orders[sort])
    for (const [facet, counts] of index.counts(selection, textMatches)) this.#groups.get(facet)?.show(counts)
    this.#summary.show(count, index.size, removal && { label: this.#labelOf(removal), count: removal.count })
    const size = [...selection.values()].reduce((sum, values) => sum + values.size, 0)
    this.#panel.show(size, this.#words.say('show', { count }))
    this.#chips.show(this.#activeFilters())
  }

  /** @returns {import('./chips.mjs').Chip[]} */
  #activeFilters() {
    const { query, selection } = this.#state
    const chips = [...selection].flatMap(([facet, values]) => [...values].map((value) => ({
      key: `${facet}=${value}`,
      label: this.#label(facet, value),
      remove: () => {
        this.#groups.get(facet)?.untick(value)
        this.#follow('push')
      },
    })))
    if (!query) return chips
    const remove = () => {
      this.#query.value = ''
      this.#follow('push')
    }
    return [...chips, { key: 'q', label: this.#words.say('query', { text: query }), remove }]
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
    if (removal.kind === 'text') return this.#words.say('query', { text: this.#state.query })
    return this.#words.anyOf(removal.values.map((value) => this.#label(removal.facet, value)))
  }

  /**
   * Whether the data was made for this page.
   * @param {import('./data.mjs').ExplorerData} data
   */
  #fits({ count, facets }) {
    const hasAll = [...this.#known.facets].every(([facet, values]) => {
      return values.every((value) => Object.hasOwn(facets[facet] ?? {}, value))
    })
    return count === this.#cards.size && hasAll
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
