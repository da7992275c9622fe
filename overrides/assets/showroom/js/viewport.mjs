import { WORLD, kilometres, project, scaleOf, unproject, zoomOf } from './projection.mjs'

/**
 * @typedef {import('./projection.mjs').Point} Point
 * @typedef {import('./projection.mjs').Place} Place
 */

/**
 * What the map shows: the middle in world units, and pixels per world unit.
 * @typedef {{ x: number, y: number, scale: number }} Viewport
 */

/**
 * The map's size in pixels.
 * @typedef {{ width: number, height: number }} Size
 */

/** As near as one gets: 86 m a pixel at 56° north, a city and its suburbs. The coastline has no more to show. */
export const MOST = scaleOf(10)

/** A single place, or several near each other, are shown with the country around them. */
const FITTED_MOST = scaleOf(8.5)

/** Places of one neighbourhood are linked by gaps of no more than so many kilometres: Bornholm is, Berlin is not. */
const GAP = 250

/**
 * As far as one gets: the whole world.
 * @param {Size} size
 */
export function least({ width, height }) {
  return Math.min(width / (WORLD.width + 2 * WORLD.bleed), height / WORLD.height)
}

/**
 * The viewport, with its scale in range and the map kept over the frame; a map smaller than the frame stands in its middle.
 * @param {Viewport} viewport
 * @param {Size} size
 * @returns {Viewport}
 */
export function held({ x, y, scale }, size) {
  const within = Math.min(MOST, Math.max(least(size), scale))
  return {
    x: heldAt(x, -WORLD.bleed, WORLD.width + WORLD.bleed, size.width / within),
    y: heldAt(y, 0, WORLD.height, size.height / within),
    scale: within,
  }
}

/**
 * @param {number} middle
 * @param {number} start
 * @param {number} end
 * @param {number} shown
 */
function heldAt(middle, start, end, shown) {
  if (shown >= end - start) return (start + end) / 2
  return Math.min(end - shown / 2, Math.max(start + shown / 2, middle))
}

/** @param {Size} size */
export function wholeWorld(size) {
  return held({ x: WORLD.width / 2, y: WORLD.height / 2, scale: 0 }, size)
}

/**
 * The nearest viewport with all the points at least `margin` pixels within the frame; the whole world without points.
 * @param {readonly Point[]} points in world units
 * @param {Size} size
 * @param {number} margin
 */
export function fitted(points, size, margin) {
  if (points.length === 0) return wholeWorld(size)
  const [west, east] = ends(points.map(({ x }) => x))
  const [north, south] = ends(points.map(({ y }) => y))
  const room = (/** @type {number} */ length) => Math.max(length - 2 * margin, length / 4)
  const scale = Math.min(FITTED_MOST, room(size.width) / (east - west), room(size.height) / (south - north))
  return held({ x: (west + east) / 2, y: (north + south) / 2, scale }, size)
}

/** @param {number[]} values */
function ends(values) {
  return [Math.min(...values), Math.max(...values)]
}

/**
 * The viewport moved by pixels: to the right and down shows what lies there.
 * @param {Viewport} viewport
 * @param {Point} way
 * @param {Size} size
 */
export function panned({ x, y, scale }, way, size) {
  return held({ x: x + way.x / scale, y: y + way.y / scale, scale }, size)
}

/**
 * The viewport at another scale, the point of the frame `at` kept where it is.
 * @param {Viewport} viewport
 * @param {number} factor
 * @param {Size} size
 * @param {Point} [at] in pixels from the frame's corner; otherwise its middle
 */
export function zoomed(viewport, factor, size, at = { x: size.width / 2, y: size.height / 2 }) {
  const scale = Math.min(MOST, Math.max(least(size), viewport.scale * factor))
  const away = { x: at.x - size.width / 2, y: at.y - size.height / 2 }
  return held({
    x: viewport.x + away.x / viewport.scale - away.x / scale,
    y: viewport.y + away.y / viewport.scale - away.y / scale,
    scale,
  }, size)
}

/**
 * A viewport between two others: zooming feels even when each step multiplies.
 * @param {Viewport} from
 * @param {Viewport} to
 * @param {number} share 0 to 1
 * @returns {Viewport}
 */
export function between(from, to, share) {
  const scale = from.scale * (to.scale / from.scale) ** share
  // The middle keeps pace with the scale, or the target would leave the frame on the way.
  const way = from.scale === to.scale ? share : (1 / from.scale - 1 / scale) / (1 / from.scale - 1 / to.scale)
  return { x: from.x + (to.x - from.x) * way, y: from.y + (to.y - from.y) * way, scale }
}

/**
 * Where a point in world units stands in the frame, in pixels from its corner.
 * @param {Viewport} viewport
 * @param {Point} point
 * @param {Size} size
 * @returns {Point}
 */
export function placed({ x, y, scale }, point, { width, height }) {
  return { x: (point.x - x) * scale + width / 2, y: (point.y - y) * scale + height / 2 }
}

/**
 * The places to start with: the neighbourhood that weighs most. One city overseas shall not shrink a country to a dot.
 * @template {Place & { count: number }} T
 * @param {readonly T[]} places
 * @returns {T[]} in the given order
 */
export function neighbourhood(places) {
  const left = new Set(places)
  /** @type {Set<T>} */
  let heaviest = new Set()
  while (left.size > 0) {
    const group = new Set([...left].slice(0, 1))
    for (const place of group) {
      left.delete(place)
      for (const other of left) if (kilometres(place, other) <= GAP) group.add(other)
    }
    if (weight(group) > weight(heaviest)) heaviest = group
  }
  return places.filter((place) => heaviest.has(place))
}

/** @param {Iterable<{ count: number }>} places */
function weight(places) {
  let sum = 0
  for (const { count } of places) sum += count
  return sum
}

/**
 * The viewport as the address keeps it: `latitude,longitude,zoom`.
 * @param {Viewport} viewport
 */
export function written({ x, y, scale }) {
  const { lat, lon } = unproject({ x, y })
  return [lat.toFixed(3), lon.toFixed(3), zoomOf(scale).toFixed(2)].join(',')
}

/**
 * What `written` wrote; null for anything else.
 * @param {string} text
 * @returns {Viewport | null} not yet held within a frame
 */
export function read(text) {
  const numbers = text.split(',').map(Number)
  if (text === '' || numbers.length !== 3 || !numbers.every(Number.isFinite)) return null
  const [lat, lon, zoom] = numbers
  return { ...project({ lat, lon }), scale: scaleOf(zoom) }
}
