/**
 * A city of the list as the server rendered it.
 * @typedef {{ id: string, name: string, lat: number, lon: number, ordinals: number[] }} City
 */

/** The list beside the map: the same cities with the same numbers, and below each the solutions found there. */
export class MapList {
  #words
  #rows

  /**
   * @param {HTMLElement} list its items each with a city's `data-` attributes, a button and an empty list
   * @param {ReadonlyMap<number, HTMLAnchorElement>} links ordinal → the solution's link elsewhere on the page
   * @param {import('./words.mjs').Words} words
   * @param {(id: string) => void} choose
   */
  constructor(list, links, words, choose) {
    this.#words = words
    const items = /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll(':scope > li'))
    this.#rows = [...items].map((item) => new Row(item, links, choose))
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
   * @param {ReadonlyMap<string, number>} counts
   * @param {ReadonlySet<string>} chosen
   * @param {import('./bitset.mjs').Bitset} result
   * @param {number[]} [order]
   */
  show(counts, chosen, result, order) {
    const ranks = order && new Map(order.map((ordinal, rank) => [ordinal, rank]))
    for (const row of this.#rows) {
      const { id, name, ordinals } = row.city
      const count = counts.get(id) ?? 0
      const found = ordinals.filter((ordinal) => result.has(ordinal))
      if (ranks) found.sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0))
      row.show(count, chosen.has(id), found, this.#words.say('map-city', { name, count }))
    }
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
  #links
  /** @type {string | null} ordinals shown */
  #found = null

  /**
   * @param {HTMLElement} item
   * @param {ReadonlyMap<number, HTMLAnchorElement>} links
   * @param {(id: string) => void} choose
   */
  constructor(item, links, choose) {
    const [button, count, solutions] = ['button', '.sc-place__count', 'ul'].map((selector) => item.querySelector(selector))
    if (!(button instanceof HTMLButtonElement && count && solutions instanceof HTMLElement)) throw new Error('a city of the list lacks its parts')
    const { city = '', lat, lon, ordinals = '' } = item.dataset
    this.item = item
    this.city = {
      id: city,
      name: item.dataset.name ?? '',
      lat: Number(lat),
      lon: Number(lon),
      ordinals: ordinals.split(' ').map(Number),
    }
    this.#button = button
    this.#count = count
    this.#solutions = solutions
    this.#links = links
    button.addEventListener('click', () => choose(city))
  }

  /**
   * @param {number} count
   * @param {boolean} isChosen
   * @param {number[]} found ordinals in the order to show
   * @param {string} label
   */
  show(count, isChosen, found, label) {
    // A button with the focus stays, whatever it counts.
    this.item.hidden = count === 0 && !isChosen && !this.item.contains(document.activeElement)
    this.#button.setAttribute('aria-pressed', String(isChosen))
    this.#button.setAttribute('aria-label', label)
    this.#count.textContent = String(count)
    if (this.#found === found.join(' ')) return
    this.#found = found.join(' ')
    this.#solutions.hidden = found.length === 0
    this.#solutions.replaceChildren(...found.map((ordinal) => this.#solution(ordinal)))
  }

  /** @param {number} ordinal */
  #solution(ordinal) {
    const item = document.createElement('li')
    const source = this.#links.get(ordinal)
    if (!source) return item
    const link = document.createElement('a')
    link.href = source.href
    link.textContent = source.textContent
    item.append(link)
    return item
  }
}
