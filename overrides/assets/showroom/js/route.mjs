/** Metres: the earth's mean radius R1 of the IUGG, for great-circle distances. */
export const EARTH_RADIUS = 6_371_008.8

/** Up to so many stops, every order is weighed; more would keep the reader waiting. */
export const EXACT_LIMIT = 9

/**
 * A place to stop at, in WGS 84 degrees.
 * @typedef {object} Point
 * @property {string} id
 * @property {number} lat
 * @property {number} lon
 * @property {string} country
 */

/**
 * Whole metres as the crow flies (haversine). Whole, so that the same way there and back adds up to the same.
 * @param {Pick<Point, 'lat' | 'lon'>} a
 * @param {Pick<Point, 'lat' | 'lon'>} b
 */
export function distance(a, b) {
  const radians = Math.PI / 180
  const rise = Math.sin(((b.lat - a.lat) * radians) / 2) ** 2
  const turn = Math.sin(((b.lon - a.lon) * radians) / 2) ** 2
  const chord = rise + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * turn
  return Math.round(2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(chord))))
}

/** @param {readonly Point[]} points in travelling order */
export function length(points) {
  return points.slice(1).reduce((sum, point, i) => sum + distance(points[i], point), 0)
}

/**
 * The points in a travelling order: one country after the other, each in the shortest order that could be found.
 * It begins in the country of the point `from`, or else in the one with most points. Does not depend on the order given.
 * @param {readonly Point[]} points with distinct ids
 * @param {string} [from] id of the point to begin with
 * @returns {Point[]}
 */
export function route(points, from = '') {
  const sorted = points.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const countries = new Map(sorted.map(({ country }) => [country, sorted.filter((point) => point.country === country)]))
  const start = sorted.find(({ id }) => id === from)
  const home = start?.country ?? mostVisited(countries)
  const legs = countries.get(home)
  if (!legs) return []
  countries.delete(home)
  const way = start ? [start, ...shortestPath(legs.filter((point) => point !== start), start)] : shortestPath(legs)
  while (countries.size > 0) {
    const last = way[way.length - 1]
    const next = nearest(last, [...countries.values()].flat()).country
    way.push(...shortestPath(countries.get(next) ?? [], last))
    countries.delete(next)
  }
  return way
}

/**
 * An order in which to visit all points once, without coming back: the shortest of all up to EXACT_LIMIT points,
 * beyond that a short one. Of orders of one length it is the first by their ids.
 * @param {readonly Point[]} points sorted by id
 * @param {Point} [start] where the traveller comes from; it is no part of the result
 * @returns {Point[]}
 */
export function shortestPath(points, start) {
  return points.length <= EXACT_LIMIT ? exactPath(points, start) : goodPath(points, start)
}

/**
 * Branch and bound over every order, tried by id.
 * @param {readonly Point[]} points
 * @param {Point} [start]
 */
function exactPath(points, start) {
  /** @type {Point[]} */
  let best = []
  let least = Infinity
  /**
   * @param {Point[]} way so far
   * @param {number} sum its length
   * @param {readonly Point[]} left
   */
  const extend = (way, sum, left) => {
    if (sum >= least) return
    if (left.length === 0) {
      best = way
      least = sum
      return
    }
    const last = way.at(-1) ?? start
    for (const next of left) {
      extend([...way, next], sum + (last ? distance(last, next) : 0), left.filter((point) => point !== next))
    }
  }
  extend([], 0, points)
  return best
}

/**
 * The nearest neighbour next, from each point one may begin with; then 2-opt, and the shortest of these.
 * @param {readonly Point[]} points
 * @param {Point} [start]
 */
function goodPath(points, start) {
  const before = start ? [start] : []
  const beginnings = start ? [nearest(start, points)] : points
  const ways = beginnings.map((first) => untangled(greedyPath(points, first), start))
  return ways.reduce((best, way) => (length([...before, ...way]) < length([...before, ...best]) ? way : best))
}

/**
 * @param {readonly Point[]} points
 * @param {Point} first
 */
function greedyPath(points, first) {
  const way = [first]
  const left = new Set(points)
  left.delete(first)
  while (left.size > 0) {
    const next = nearest(way[way.length - 1], [...left])
    way.push(next)
    left.delete(next)
  }
  return way
}

/**
 * Turns stretches of the way round for as long as that shortens it (2-opt of an open path).
 * @param {Point[]} way
 * @param {Point} [start]
 */
function untangled(way, start) {
  /** @param {Point | undefined} a @param {Point | undefined} b */
  const gap = (a, b) => (a && b ? distance(a, b) : 0)
  for (let isShorter = true; isShorter; ) {
    isShorter = false
    for (let i = 0; i < way.length - 1; i++) {
      for (let j = i + 1; j < way.length; j++) {
        const before = i === 0 ? start : way[i - 1]
        const after = way[j + 1]
        if (gap(before, way[j]) + gap(way[i], after) >= gap(before, way[i]) + gap(way[j], after)) continue
        way = [...way.slice(0, i), ...way.slice(i, j + 1).reverse(), ...way.slice(j + 1)]
        isShorter = true
      }
    }
  }
  return way
}

/**
 * @param {Point} here
 * @param {readonly Point[]} points sorted, not empty
 */
function nearest(here, points) {
  return points.reduce((best, point) => (distance(here, point) < distance(here, best) ? point : best))
}

/** @param {Map<string, Point[]>} countries */
function mostVisited(countries) {
  const ranked = [...countries].sort(([a, p], [b, q]) => q.length - p.length || (a < b ? -1 : 1))
  return ranked[0]?.[0] ?? ''
}
