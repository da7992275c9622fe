import { Address } from './address.mjs'
import { Announcer } from './announcer.mjs'
import { csv } from './csv.mjs'
import { Details } from './details.mjs'
import { download } from './download.mjs'
import { part } from './part.mjs'
import { COMPARED, Picks } from './picks.mjs'
import { isSame, listIn, queryOf } from './shortlist-address.mjs'
import { shortlistRows } from './shortlist-rows.mjs'
import { LIMIT } from './shortlist-store.mjs'
import { shortlist, showStars } from './stars.mjs'
import { Words } from './words.mjs'

/** Marks a step of this tab's history as the reader's own list, which may have changed since. */
const OWN = 'own'

/**
 * The page of the shortlist. The address always names the list that is shown: the reader's own, kept up to date, or
 * one that somebody sent.
 */
class ShortlistPage {
  #root
  #words
  #kinds
  #address = new Address()
  #announcer
  #heading
  #details
  #picks
  /** @type {import('./picks.mjs').Pick[]} */
  #shown = []
  /** The list that somebody sent; null while the reader's own is shown. @type {string[] | null} */
  #shared = null

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root
    this.#words = new Words(JSON.parse(part(root, 'words', HTMLScriptElement).text), document.documentElement.lang || 'en')
    this.#kinds = JSON.parse(part(root, 'kinds', HTMLScriptElement).text)
    this.#announcer = new Announcer(part(root, 'announcer', HTMLElement))
    this.#heading = part(root, 'heading', HTMLElement)
    this.#details = new Details(root.dataset.root ?? '')
    this.#picks = new Picks(root, { words: this.#words, kinds: this.#kinds, heading: this.#heading })
    this.#listen()
  }

  /** Takes the list from the address, or else the reader's own. */
  start() {
    const named = listIn(this.#address.params)
    // Where nothing can be kept, the address is the only place where the reader's own list can be, or all of it.
    if (named.length > 0 && !shortlist.canKeep && shortlist.slugs.every((slug) => named.includes(slug))) shortlist.replace(named)
    const isOwn = named.length === 0 || history.state === OWN || isSame(named, shortlist.slugs)
    this.#shared = isOwn ? null : named
    return this.#update()
  }

  #listen() {
    shortlist.subscribe(() => this.#update())
    addEventListener('popstate', () => this.start())
    this.#root.addEventListener('sc:move', (event) => {
      const { slug, by } = /** @type {CustomEvent} */ (event).detail
      shortlist.move(slug, by)
      const place = shortlist.slugs.indexOf(slug) + 1
      this.#say('moved', { title: this.#titleOf(slug), place, count: shortlist.slugs.length })
    })
    this.#root.addEventListener('sc:remove', (event) => {
      const { slug } = /** @type {CustomEvent} */ (event).detail
      this.#say('removed', { title: this.#titleOf(slug) })
      shortlist.remove(slug)
    })
    this.#on('keep', () => this.#take('kept', (slugs) => shortlist.replace(slugs)))
    this.#on('add-all', () => this.#take('added', (slugs) => shortlist.addAll(slugs)))
    this.#on('retry', () => this.#retry())
    this.#on('copy', () => this.#copy())
    this.#on('csv', () => this.#download())
    const form = part(this.#root, 'form', HTMLFormElement)
    form.addEventListener('change', () => this.#showHint())
    form.addEventListener('submit', (event) => {
      const count = this.#picks.ticked.length
      if (count >= COMPARED.least && count <= COMPARED.most) return
      event.preventDefault()
      this.#say('pick', { count }, true)
    })
  }

  /**
   * @param {string} name
   * @param {() => void} act
   */
  #on(name, act) {
    part(this.#root, name, HTMLButtonElement).addEventListener('click', act)
  }

  /**
   * Makes another's list the reader's own, or part of it.
   * @param {string} news
   * @param {(slugs: string[]) => number | void} change returns how many there was no room for
   */
  async #take(news, change) {
    const slugs = this.#shared ?? []
    this.#shared = null
    const left = change(slugs)
    await this.#update()
    this.#heading.focus()
    if (left) this.#say('too-many', { count: left, limit: LIMIT }, true)
    else this.#say(news)
  }

  async #retry() {
    // The button that was pressed goes.
    if (await this.#update()) this.#heading.focus()
  }

  /** Shows the list, once everything that is to be said of it has come. Returns whether it did. */
  async #update() {
    const slugs = this.#shared ?? shortlist.slugs
    const shared = this.#shared
    if (!shared) this.#writeAddress(slugs)
    const isLatest = () => this.#shared === shared && isSame(slugs, this.#shared ?? shortlist.slugs)
    let found
    try {
      found = await Promise.all(slugs.map((slug) => this.#details.of(slug)))
    } catch {
      if (isLatest()) this.#show('failed')
      return false
    }
    if (!isLatest()) return false
    this.#shown = slugs.map((slug, position) => ({ slug, solution: found[position] }))
    this.#render()
    return true
  }

  /** @param {string[]} slugs */
  #writeAddress(slugs) {
    this.#address.replace(queryOf(slugs))
    history.replaceState(OWN, '')
  }

  #render() {
    const count = this.#shown.length
    const isOwn = this.#shared === null
    const heading = this.#words.say('count', { count })
    if (this.#heading.textContent !== heading) this.#heading.textContent = heading
    const hadFocus = part(this.#root, 'form', HTMLFormElement).contains(document.activeElement)
    this.#picks.show(this.#shown, isOwn)
    showStars(this.#root)
    this.#show(count > 0 ? 'form' : 'empty')
    if (count === 0 && hadFocus) part(this.#root, 'empty-heading', HTMLElement).focus()

    const own = shortlist.slugs.length
    part(this.#root, 'shared', HTMLElement).hidden = isOwn
    for (const name of ['add-all', 'mine']) part(this.#root, name, HTMLElement).hidden = own === 0
    part(this.#root, 'keep', HTMLElement).classList.toggle('sc-button--primary', own === 0)
    const advice = own === 0 ? this.#words.say('shared-alone') : this.#words.say('shared-beside', { count: own })
    part(this.#root, 'shared-advice', HTMLElement).textContent = advice

    const known = this.#shown.filter(({ solution }) => solution).map(({ slug }) => slug)
    part(this.#root, 'visit', HTMLAnchorElement).search = queryOf(known)
    part(this.#root, 'address', HTMLElement).textContent = location.href
    this.#showHint()
    this.#root.dataset.ready = ''
  }

  /** @param {'form' | 'empty' | 'failed'} wanted */
  #show(wanted) {
    for (const name of ['form', 'empty', 'failed']) part(this.#root, name, HTMLElement).hidden = name !== wanted
  }

  #showHint() {
    const known = this.#shown.filter(({ solution }) => solution).length
    part(this.#root, 'compare', HTMLElement).hidden = known < COMPARED.least
    const hint = part(this.#root, 'hint', HTMLElement)
    hint.hidden = known < COMPARED.least
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
    const solutions = this.#shown.flatMap(({ solution }) => solution ?? [])
    const addressOf = (/** @type {string} */ slug) => new URL(`${this.#root.dataset.root}solutions/${slug}/`, location.href).href
    const rows = shortlistRows(solutions, { words: this.#words, kinds: this.#kinds, addressOf })
    download('shortlist.csv', csv(rows), 'text/csv')
  }

  /** @param {string} slug */
  #titleOf(slug) {
    return this.#shown.find((pick) => pick.slug === slug)?.solution?.title ?? slug
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

const root = document.querySelector('[data-sc="shortlist"]')
if (root instanceof HTMLElement) new ShortlistPage(root).start()
