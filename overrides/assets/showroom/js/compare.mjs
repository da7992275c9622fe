import { Address } from './address.mjs'
import { Announcer } from './announcer.mjs'
import { parse, serialise } from './compare-state.mjs'
import { CompareTable } from './compare-table.mjs'
import { compare, comparisonRows } from './comparison.mjs'
import { csv } from './csv.mjs'
import { Details } from './details.mjs'
import { download } from './download.mjs'
import { part } from './part.mjs'
import { COMPARED } from './picks.mjs'
import { isSame } from './shortlist-address.mjs'
import { shortlist, showStars } from './stars.mjs'
import { Words } from './words.mjs'

/** The page that compares: the state stands in the address, every change is a step that Back undoes. */
class ComparePage {
  #root
  #words
  #labels
  #address = new Address()
  #announcer
  #heading
  #details
  #table
  #state
  /** Slug → what is known of it; null when the showroom has it no longer. @type {Map<string, import('./details.mjs').Solution | null>} */
  #known = new Map()

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root
    this.#words = new Words(JSON.parse(part(root, 'words', HTMLScriptElement).text), document.documentElement.lang || 'en')
    this.#labels = JSON.parse(part(root, 'labels', HTMLScriptElement).text)
    this.#announcer = new Announcer(part(root, 'announcer', HTMLElement))
    this.#heading = part(root, 'heading', HTMLElement)
    this.#details = new Details(root.dataset.root ?? '')
    this.#table = new CompareTable(root, { words: this.#words, kinds: this.#labels.kinds })
    this.#state = parse(this.#address.params)
    this.#listen()
  }

  async start() {
    this.#state = parse(this.#address.params)
    const { leftOut } = this.#state
    if (await this.#update() && leftOut > 0) this.#say('too-many', { count: leftOut, limit: COMPARED.most }, true)
  }

  #listen() {
    addEventListener('popstate', () => this.start())
    // A browser restores old ticks; the address wins.
    addEventListener('pageshow', () => this.#showToggle())
    shortlist.subscribe(() => {
      this.#showAddable()
      this.#showOffer()
    })
    part(this.#root, 'differences', HTMLInputElement).addEventListener('change', ({ target }) => {
      const { checked } = /** @type {HTMLInputElement} */ (target)
      this.#go({ ...this.#state, onlyDifferences: checked })
    })
    part(this.#root, 'add-form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault()
      this.#add(part(this.#root, 'addable', HTMLSelectElement).value)
    })
    part(this.#root, 'columns', HTMLElement).addEventListener('click', ({ target }) => {
      const button = target instanceof Element ? target.closest('[data-sc="remove"]') : null
      const slug = button?.closest('th')?.dataset.slug
      if (slug) this.#remove(slug)
    })
    part(this.#root, 'retry', HTMLButtonElement).addEventListener('click', () => this.#retry())
    part(this.#root, 'copy', HTMLButtonElement).addEventListener('click', () => this.#copy())
    part(this.#root, 'csv', HTMLButtonElement).addEventListener('click', () => this.#download())
  }

  /**
   * The reader goes on from what stands there: solutions that are gone are left behind.
   * @param {import('./compare-state.mjs').CompareState} state
   */
  #go(state) {
    this.#state = { ...state, slugs: state.slugs.filter((slug) => this.#known.get(slug) !== null), leftOut: 0 }
    this.#address.push(serialise(this.#state))
    return this.#update()
  }

  async #retry() {
    // The button that was pressed goes.
    if (await this.#update()) this.#focusHeading()
  }

  /** @param {string} slug */
  async #add(slug) {
    if (!slug || this.#state.slugs.includes(slug)) return
    await this.#go({ ...this.#state, slugs: [...this.#state.slugs, slug] })
    this.#say('added', { title: this.#titleOf(slug) })
    if (part(this.#root, 'add-form', HTMLElement).hidden) this.#heading.focus()
  }

  /** @param {string} slug */
  async #remove(slug) {
    const { slugs } = this.#state
    const at = slugs.indexOf(slug)
    const next = slugs[at + 1] ?? slugs[at - 1]
    await this.#go({ ...this.#state, slugs: slugs.filter((other) => other !== slug) })
    this.#say('removed', { title: this.#titleOf(slug) })
    const button = this.#root.querySelector(`th[data-slug="${next}"] [data-sc="remove"]`)
    if (button instanceof HTMLElement) button.focus()
    else this.#focusHeading()
  }

  /** Puts the focus on the heading of what shows. */
  #focusHeading() {
    const heading = this.#solutions.length > 0 ? this.#heading : part(this.#root, 'empty-heading', HTMLElement)
    heading.focus()
  }

  /** Shows the state, once everything that is to be said has come. Returns whether it did: there may be a newer one. */
  async #update() {
    const state = this.#state
    const wanted = [...new Set([...state.slugs, ...shortlist.slugs])]
    try {
      // Of the shortlist only titles are needed; the comparison does without those that cannot be had.
      await Promise.all(state.slugs.map((slug) => this.#learn(slug)))
      await Promise.allSettled(wanted.map((slug) => this.#learn(slug)))
    } catch {
      if (state === this.#state) this.#show('failed')
      return false
    }
    if (state !== this.#state) return false
    this.#render()
    return true
  }

  /** @param {string} slug */
  async #learn(slug) {
    this.#known.set(slug, await this.#details.of(slug))
  }

  /** The solutions compared. */
  get #solutions() {
    return this.#state.slugs.flatMap((slug) => this.#known.get(slug) ?? [])
  }

  get #sections() {
    return compare(this.#solutions, { words: this.#words, labels: this.#labels })
  }

  #render() {
    const solutions = this.#solutions
    const count = solutions.length
    this.#heading.textContent = this.#words.say('count', { count })
    part(this.#root, 'one-more', HTMLElement).textContent = count === 1 ? this.#words.say('one-more') : ''
    if (count > 0) this.#table.show(solutions, this.#sections, this.#state.onlyDifferences)
    showStars(this.#root)
    this.#show(count > 0 ? 'table-part' : 'empty')
    this.#showToggle()
    this.#showAddable()
    this.#showGone()
    this.#showOffer()
    part(this.#root, 'address', HTMLElement).textContent = location.href
    this.#root.dataset.ready = ''
  }

  /** @param {'table-part' | 'empty' | 'failed'} wanted */
  #show(wanted) {
    for (const name of ['table-part', 'empty', 'failed']) part(this.#root, name, HTMLElement).hidden = name !== wanted
  }

  #showToggle() {
    const toggle = part(this.#root, 'differences', HTMLInputElement)
    toggle.checked = this.#state.onlyDifferences
    toggle.closest('label')?.toggleAttribute('hidden', this.#solutions.length < COMPARED.least)
  }

  /** Offers to compare what is on the shortlist. */
  #showOffer() {
    const starred = shortlist.slugs.slice(0, COMPARED.most)
    const offer = part(this.#root, 'from-shortlist', HTMLAnchorElement)
    offer.hidden = starred.length < COMPARED.least
    offer.search = serialise({ slugs: starred, onlyDifferences: false })
  }

  /** What can still be added: the rest of the shortlist. */
  async #showAddable() {
    const { slugs } = this.#state
    const isFull = this.#solutions.length >= COMPARED.most
    const rest = shortlist.slugs.filter((slug) => !slugs.includes(slug))
    await Promise.allSettled(rest.filter((slug) => !this.#known.has(slug)).map((slug) => this.#learn(slug)))
    const options = rest.flatMap((slug) => this.#known.get(slug) ?? []).map(({ slug, title }) => new Option(title, slug))
    const select = part(this.#root, 'addable', HTMLSelectElement)
    const values = options.map(({ value }) => value)
    if (!isSame(values, [...select.options].map(({ value }) => value))) {
      const chosen = select.value
      select.replaceChildren(...options)
      if (values.includes(chosen)) select.value = chosen
    }
    part(this.#root, 'add-form', HTMLElement).hidden = isFull || options.length === 0
    part(this.#root, 'none-to-add', HTMLElement).hidden = isFull || options.length > 0
  }

  #showGone() {
    const gone = this.#state.slugs.filter((slug) => this.#known.get(slug) === null)
    const note = part(this.#root, 'gone', HTMLElement)
    note.hidden = gone.length === 0
    part(note, 'gone-names', HTMLElement).textContent = gone.join(', ')
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(location.href)
      this.#say('copied', {}, true)
    } catch {
      this.#say('not-copied', {}, true)
    }
  }

  #download() {
    const addressOf = (/** @type {string} */ slug) => new URL(`${this.#root.dataset.root}solutions/${slug}/`, location.href).href
    const rows = comparisonRows(this.#solutions, this.#sections, { words: this.#words, kinds: this.#labels.kinds, addressOf })
    download('comparison.csv', csv(rows), 'text/csv')
  }

  /** @param {string} slug */
  #titleOf(slug) {
    return this.#known.get(slug)?.title ?? slug
  }

  /**
   * @param {string} key
   * @param {Record<string, string | number>} [values]
   * @param {boolean} [isShown]
   */
  #say(key, values = {}, isShown = false) {
    this.#announcer.say(this.#words.say(key, values), isShown)
  }
}

const root = document.querySelector('[data-sc="compare"]')
if (root instanceof HTMLElement) new ComparePage(root).start()
