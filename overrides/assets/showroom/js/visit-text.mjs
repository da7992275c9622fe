import { dayInWords } from './calendar-day.mjs'
import { dateOf, ways } from './itinerary.mjs'
import { bookings, nameOf } from './visit-facts.mjs'

/** @typedef {import('./itinerary.mjs').Plan} Plan */
/** @typedef {import('./itinerary.mjs').Stop} Stop */

/** A programme in words: its title, days, distances, and its events for a calendar. */
export class VisitText {
  #words
  #language

  /**
   * @param {import('./words.mjs').Words} words
   * @param {string} language BCP 47
   */
  constructor(words, language) {
    this.#words = words
    this.#language = language
  }

  /** @param {readonly Stop[][]} days */
  heading(days) {
    return this.#words.say('heading', { cities: citiesOf(days).join(', ') })
  }

  /**
   * From the first day to the last; '' without dates.
   * @param {Plan} plan
   * @param {number} number of days
   */
  period(plan, number) {
    const [from, to] = [this.date(plan, 0), this.date(plan, number - 1)]
    return from === to ? from : this.#words.say('period', { from, to })
  }

  /**
   * "5 stops, 3 cities, 2 days, 312 km as the crow flies".
   * @param {readonly Stop[][]} days
   */
  extent(days) {
    const metres = [...ways(days).values()].reduce((sum, way) => sum + way, 0)
    return this.#words.say(metres > 0 ? 'extent' : 'extent-near', {
      stops: this.#words.say('stops', { count: days.flat().length }),
      cities: this.#words.say('cities', { count: citiesOf(days).length }),
      days: this.#words.say('days', { count: days.length }),
      distance: this.#distance(metres),
    })
  }

  /**
   * The cities of each day: "Odense, Aarhus; Copenhagen".
   * @param {readonly Stop[][]} days
   */
  order(days) {
    return days.map((stops) => citiesOf([stops]).join(', ')).join('; ')
  }

  /**
   * @param {readonly Stop[][]} days
   * @returns {Map<string, string>} id of a stop → how far it is from the one before
   */
  ways(days) {
    const stops = days.flat()
    return new Map([...ways(days)].map(([id, metres], i) => {
      const { id: cityId, name: city } = stops[i].city
      const isSame = cityId === stops[i + 1].city.id
      return [id, isSame ? this.#words.say('way-none', { city }) : this.#words.say('way', { city, distance: this.#distance(metres) })]
    }))
  }

  /**
   * "Tuesday 1 December 2026"; '' without dates.
   * @param {Plan} plan
   * @param {number} day from 0
   */
  date(plan, day) {
    const date = dateOf(plan, day)
    return date && dayInWords(date, this.#language)
  }

  /**
   * @param {Plan} plan
   * @param {number} day from 0
   */
  day(plan, day) {
    const date = this.date(plan, day)
    return date ? this.#words.say('day-dated', { number: day + 1, date }) : this.#words.say('day', { number: day + 1 })
  }

  /**
   * What goes into a calendar; nothing without dates.
   * @param {readonly Stop[][]} days
   * @param {Plan} plan
   * @param {{ address: string, pageOf: (slug: string) => string, countryOf: (stop: Stop) => string }} site
   *   address: of the plan; pageOf: whole address of a solution's page
   * @returns {import('./ics.mjs').Event[]}
   */
  events(days, plan, { address, pageOf, countryOf }) {
    if (!plan.start) return []
    return days.flatMap((stops, day) => stops.map((stop) => {
      const name = nameOf(stop, this.#words)
      const note = stop.lab?.visit?.note
      return {
        id: stop.id,
        day: dateOf(plan, day),
        time: plan.times.get(stop.id) ?? '',
        summary: this.#words.say('calendar-summary', { stop: name }),
        location: [name, countryOf(stop)].filter(Boolean).join(', '),
        description: [
          this.#words.say('calendar-see'),
          ...stop.solutions.map(({ slug, title }) => `- ${title}\n  ${pageOf(slug)}`),
          ...(note ? [note] : []),
          ...bookings(stop).map((url) => `${this.#words.say('book')}: ${url}`),
          this.#words.say('calendar-plan', { address }),
        ].join('\n'),
        url: address,
      }
    }))
  }

  /** @param {number} metres */
  #distance(metres) {
    const km = Math.round(metres / 1000)
    return km === 0 ? this.#words.say('distance-least') : this.#words.say('distance', { km })
  }
}

/** @param {readonly Stop[][]} days */
function citiesOf(days) {
  return [...new Set(days.flat().map(({ city }) => city.name))]
}
