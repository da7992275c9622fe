import { Address } from './address.mjs'
import { Announcer } from './announcer.mjs'
import { dayInWords, isDay } from './calendar-day.mjs'
import { copy } from './clipboard.mjs'
import { Details } from './details.mjs'
import { download } from './download.mjs'
import { keepingFocus } from './elements.mjs'
import { calendar } from './ics.mjs'
import { DAYS_LIMIT, arrange, moved, movedTo, parse, serialise, serialiseWhole, stopsOf, withDay, withoutDay } from './itinerary.mjs'
import { part } from './part.mjs'
import { shortlist } from './stars.mjs'
import { EnquiryList } from './visit-enquiries.mjs'
import { nameOf } from './visit-facts.mjs'
import { RouteMap } from './visit-map.mjs'
import { Programme } from './visit-programme.mjs'
import { VisitText } from './visit-text.mjs'
import { Words } from './words.mjs'

/** @typedef {import('./itinerary.mjs').Plan} Plan */
/** @typedef {import('./itinerary.mjs').Stop} Stop */

/** So much of what an address says wrongly is repeated to the reader. */
const SHOWN_THINGS = 5
const THING_LENGTH = 60

/**
 * The visit planner. The plan goes one way: address or action → plan → page. Without solutions in the address
 * it takes the shortlist of this browser and writes it there, so that what is sent on is what is seen.
 */
class Planner {
  #root
  #words
  #text
  #announcer
  #details
  #programme
  #map
  #enquiries
  #start
  #from
  #language = document.documentElement.lang || 'en'
  #address = new Address()
  /** @type {Plan} */
  #plan = parse(new URLSearchParams()).plan
  /** @type {Stop[][]} */
  #days = []
  /** Ids in the plan of stops that are not there because solutions could not be loaded. @type {ReadonlySet<string>} */
  #lacking = new Set()

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root
    this.#words = new Words(JSON.parse(part(root, 'words', HTMLScriptElement).text), this.#language)
    this.#text = new VisitText(this.#words, this.#language)
    this.#announcer = new Announcer(part(root, 'announcer', HTMLElement))
    this.#details = new Details(root.dataset.root ?? '')
    this.#map = new RouteMap(root, this.#words)
    this.#enquiries = new EnquiryList(root, this.#words, this.#announcer)
    this.#start = part(root, 'start', HTMLInputElement)
    this.#from = part(root, 'from', HTMLSelectElement)
    this.#programme = new Programme(root, this.#words, {
      move: (stop, by) => this.#move(stop, by),
      moveTo: (stop, day) => this.#arrange(movedTo(this.#ids(), stop, day), stop),
      setTime: (stop, time) => this.#setTime(stop, time),
      remove: (slug) => this.#remove(slug),
      insertDay: (day) => this.#insertDay(day),
      removeDay: (day) => this.#removeDay(day),
    })
    this.#listen()
    this.restore()
  }

  /** Takes the plan from the address, or else from the shortlist. */
  restore() {
    const { params } = this.#address
    const { plan, ignored } = parse(params)
    if (params.has('solution')) {
      this.#show(plan, ignored)
      return
    }
    const own = { ...plan, solutions: shortlist.slugs }
    if (own.solutions.length > 0) this.#address.replace(serialise(own))
    this.#show(own, ignored)
  }

  #listen() {
    addEventListener('popstate', () => this.restore())
    shortlist.subscribe(() => {
      if (this.#address.params.has('solution')) this.#showMore()
      else this.restore()
    })
    this.#start.addEventListener('input', () => this.#setStart(this.#start.value))
    // What was typed segment by segment is one step for Back.
    this.#root.addEventListener('focusout', ({ target }) => {
      if (target === this.#start) this.#leaveStart()
      if (target instanceof HTMLInputElement) this.#address.commit(serialiseWhole(this.#plan))
    })
    // What was told to all eyes goes when the reader goes on; screen readers have heard it.
    for (const type of ['pointerdown', 'focusin']) {
      document.addEventListener(type, () => part(this.#root, 'announcer', HTMLElement).classList.add('sc-visually-hidden'))
    }
    this.#from.addEventListener('change', () => this.#layOut(this.#from.value))
    part(this.#root, 'best-order', HTMLButtonElement).addEventListener('click', () => this.#layOut(''))
    part(this.#root, 'add-day', HTMLButtonElement).addEventListener('click', () => this.#insertDay(this.#days.length))
    part(this.#root, 'calendar', HTMLButtonElement).addEventListener('click', () => this.#downloadCalendar())
    part(this.#root, 'copy-link', HTMLButtonElement).addEventListener('click', () => this.#copyLink())
  }

  /** The ids of the stops of each day, as shown; after them those that are lacking, which keep their day. */
  #ids() {
    return this.#days.map((stops, day) => [
      ...stops.map(({ id }) => id),
      ...(this.#plan.days?.[day] ?? []).filter((id) => this.#lacking.has(id)),
    ])
  }

  /**
   * @param {string} stop
   * @param {-1 | 1} by
   */
  #move(stop, by) {
    const before = this.#ids()
    const after = moved(before, stop, by)
    if (JSON.stringify(after) === JSON.stringify(before)) {
      this.#announcer.say(this.#words.say(by < 0 ? 'first' : 'last', { stop: this.#nameOf(stop) }))
    } else {
      this.#arrange(after, stop)
    }
  }

  /**
   * @param {string[][]} days
   * @param {string} stop that was moved
   */
  #arrange(days, stop) {
    const day = days.findIndex((stops) => stops.includes(stop))
    const place = { number: days[day].indexOf(stop) + 1, of: days[day].length, day: this.#text.day(this.#plan, day) }
    this.#change({ ...this.#plan, days }, this.#words.say('moved', { stop: this.#nameOf(stop), ...place }))
  }

  /** @param {string} from id of a city, or '' */
  async #layOut(from) {
    await this.#change({ ...this.#plan, from, days: null }, '')
    this.#announcer.say(this.#words.say('arranged', { cities: this.#text.order(this.#days) }))
  }

  /** @param {number} day */
  async #insertDay(day) {
    if (this.#days.length >= DAYS_LIMIT) {
      this.#announcer.say(this.#words.say('day-limit', { count: DAYS_LIMIT }), true)
      return
    }
    const days = withDay(this.#ids(), day)
    await this.#change({ ...this.#plan, days }, this.#words.say('day-added', { day: this.#text.day(this.#plan, day) }))
    this.#programme.focusDay(day)
  }

  /** @param {number} day */
  async #removeDay(day) {
    await this.#change({ ...this.#plan, days: withoutDay(this.#ids(), day) }, this.#words.say('day-removed'))
    this.#programme.focusDay(day)
  }

  /**
   * A date is typed in segments: what is not whole yet is no date, and no reason to take the old one away from under it.
   * @param {string} start
   */
  #setStart(start) {
    if (start && !isDay(start)) return
    const message = start ? this.#words.say('started', { date: dayInWords(start, this.#language) }) : this.#words.say('not-started')
    this.#change({ ...this.#plan, start }, message, 'replace')
  }

  /** What was typed and is no date, such as one of the year 27, does not stay beside a programme with another one. */
  #leaveStart() {
    const { value, validity } = this.#start
    if (value === this.#plan.start && !validity.badInput) return
    this.#start.value = this.#plan.start
    this.#announcer.say(this.#words.say('no-date'))
  }

  /**
   * @param {string} stop
   * @param {string} time
   */
  #setTime(stop, time) {
    const times = new Map(this.#plan.times)
    if (time) times.set(stop, time)
    else times.delete(stop)
    this.#change({ ...this.#plan, times }, this.#words.say(time ? 'timed' : 'untimed', { stop: this.#nameOf(stop), time }), 'replace')
  }

  /** @param {string} slug */
  async #remove(slug) {
    const stops = this.#days.flat()
    const stop = stops.findIndex(({ solutions }) => solutions.some((solution) => solution.slug === slug))
    const title = stops[stop]?.solutions.find((solution) => solution.slug === slug)?.title ?? slug
    const solutions = this.#plan.solutions.filter((other) => other !== slug)
    await this.#change({ ...this.#plan, solutions }, this.#words.say('removed', { title }))
    const nearby = [stops[stop], stops[stop + 1], stops[stop - 1]].filter(Boolean)
    if (!nearby.some(({ id }) => this.#programme.focusStop(id))) this.#focusTop()
  }

  /** Puts the focus on the programme's title, or the page's when there is nothing to plan any more. */
  #focusTop() {
    const heading = part(this.#root, 'heading', HTMLElement)
    const top = heading.checkVisibility() ? heading : document.querySelector('h1')
    top?.focus()
  }

  /**
   * @param {Plan} plan
   * @param {string} message
   * @param {'push' | 'replace'} [how] the address follows
   */
  async #change(plan, message, how = 'push') {
    this.#plan = plan
    await this.#show(plan, [], message)
    this.#address[how](serialiseWhole(this.#plan))
    part(this.#root, 'address', HTMLElement).textContent = location.href
  }

  /**
   * Shows a plan, once what it names is known; not when there is a newer one by then.
   * @param {Plan} plan
   * @param {readonly string[]} ignored what in the address makes no sense
   * @param {string} [message] what has just been done
   */
  async #show(plan, ignored, message = '') {
    this.#plan = plan
    const answers = await Promise.allSettled(plan.solutions.map((slug) => this.#details.of(slug)))
    if (plan !== this.#plan) return
    const failed = plan.solutions.filter((_, i) => answers[i].status === 'rejected')
    const solutions = answers.flatMap((answer) => (answer.status === 'fulfilled' && answer.value ? [answer.value] : []))
    const kept = new Set([...solutions.map(({ slug }) => slug), ...failed])
    const gone = plan.solutions.filter((slug) => !kept.has(slug))

    const stops = stopsOf(solutions)
    const { days, unknown, added } = arrange(stops, plan)
    const ids = new Set(stops.map(({ id }) => id))
    const strays = [...plan.times.keys()].filter((id) => !ids.has(id))
    this.#days = days
    this.#lacking = new Set(failed.length > 0 ? [...unknown, ...strays] : [])
    this.#plan = {
      ...plan,
      solutions: [...kept],
      from: unknown.includes(plan.from) && !this.#lacking.has(plan.from) ? '' : plan.from,
      days: plan.days && this.#ids(),
      times: new Map([...plan.times].filter(([id]) => ids.has(id) || this.#lacking.has(id))),
    }
    // A step is what it shows: who leaves a field without a change makes no other one.
    if (!message) this.#address.arrive(serialiseWhole(this.#plan))
    // After an action a stop may be gone because its solutions are: nothing that the reader wrote wrongly.
    const things = message ? [] : [...ignored, ...gone, ...(failed.length > 0 ? [] : [...unknown, ...strays])]
    this.#showNotes(things, failed, added.map((stop) => nameOf(stop, this.#words)), message)
    keepingFocus(() => this.#render())
  }

  #render() {
    const stops = this.#days.flat()
    part(this.#root, 'plan', HTMLElement).hidden = stops.length === 0
    part(this.#root, 'nothing', HTMLElement).hidden = stops.length > 0 || this.#plan.solutions.length > 0
    this.#showMore()
    if (this.#start.value !== this.#plan.start) this.#start.value = this.#plan.start
    this.#showCities()
    this.#showHeading()
    this.#programme.show({
      days: this.#days,
      titles: this.#days.map((_, day) => this.#text.day(this.#plan, day)),
      ways: this.#text.ways(this.#days),
      times: this.#plan.times,
    })
    this.#map.show(routeCities(stops))
    const dates = this.#days.map((_, day) => this.#text.date(this.#plan, day)).filter(Boolean)
    const visits = this.#days.flatMap((onDay, day) => onDay.map((stop) => {
      return { stop, date: this.#text.date(this.#plan, day), time: this.#plan.times.get(stop.id) ?? '' }
    }))
    this.#enquiries.show(visits, dates, (slug) => this.#pageOf(slug))
    part(this.#root, 'calendar', HTMLElement).hidden = !this.#plan.start
    part(this.#root, 'calendar-hint', HTMLElement).hidden = Boolean(this.#plan.start)
    part(this.#root, 'link-field', HTMLElement).hidden = true
    part(this.#root, 'address', HTMLElement).textContent = location.href
    this.#root.dataset.ready = ''
  }

  /** The cities one can start in. */
  #showCities() {
    const cities = new Map(this.#days.flat().map(({ city }) => [city.id, city.name]))
    const options = [...cities].sort(([, a], [, b]) => a.localeCompare(b, this.#language))
    const shown = [...this.#from.options].slice(1).map(({ value }) => value)
    if (shown.join() !== options.map(([id]) => id).join()) {
      this.#from.replaceChildren(this.#from.options[0], ...options.map(([id, name]) => new Option(name, id)))
    }
    this.#from.value = cities.has(this.#plan.from) ? this.#plan.from : ''
  }

  #showHeading() {
    const heading = this.#text.heading(this.#days)
    part(this.#root, 'heading', HTMLElement).textContent = heading
    part(this.#root, 'dates', HTMLElement).textContent = this.#text.period(this.#plan, this.#days.length)
    part(this.#root, 'extent', HTMLElement).textContent = this.#text.extent(this.#days)
    // Also the name of a printed file.
    if (this.#days.length > 0) document.title = `${heading} – ${this.#root.dataset.site}`
  }

  /**
   * @param {readonly string[]} things not understood
   * @param {readonly string[]} failed slugs that could not be loaded
   * @param {readonly string[]} added names of stops that the arrangement did not have
   * @param {string} message
   */
  #showNotes(things, failed, added, message) {
    const quoted = things.slice(0, SHOWN_THINGS).map((text) => {
      return this.#words.say('thing', { text: text.length > THING_LENGTH ? `${text.slice(0, THING_LENGTH)}…` : text })
    })
    if (things.length > SHOWN_THINGS) quoted.push('…')
    const notes = [
      ...(things.length > 0 ? [this.#words.say('ignored', { things: quoted.join(', ') })] : []),
      ...(failed.length > 0 ? [this.#words.say('failed', { things: failed.join(', ') })] : []),
      ...(added.length > 0 ? [this.#words.say('added', { things: added.join('; ') })] : []),
    ]
    const list = part(this.#root, 'notes', HTMLElement)
    list.hidden = notes.length === 0
    list.replaceChildren(...notes.map((note) => Object.assign(document.createElement('li'), { textContent: note })))
    const news = [message, ...notes].filter(Boolean).join(' ')
    if (news) this.#announcer.say(news)
  }

  /** Offers what the shortlist has besides. */
  #showMore() {
    const more = shortlist.slugs.filter((slug) => !this.#plan.solutions.includes(slug))
    part(this.#root, 'more', HTMLElement).hidden = more.length === 0
    const anchor = part(this.#root, 'more-link', HTMLAnchorElement)
    anchor.textContent = this.#words.say('more', { count: more.length })
    anchor.href = `?${serialise({ ...this.#plan, solutions: [...this.#plan.solutions, ...more] })}`
  }

  /** @param {string} id of a stop */
  #nameOf(id) {
    const stop = this.#days.flat().find((other) => other.id === id)
    return stop ? nameOf(stop, this.#words) : id
  }

  /**
   * The whole address of a solution's page.
   * @param {string} slug
   */
  #pageOf(slug) {
    return new URL(`${this.#root.dataset.root}solutions/${slug}/`, location.href).href
  }

  #downloadCalendar() {
    const events = this.#text.events(this.#days, this.#plan, {
      address: location.href,
      pageOf: (slug) => this.#pageOf(slug),
      countryOf: (stop) => this.#programme.countryOf(stop),
    })
    const about = { host: location.hostname, product: this.#root.dataset.site ?? '', now: new Date() }
    download(`${this.#words.say('file')}-${this.#plan.start}.ics`, calendar(events, about), 'text/calendar')
    this.#announcer.say(this.#words.say('downloaded'), true)
  }

  async #copyLink() {
    const field = part(this.#root, 'link', HTMLInputElement)
    field.value = location.href
    const holder = part(this.#root, 'link-field', HTMLElement)
    // The field must show before its text can be selected in it.
    holder.hidden = false
    const isCopied = await copy(location.href, field)
    holder.hidden = isCopied
    this.#announcer.say(this.#words.say(isCopied ? 'copied-link' : 'not-copied'), true)
  }
}

/**
 * The cities in travelling order, each once, with the numbers of their stops.
 * @param {readonly Stop[]} stops
 * @returns {import('./visit-map.mjs').RouteCity[]}
 */
function routeCities(stops) {
  /** @type {Map<string, import('./visit-map.mjs').RouteCity>} */
  const cities = new Map()
  for (const [i, { city }] of stops.entries()) {
    const found = cities.get(city.id) ?? { ...city, numbers: [] }
    found.numbers.push(i + 1)
    cities.set(city.id, found)
  }
  return [...cities.values()]
}

const root = document.querySelector('[data-sc="visit"]')
if (root instanceof HTMLElement) new Planner(root)
