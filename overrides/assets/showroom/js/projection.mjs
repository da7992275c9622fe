/**
 * A point of the earth in WGS 84 degrees.
 * @typedef {{ lat: number, lon: number }} Place
 */

/**
 * A point of the map: to the east and to the south, in world units or in pixels.
 * @typedef {{ x: number, y: number }} Point
 */

/**
 * The map's frame in world units and degrees; `scripts/fetch_coastline.py` draws the land within it.
 * To the west and the east the world goes on for `bleed`, so that a circle at the antimeridian is not cut.
 */
export const WORLD = { width: 7200, height: 4888, bleed: 200, north: 84, south: -60 }

/** Pixels across the world at zoom 0, as all web maps count. */
const TILE = 256

/** Mean radius of the earth in kilometres (IUGG). */
const EARTH = 6371.0088

const PER_RADIAN = WORLD.width / (2 * Math.PI)

/** @param {number} degrees */
const radians = (degrees) => (degrees * Math.PI) / 180

/**
 * Height of a latitude in spherical Mercator, in radians.
 * @param {number} lat
 */
const mercator = (lat) => Math.asinh(Math.tan(radians(lat)))

/**
 * Where a place lies, in world units. Beyond the frame's north and south, on its edge.
 * @param {Place} place
 * @returns {Point}
 */
export function project({ lat, lon }) {
  const within = Math.min(WORLD.north, Math.max(WORLD.south, lat))
  return { x: (radians(lon) + Math.PI) * PER_RADIAN, y: (mercator(WORLD.north) - mercator(within)) * PER_RADIAN }
}

/**
 * The place at a point in world units.
 * @param {Point} point
 * @returns {Place}
 */
export function unproject({ x, y }) {
  const lat = Math.atan(Math.sinh(mercator(WORLD.north) - y / PER_RADIAN))
  return { lat: (lat * 180) / Math.PI, lon: ((x / PER_RADIAN - Math.PI) * 180) / Math.PI }
}

/**
 * Pixels per world unit at a zoom level.
 * @param {number} zoom
 */
export function scaleOf(zoom) {
  return (TILE * 2 ** zoom) / WORLD.width
}

/**
 * Zoom level of a scale.
 * @param {number} scale pixels per world unit
 */
export function zoomOf(scale) {
  return Math.log2((scale * WORLD.width) / TILE)
}

/**
 * Great-circle distance in kilometres (haversine).
 * @param {Place} a
 * @param {Place} b
 */
export function kilometres(a, b) {
  const half = (/** @type {number} */ degrees) => Math.sin(radians(degrees) / 2) ** 2
  const h = half(b.lat - a.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(b.lon - a.lon)
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(h)))
}
