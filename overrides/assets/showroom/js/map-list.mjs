import { link } from './elements.mjs'

/** Solutions up to which every city lists its own; of more, only the cities that are chosen do. */
const LISTED = 120

/** How many a chosen city lists even then. */
const MOST = 24

/**
 * A city of the list as the server rendered it, with the number of all its solutions.
 * @typedef {{ id: string, name: string, lat: number, lon: number, all: number }} City
 */

/** The list beside the map: the same cities with the same numbers, and below each the solutions found there. */
export class MapList {
  #cards
  #words
  #rows
  #hint
  #turn = 0

  /**
   * @param {HTMLElement} list its items each with a city's `data-` attributes, a button and an empty list
   * @param {HTMLElement} hint to choose a city
   * @param {import('./cards.mjs').Cards} cards know titles and addresses
   * @param {import('./words.mjs').Words} words
   * @param {(id: string) => void} choose
   */
  constructor(list, hint, cards, words, choose) {
    this.#hint = hint
    this.#cards = cards
    this.#words = words
    const items = /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll(':scope > li'))
    this.#rows = [...items].map((item) => new Row(item, choose))
    for (const { item, city } of this.#rows) {
      const point = (/** @type {string[]} */ ids) => {
        item.dispatchEvent(new CustomEvent('sc:point', { bubbles: true, detail: { ids } }))
      }
      for (const type of ['pointerenter', 'focusin']) item.addEventListener(type, () => point([city.id]))
      for (const type of ['pointerleave', 'focusout']) item.addEventListener(type, () => point([]))
    }
  }

  /** @returns {City[]} */
  get cities() {
    return this.#rows.map(({ city }) => city)
  }

  /**
   * The returned promise says whether the names of all solutions to list could be had.
   * @param {ReadonlyMap<string, number>} counts
   * @param {ReadonlySet<string>} chosen
   * @param {import('./bitset.mjs').Bitset} result
   * @param {number[] | undefined} order
   * @param {(id: string) => import('./bitset.mjs').Bitset | undefined} having the solutions in a city
   */
  async show(counts, chosen, result, order, having) {
    const turn = ++this.#turn
    const ranks = order && new Map(order.map((ordinal, rank) => [ordinal, rank]))
    const isShort = result.count <= LISTED
    /** @type {[Row, number[]][]} */
    const found = []
    for (const row of this.#rows) {
      const { id, name } = row.city
      const count = counts.get(id) ?? 0
      row.show(count, chosen.has(id), this.#words.say('map-city', { name, count }))
      const ordinals = isShort || chosen.has(id) ? (having(id)?.and(result).toOrdinals() ?? []) : []
      if (ranks) ordinals.sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0))
      found.push([row, ordinals])
    }
    this.#hint.hidden = isShort || chosen.size > 0
    const listed = found.flatMap(([, ordinals]) => (isShort ? ordinals : ordinals.slice(0, MOST)))
    const links = await this.#cards.links(listed)
    if (turn !== this.#turn) return true
    for (const [row, ordinals] of found) {
      const shown = ordinals.filter((ordinal) => links.has(ordinal))
      const more = isShort ? 0 : Math.max(0, ordinals.length - MOST)
      row.list(shown.flatMap((ordinal) => links.get(ordinal) ?? []), more > 0 ? this.#words.say('map-more', { number: more }) : '')
    }
    return links.size === listed.length
  }

  /** @param {readonly string[]} ids of the cities to mark */
  light(ids) {
    for (const { item, city } of this.#rows) item.toggleAttribute('data-lit', ids.includes(city.id))
  }
}

class Row {
  #button
  #count
  #solutions
  /** @type {string | null} what is listed */
  #listed = null

  /**
   * @param {HTMLElement} item
   * @param {(id: string) => void} choose
   */
  constructor(item, choose) {
    const [button, count, solutions] = ['button', '.sc-place__count', 'ul'].map((selector) => item.querySelector(selector))
    if (!(button instanceof HTMLButtonElement && count && solutions instanceof HTMLElement)) throw new Error('a city of the list lacks its parts')
    const { city = '', name = '', lat, lon, count: all } = item.dataset
    this.item = item
    this.city = { id: city, name, lat: Number(lat), lon: Number(lon), all: Number(all) }
    this.#button = button
    this.#count = count
    this.#solutions = solutions
    button.addEventListener('click', () => choose(city))
  }

  /**
   * @param {number} count
   * @param {boolean} isChosen
   * @param {string} label
   */
  show(count, isChosen, label) {
    // A button with the focus stays, whatever it counts.
    this.item.hidden = count === 0 && !isChosen && !this.item.contains(document.activeElement)
    this.#button.setAttribute('aria-pressed', String(isChosen))
    this.#button.setAttribute('aria-label', label)
    this.#count.textContent = String(count)
  }

  /**
   * @param {readonly import('./cards.mjs').Link[]} links in the order to show
   * @param {string} more how many there are beside, in words
   */
  list(links, more) {
    const listed = [...links.map(({ href }) => href), more].join(' ')
    if (this.#listed === listed) return
    this.#listed = listed
    this.#solutions.hidden = links.length === 0
    this.#solutions.replaceChildren(...links.map(({ title, href }) => entry(link(title, href))), ...(more ? [entry(more)] : []))
  }
}

/** @param {string | Node} content */
function entry(content) {
  const item = document.createElement('li')
  item.append(content)
  return item
}
