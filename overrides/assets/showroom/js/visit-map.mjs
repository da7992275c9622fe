import { part } from './part.mjs'

/**
 * A city of the route with the numbers of its stops.
 * @typedef {{ id: string, name: string, lat: number, lon: number, numbers: number[] }} RouteCity
 *
 * The map's frame in WGS 84 degrees and in map units.
 * @typedef {{ west: number, east: number, south: number, north: number, width: number, height: number }} Frame
 */

const SVG = 'http://www.w3.org/2000/svg'

/** Map units: on a map 1,000 wide that is shown 320 px wide, large enough to be read. */
const RADIUS = 40

/** Circles of neighbouring cities may overlap by a fifth, and are moved apart no more often than this. */
const GAP = RADIUS * 1.6
const ROUNDS = 40

/** The route drawn on the server's map: a line between numbered cities. The programme beside it says the same in words. */
export class RouteMap {
  #root
  #drawing
  #caption
  #svg
  #words
  #frame

  /**
   * @param {HTMLElement} root
   * @param {import('./words.mjs').Words} words
   */
  constructor(root, words) {
    this.#root = part(root, 'route', HTMLElement)
    this.#caption = part(root, 'route-caption', HTMLElement)
    const svg = root.querySelector('[data-sc="route-map"]')
    const drawing = root.querySelector('[data-sc="route-drawing"]')
    if (!(svg instanceof SVGSVGElement) || !drawing) throw new Error('no map with data-sc="route-map" in the page')
    this.#svg = svg
    this.#drawing = drawing
    this.#words = words
    const { west, east, south, north } = svg.dataset
    const { width, height } = svg.viewBox.baseVal
    this.#frame = { west: Number(west), east: Number(east), south: Number(south), north: Number(north), width, height }
  }

  /** @param {readonly RouteCity[]} cities in travelling order */
  show(cities) {
    const places = cities.map((city) => ({ city, point: project(city, this.#frame) }))
    const shown = places.flatMap(({ city, point }) => (point ? [{ city, point }] : []))
    const others = places.flatMap(({ city, point }) => (point ? [] : [city.name]))
    this.#root.hidden = shown.length === 0
    this.#caption.hidden = others.length === 0
    this.#caption.textContent = this.#words.say('map-others', { cities: others.join(', ') })
    const stops = shown.map(({ city }) => this.#words.say('map-stop', { number: numbersOf(city), city: city.name }))
    this.#svg.setAttribute('aria-label', this.#words.say('map', { stops: stops.join(', ') }))
    const points = apart(shown.map(({ point }) => point))
    this.#drawing.replaceChildren(
      element('polyline', { class: 'sc-route__line', points: points.map((point) => point.join(',')).join(' ') }),
      // The first stops on top.
      ...shown.map(({ city }, i) => mark(points[i], numbersOf(city))).reverse(),
    )
  }
}

/**
 * Where a place lies in map units; null outside the frame. The projection is equirectangular, as in `render/maps.py`.
 * @param {{ lat: number, lon: number }} place
 * @param {Frame} frame
 * @returns {[number, number] | null}
 */
export function project({ lat, lon }, { west, east, south, north, width, height }) {
  if (lat < south || lat > north || lon < west || lon > east) return null
  return [Math.round(((lon - west) / (east - west)) * width), Math.round(((north - lat) / (north - south)) * height)]
}

/**
 * The points moved apart until their circles hardly overlap, or the rounds are over.
 * @param {readonly [number, number][]} points
 * @returns {[number, number][]}
 */
export function apart(points) {
  const moved = points.map(([x, y]) => /** @type {[number, number]} */ ([x, y]))
  for (let round = 0; round < ROUNDS; round++) {
    let isAtRest = true
    for (let i = 0; i < moved.length; i++) {
      for (let j = i + 1; j < moved.length; j++) {
        const [dx, dy] = [moved[j][0] - moved[i][0], moved[j][1] - moved[i][1]]
        const between = Math.hypot(dx, dy)
        if (between >= GAP - 1) continue
        isAtRest = false
        // In one place: the later goes to the right.
        const [x, y] = between === 0 ? [1, 0] : [dx / between, dy / between]
        const way = (GAP - between) / 2
        moved[i] = [moved[i][0] - x * way, moved[i][1] - y * way]
        moved[j] = [moved[j][0] + x * way, moved[j][1] + y * way]
      }
    }
    if (isAtRest) break
  }
  return moved.map(([x, y]) => [Math.round(x), Math.round(y)])
}

/**
 * "1", "2–4" or "1, 5".
 * @param {{ numbers: number[] }} city
 */
export function numbersOf({ numbers }) {
  const last = numbers[numbers.length - 1]
  const isRun = numbers.length > 1 && last - numbers[0] === numbers.length - 1
  return isRun ? `${numbers[0]}–${last}` : numbers.join(', ')
}

/**
 * @param {[number, number]} point
 * @param {string} numbers
 */
function mark([x, y], numbers) {
  const group = element('g', {})
  const size = numbers.length > 2 ? ' sc-route__number--small' : ''
  const text = element('text', { class: `sc-route__number${size}`, x, y, dy: '0.35em', 'text-anchor': 'middle' })
  text.textContent = numbers
  group.append(element('circle', { class: 'sc-route__stop', cx: x, cy: y, r: RADIUS }), text)
  return group
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 */
function element(name, attributes) {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  return made
}
