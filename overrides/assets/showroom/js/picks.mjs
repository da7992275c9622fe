import { copyOf } from './copies.mjs'
import { part } from './part.mjs'
import { headline } from './said.mjs'

/** @typedef {import('./details.mjs').Solution} Solution */

/**
 * What is on a list.
 * @typedef {object} Pick
 * @property {string} slug
 * @property {Solution | null} solution null when the showroom has it no longer
 */

/** How many solutions one comparison takes. */
export const COMPARED = { least: 2, most: 4 }

/** The items of a list, one card each. A card that stays is kept, with its tick and the focus in it. */
export class Picks {
  #root
  #list
  #words
  #kinds
  #heading
  /** @type {Map<string, HTMLElement>} slug → item, in the order shown */
  #items = new Map()

  /**
   * Fires `sc:move` with `{ slug, by }` and `sc:remove` with `{ slug }`.
   * @param {HTMLElement} root holds the list and the templates of its items
   * @param {{ words: import('./words.mjs').Words, kinds: Record<string, string>, heading: HTMLElement }} tools
   */
  constructor(root, { words, kinds, heading }) {
    this.#root = root
    this.#list = part(root, 'items', HTMLElement)
    this.#words = words
    this.#kinds = kinds
    this.#heading = heading
    this.#list.addEventListener('click', ({ target }) => this.#act(target))
  }

  /**
   * @param {Pick[]} picks
   * @param {boolean} isOwn whether the reader may change the list; of another's, each item has a star
   */
  show(picks, isOwn) {
    const before = [...this.#items.keys()]
    const focused = before.find((slug) => this.#items.get(slug)?.contains(document.activeElement))
    const control = document.activeElement instanceof HTMLElement ? document.activeElement : null
    // What fits into a comparison as a whole is ticked as a whole; of a longer list the reader chooses.
    const isTicked = picks.length <= COMPARED.most

    const items = new Map(picks.map((pick) => [pick.slug, this.#items.get(pick.slug) ?? this.#make(pick, isTicked)]))
    for (const [slug, item] of this.#items) if (!items.has(slug)) item.remove()
    this.#list.append(...items.values())
    this.#items = items
    for (const [position, item] of [...items.values()].entries()) this.#mark(item, position, items.size, isOwn)
    if (focused !== undefined) this.#restoreFocus(focused, before, control)
  }

  /** The slugs of the ticked items, in order. */
  get ticked() {
    return [...this.#items].filter(([, item]) => item.querySelector('[data-sc="tick"]:checked')).map(([slug]) => slug)
  }

  /**
   * @param {Pick} pick
   * @param {boolean} isTicked
   */
  #make({ slug, solution }, isTicked) {
    const item = copyOf(part(this.#root, solution ? 'item' : 'gone', HTMLTemplateElement))
    item.dataset.slug = slug
    const title = solution?.title ?? slug
    for (const button of item.querySelectorAll('button')) button.ariaLabel = this.#named(button.dataset.action, title)
    const heading = part(item, 'item-link', HTMLElement)
    heading.textContent = title
    if (solution) {
      this.#fill(item, solution)
      part(item, 'tick', HTMLInputElement).checked = isTicked
    }
    return item
  }

  /**
   * @param {HTMLElement} item
   * @param {Solution} solution
   */
  #fill(item, solution) {
    item.dataset.sector = solution.sectors[0].id
    part(item, 'item-link', HTMLAnchorElement).href = `${this.#root.dataset.root}solutions/${solution.slug}/`
    part(item, 'item-sector', HTMLElement).textContent = solution.sectors[0].label
    part(item, 'item-city', HTMLElement).textContent = solution.city.name
    part(item, 'item-summary', HTMLElement).textContent = solution.summary
    const facts = [solution.lab?.name, solution.status?.label].filter(Boolean).join(' · ')
    part(item, 'item-facts', HTMLElement).textContent = facts
    const box = part(item, 'tick', HTMLInputElement)
    box.value = solution.slug
    box.ariaLabel = this.#named(box.dataset.action, solution.title)
    const star = copyOf(part(this.#root, 'item-star', HTMLTemplateElement))
    star.dataset.slug = solution.slug
    star.ariaLabel = star.ariaLabel?.replace('{title}', () => solution.title) ?? null
    part(item, 'up', HTMLElement).before(star)

    const best = headline(solution)
    if (!best) return part(item, 'item-figure', HTMLElement).replaceChildren(this.#words.say('no-figure'))
    part(item, 'figure-text', HTMLElement).textContent = best.quantity.text
    part(item, 'figure-label', HTMLElement).textContent = best.label
    const kind = part(item, 'figure-kind', HTMLElement)
    kind.textContent = this.#kinds[best.kind]
    kind.classList.add(`sc-kind--${best.kind}`)
  }

  /**
   * @param {HTMLElement} item
   * @param {number} position from 0
   * @param {number} size of the list
   * @param {boolean} isOwn
   */
  #mark(item, position, size, isOwn) {
    for (const button of item.querySelectorAll('button')) {
      button.hidden = (button.dataset.sc === 'star') === isOwn
      if (button.dataset.sc === 'up') button.disabled = position === 0
      if (button.dataset.sc === 'down') button.disabled = position === size - 1
    }
  }

  /**
   * An element that moves in the document, goes or is switched off loses the focus.
   * @param {string} slug of the item that had it
   * @param {string[]} before
   * @param {HTMLElement | null} control that had it
   */
  #restoreFocus(slug, before, control) {
    const item = this.#items.get(slug)
    if (item && control) {
      const isOff = control instanceof HTMLButtonElement && (control.disabled || control.hidden)
      const other = control.dataset.sc === 'up' ? 'down' : 'up'
      const target = isOff ? item.querySelector(`[data-sc="${other}"]:not(:disabled)`) : control
      return (target instanceof HTMLElement && !target.hidden ? target : this.#heading).focus({ preventScroll: true })
    }
    const next = before.slice(before.indexOf(slug) + 1).find((other) => this.#items.has(other)) ?? [...this.#items.keys()].at(-1)
    const button = next && this.#items.get(next)?.querySelector('[data-sc="remove"]')
    const target = button instanceof HTMLElement ? button : this.#heading
    target.focus()
  }

  /** @param {EventTarget | null} target */
  #act(target) {
    const button = target instanceof Element ? target.closest('button') : null
    const item = button?.closest('li')
    if (!button || !item) return
    button.focus() // Safari gives a clicked button no focus to keep
    const { slug } = item.dataset
    const action = { up: ['sc:move', -1], down: ['sc:move', 1], remove: ['sc:remove'] }[button.dataset.sc ?? '']
    if (!action) return
    const [name, by] = action
    this.#root.dispatchEvent(new CustomEvent(String(name), { detail: { slug, by } }))
  }

  /**
   * @param {string | undefined} action
   * @param {string} title
   */
  #named(action, title) {
    return this.#words.say('label', { action: action ?? '', title })
  }
}
