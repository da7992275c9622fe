import { copyOf } from './copies.mjs'
import { fill, link } from './elements.mjs'
import { part } from './part.mjs'
import { contactFact, nameOf, published, visitFacts } from './visit-facts.mjs'

/** @typedef {import('./itinerary.mjs').Stop} Stop */

/**
 * What a reader does to the programme.
 * @typedef {object} Actions
 * @property {(stop: string, by: -1 | 1) => void} move
 * @property {(stop: string, day: number) => void} moveTo
 * @property {(stop: string, time: string) => void} setTime `09:30`, or '' for none
 * @property {(slug: string) => void} remove a solution
 * @property {(day: number) => void} insertDay
 * @property {(day: number) => void} removeDay
 *
 * @typedef {object} View
 * @property {Stop[][]} days
 * @property {string[]} titles of the days
 * @property {Map<string, string>} ways id of the stop → how far it is from the one before
 * @property {Map<string, string>} times id of the stop → `09:30`
 */

/** The days of a programme with their stops. Elements stay the same ones while a stop moves, and so does the focus. */
export class Programme {
  #root
  #list
  #words
  #actions
  #siteRoot
  #countries
  /** @type {HTMLElement[]} */
  #days = []
  /** @type {Map<string, HTMLElement>} id of the stop → its item */
  #stops = new Map()

  /**
   * @param {HTMLElement} root
   * @param {import('./words.mjs').Words} words
   * @param {Actions} actions
   */
  constructor(root, words, actions) {
    this.#root = root
    this.#list = part(root, 'days', HTMLElement)
    this.#words = words
    this.#actions = actions
    this.#siteRoot = root.dataset.root ?? ''
    this.#countries = JSON.parse(part(root, 'countries', HTMLScriptElement).text)
  }

  /**
   * "Denmark".
   * @param {Stop} stop
   */
  countryOf({ city }) {
    return this.#countries[city.country] ?? ''
  }

  /** @param {View} view */
  show(view) {
    let number = 0
    fill(this.#list, view.days.map((stops, day) => {
      const item = (this.#days[day] ??= this.#createDay(day))
      this.#showDay(item, view.titles[day], stops.length === 0)
      fill(part(item, 'stops', HTMLElement), stops.map((stop) => this.#showStop(stop, ++number, day, view)))
      return item
    }))
  }

  /**
   * Puts the focus on a day that was added, or that took the place of a removed one.
   * @param {number} day
   */
  focusDay(day) {
    const item = this.#list.children[Math.min(day, this.#list.children.length - 1)]
    if (item) part(item, 'day-title', HTMLElement).focus()
  }

  /**
   * Puts the focus on a stop's name; false when the programme has no such stop any more.
   * @param {string} stop
   */
  focusStop(stop) {
    const item = this.#stops.get(stop)
    if (!item?.isConnected) return false
    part(item, 'title', HTMLElement).focus()
    return true
  }

  /** @param {number} day */
  #createDay(day) {
    const item = copyOf(part(this.#root, 'day', HTMLTemplateElement))
    part(item, 'insert-day', HTMLButtonElement).addEventListener('click', () => this.#actions.insertDay(day))
    part(item, 'remove-day', HTMLButtonElement).addEventListener('click', () => this.#actions.removeDay(day))
    return item
  }

  /**
   * @param {HTMLElement} item
   * @param {string} title
   * @param {boolean} isEmpty
   */
  #showDay(item, title, isEmpty) {
    part(item, 'day-title', HTMLElement).textContent = title
    part(item, 'day-empty', HTMLElement).hidden = !isEmpty
    part(item, 'insert-day', HTMLButtonElement).setAttribute('aria-label', this.#words.say('insert-day', { day: title }))
    const remove = part(item, 'remove-day', HTMLButtonElement)
    remove.setAttribute('aria-label', this.#words.say('remove-day', { day: title }))
    remove.hidden = !isEmpty
  }

  /**
   * @param {Stop} stop
   * @param {number} number within the programme, from 1
   * @param {number} day
   * @param {View} view
   */
  #showStop(stop, number, day, { days, ways, times }) {
    const item = this.#stops.get(stop.id) ?? this.#createStop(stop)
    this.#stops.set(stop.id, item)
    this.#showSolutions(item, stop)

    const way = ways.get(stop.id)
    part(item, 'way', HTMLElement).hidden = !way
    part(item, 'way-text', HTMLElement).textContent = way ?? ''
    part(item, 'number', HTMLElement).textContent = String(number)

    const time = times.get(stop.id) ?? ''
    const input = part(item, 'time', HTMLInputElement)
    if (input.value !== time) input.value = time
    part(item, 'time-text', HTMLElement).textContent = time

    const isFirst = number === 1 && day === 0
    const isLast = number === days.flat().length && day === days.length - 1
    // Not `disabled`: the button that was just pressed would lose the focus.
    part(item, 'earlier', HTMLElement).setAttribute('aria-disabled', String(isFirst))
    part(item, 'later', HTMLElement).setAttribute('aria-disabled', String(isLast))

    const choice = part(item, 'day-choice', HTMLSelectElement)
    if (choice.options.length !== days.length + 1) {
      const names = days.map((_, i) => this.#words.say('day', { number: i + 1 }))
      choice.replaceChildren(...[...names, this.#words.say('day-new')].map((name, i) => new Option(name, String(i))))
    }
    choice.value = String(day)
    return item
  }

  /** @param {Stop} stop */
  #createStop(stop) {
    const item = copyOf(part(this.#root, 'stop', HTMLTemplateElement))
    const name = nameOf(stop, this.#words)
    const place = part(item, 'place', HTMLAnchorElement)
    place.textContent = stop.lab?.name ?? stop.city.name
    place.href = this.#siteRoot + (stop.lab ? `labs/${stop.lab.id}/` : `cities/${stop.city.id}/`)
    const country = this.countryOf(stop)
    part(item, 'city', HTMLElement).textContent = stop.lab ? `${stop.city.name}, ${country}` : country

    const time = part(item, 'time', HTMLInputElement)
    time.setAttribute('aria-label', this.#words.say('time-label', { stop: name }))
    time.addEventListener('input', () => this.#actions.setTime(stop.id, time.value))

    for (const [direction, by] of /** @type {[string, -1 | 1][]} */ ([['earlier', -1], ['later', 1]])) {
      const button = part(item, direction, HTMLButtonElement)
      button.setAttribute('aria-label', this.#words.say('action', { action: button.textContent?.trim() ?? '', stop: name }))
      button.addEventListener('click', () => this.#actions.move(stop.id, by))
    }
    part(item, 'day-label', HTMLElement).textContent = this.#words.say('day-label', { stop: name })
    const choice = part(item, 'day-choice', HTMLSelectElement)
    choice.addEventListener('change', () => this.#actions.moveTo(stop.id, Number(choice.value)))
    return item
  }

  /**
   * What to see at a stop and how to visit it; made anew only when other solutions are shown than before.
   * @param {HTMLElement} item
   * @param {Stop} stop
   */
  #showSolutions(item, stop) {
    const key = stop.solutions.map(({ slug }) => slug).join(' ')
    if (item.dataset.solutions === key) return
    item.dataset.solutions = key

    const place = nameOf(stop, this.#words)
    const { visit, contacts } = published(stop)
    const isSaid = visit || stop.solutions.some((solution) => solution.visit)
    const unknown = document.createElement('p')
    unknown.textContent = this.#words.say('unknown-visit')
    const facts = visit ? visitFacts(visit, this.#words, place) : isSaid ? [] : [unknown]
    part(item, 'facts', HTMLElement).replaceChildren(...facts, ...contacts.map((contact) => contactFact(contact, this.#words)))

    const template = part(this.#root, 'solution', HTMLTemplateElement)
    part(item, 'solutions', HTMLElement).replaceChildren(...stop.solutions.map((solution) => {
      const row = copyOf(template)
      const anchor = part(row, 'solution-link', HTMLAnchorElement)
      anchor.replaceWith(Object.assign(link(solution.title, `${this.#siteRoot}solutions/${solution.slug}/`), { className: 'sc-stop__link' }))
      const remove = part(row, 'remove', HTMLButtonElement)
      remove.setAttribute('aria-label', this.#words.say('remove', { title: solution.title }))
      remove.addEventListener('click', () => this.#actions.remove(solution.slug))
      const own = ownVisit(solution, visit)
      part(row, 'solution-facts', HTMLElement).replaceChildren(...(own ? visitFacts(own, this.#words, solution.title) : []))
      return row
    }))
  }
}

/**
 * What a solution says of visits beyond what its lab says; null for nothing.
 * @param {import('./details.mjs').Solution} solution
 * @param {import('./details.mjs').Visit | null} labVisit
 */
function ownVisit({ visit }, labVisit) {
  if (!visit || JSON.stringify(visit) === JSON.stringify(labVisit)) return null
  return visit.url === labVisit?.url ? { ...visit, url: undefined } : visit
}
