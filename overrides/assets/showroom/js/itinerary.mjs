import { addDays, isDay } from './calendar-day.mjs'
import { distance, route } from './route.mjs'
import { tidy } from './shortlist-store.mjs'

/**
 * What the reader asked for, as it stands in the address.
 * @typedef {object} Plan
 * @property {string[]} solutions slugs, each once
 * @property {string} from id of the city to start in; '' for the best order
 * @property {string} start ISO date of the first day; '' for none
 * @property {string[][] | null} days ids of the stops of each day, which may be empty; null where the showroom lays them out
 * @property {Map<string, string>} times id of a stop → `09:30`
 */

/**
 * What there is to see at one place: a living lab's solutions in a city, or the city's without a lab.
 * @typedef {object} Stop
 * @property {string} id `odense.odex-sdu`, or `odense` without a lab
 * @property {import('./details.mjs').Solution['city']} city
 * @property {import('./details.mjs').Lab | null} lab
 * @property {import('./details.mjs').Solution[]} solutions at least one
 */

/** A programme with more stops than this in a day is a race. */
export const STOPS_A_DAY = 3

/** Metres as the crow flies; a longer way to the next stop begins a new day. An editorial choice, no travel time. */
export const LONG_WAY = 100_000

/** No visit takes longer; what an address asks beyond it is a slip or an attack. */
export const DAYS_LIMIT = 60

const STOP = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)?$/
const TIME = /^((?:[01]\d|2[0-3]))([0-5]\d)-(.+)$/

/**
 * The plan in an address, and what of it makes no sense, as it was written.
 * @param {URLSearchParams} params
 * @returns {{ plan: Plan, ignored: string[] }}
 */
export function parse(params) {
  /** @type {string[]} */
  const ignored = []
  const solutions = tidy(params.getAll('solution'))
  ignored.push(...params.getAll('solution').filter((slug) => slug !== '' && !solutions.includes(slug)))

  const start = params.get('start') ?? ''
  if (start && !isDay(start)) ignored.push(start)

  const from = params.get('from') ?? ''
  const isPlace = STOP.test(from) && !from.includes('.')
  if (from && !isPlace) ignored.push(from)

  const asked = params.getAll('day')
  const seen = new Set()
  const days = asked.slice(0, DAYS_LIMIT).map((day) => day.split(',').filter((stop) => {
    if (stop === '') return false
    if (!STOP.test(stop) || seen.has(stop)) {
      ignored.push(stop)
      return false
    }
    return seen.add(stop)
  }))
  ignored.push(...asked.slice(DAYS_LIMIT).filter(Boolean))

  const times = new Map()
  for (const text of params.getAll('time')) {
    const [, hours, minutes, stop] = TIME.exec(text) ?? []
    if (stop && STOP.test(stop)) times.set(stop, `${hours}:${minutes}`)
    else ignored.push(text)
  }

  const plan = {
    solutions,
    from: isPlace ? from : '',
    start: isDay(start) ? start : '',
    days: days.some((stops) => stops.length > 0) ? days : null,
    times,
  }
  return { plan, ignored: [...new Set(ignored)] }
}

/**
 * The plan as a query string without `?`. All values are made of letters, digits, `-`, `.` and `,`: nothing to escape.
 * @param {Plan} plan
 */
export function serialise({ solutions, from, start, days, times }) {
  const pairs = [
    ...solutions.map((slug) => `solution=${slug}`),
    ...(from ? [`from=${from}`] : []),
    ...(start ? [`start=${start}`] : []),
    ...(days ?? []).map((stops) => `day=${stops.join(',')}`),
    ...[...times].map(([stop, time]) => `time=${time.replace(':', '')}-${stop}`).sort(),
  ]
  return pairs.join('&')
}

/**
 * The plan as a query string that says of an empty plan that it was emptied: no solutions at all stand for the shortlist.
 * @param {Plan} plan
 */
export function serialiseWhole(plan) {
  const query = serialise(plan)
  return plan.solutions.length > 0 ? query : ['solution=', query].filter(Boolean).join('&')
}

/**
 * One stop for each city and lab, in the order of the solutions.
 * @param {readonly import('./details.mjs').Solution[]} solutions
 * @returns {Stop[]}
 */
export function stopsOf(solutions) {
  /** @type {Map<string, Stop>} */
  const stops = new Map()
  for (const solution of solutions) {
    const { city, lab = null } = solution
    const id = lab ? `${city.id}.${lab.id}` : city.id
    const stop = stops.get(id) ?? { id, city, lab, solutions: [] }
    stop.solutions.push(solution)
    stops.set(id, stop)
  }
  return [...stops.values()]
}

/**
 * The stops over days. Those the plan does not know come last, on days of their own.
 * @param {readonly Stop[]} stops
 * @param {Pick<Plan, 'from' | 'days'>} plan
 * @returns {{ days: Stop[][], unknown: string[], added: Stop[] }} unknown: ids in the plan that are no stops
 */
export function arrange(stops, { from, days }) {
  const isCity = from === '' || stops.some(({ city }) => city.id === from)
  const unknown = isCity ? [] : [from]
  if (!days) return { days: layOut(stops, from), unknown, added: [] }

  const known = new Map(stops.map((stop) => [stop.id, stop]))
  const planned = days.map((ids) => ids.flatMap((id) => {
    const stop = known.get(id)
    if (stop) return [stop]
    unknown.push(id)
    return []
  }))
  const placed = new Set(planned.flat())
  if (placed.size === 0) return { days: layOut(stops, from), unknown, added: [] }
  const added = stops.filter((stop) => !placed.has(stop))
  return { days: [...planned, ...layOut(added, '')], unknown, added }
}

/**
 * Days of about two to three stops in travelling order: a long way or another country begins a new one.
 * @param {readonly Stop[]} stops
 * @param {string} from id of a city, or ''
 * @returns {Stop[][]}
 */
function layOut(stops, from) {
  const cities = new Map(stops.map(({ city }) => [city.id, city]))
  const inOrder = route([...cities.values()], from).flatMap(({ id }) => stops.filter(({ city }) => city.id === id))
  /** @type {Stop[][]} */
  const stretches = []
  for (const stop of inOrder) {
    const stretch = stretches.at(-1)
    const last = stretch?.at(-1)?.city
    const isNear = last && last.country === stop.city.country && distance(last, stop.city) <= LONG_WAY
    if (stretch && isNear) stretch.push(stop)
    else stretches.push([stop])
  }
  return stretches.flatMap(evenly)
}

/** What it costs to part the stops of one city: more than the difference between days of three and one and of two and two. */
const PARTED_CITY = 3

/**
 * As few days as STOPS_A_DAY allows, as even as can be without parting the stops of a city; of equal ones, the fuller first.
 * @param {Stop[]} stretch
 * @returns {Stop[][]}
 */
function evenly(stretch) {
  /** @type {Map<string, { cost: number, days: Stop[][] }>} */
  const known = new Map()
  /** @type {(start: number, left: number) => { cost: number, days: Stop[][] }} */
  const best = (start, left) => {
    if (left === 0) return { cost: start === stretch.length ? 0 : Infinity, days: [] }
    const key = `${start} ${left}`
    const found = known.get(key)
    if (found) return found
    const parted = start > 0 && stretch[start - 1].city.id === stretch[start]?.city.id ? PARTED_CITY : 0
    let chosen = { cost: Infinity, days: /** @type {Stop[][]} */ ([]) }
    for (let size = Math.min(STOPS_A_DAY, stretch.length - start); size > 0; size--) {
      const rest = best(start + size, left - 1)
      const cost = size ** 2 + parted + rest.cost
      if (cost < chosen.cost) chosen = { cost, days: [stretch.slice(start, start + size), ...rest.days] }
    }
    known.set(key, chosen)
    return chosen
  }
  return best(0, Math.ceil(stretch.length / STOPS_A_DAY)).days
}

/**
 * Metres as the crow flies to each stop from the one before, on whichever day; the first has none.
 * @param {readonly Stop[][]} days
 * @returns {Map<string, number>} id of the stop → metres
 */
export function ways(days) {
  const stops = days.flat()
  return new Map(stops.slice(1).map((stop, i) => [stop.id, distance(stops[i].city, stop.city)]))
}

/**
 * A stop one place earlier or later: over the edge of a day into the day beside it, beyond both ends nowhere.
 * @param {readonly string[][]} days
 * @param {string} stop
 * @param {-1 | 1} by
 * @returns {string[][]}
 */
export function moved(days, stop, by) {
  const day = days.findIndex((stops) => stops.includes(stop))
  const next = days.map((stops) => [...stops])
  const place = next[day].indexOf(stop)
  const to = place + by
  if (to >= 0 && to < next[day].length) {
    next[day].splice(place, 1)
    next[day].splice(to, 0, stop)
  } else if (next[day + by]) {
    next[day].splice(place, 1)
    if (by < 0) next[day - 1].push(stop)
    else next[day + 1].unshift(stop)
  }
  return next
}

/**
 * A stop at the end of another day; the day after the last is a new one.
 * @param {readonly string[][]} days
 * @param {string} stop
 * @param {number} day from 0
 * @returns {string[][]}
 */
export function movedTo(days, stop, day) {
  const next = days.map((stops) => stops.filter((other) => other !== stop))
  if (day >= next.length) return [...next, [stop]]
  next[day].push(stop)
  return next
}

/**
 * An empty day more, before `day`.
 * @param {readonly string[][]} days
 * @param {number} day
 * @returns {string[][]}
 */
export function withDay(days, day) {
  return days.length < DAYS_LIMIT ? [...days.slice(0, day), [], ...days.slice(day)] : [...days]
}

/**
 * Without an empty day.
 * @param {readonly string[][]} days
 * @param {number} day
 * @returns {string[][]}
 */
export function withoutDay(days, day) {
  return days.filter((stops, i) => i !== day || stops.length > 0)
}

/**
 * The date of a day, or '' without a start.
 * @param {Pick<Plan, 'start'>} plan
 * @param {number} day from 0
 */
export function dateOf({ start }, day) {
  return start && addDays(start, day)
}
