import { merged, spread } from './clusters.mjs'
import { labelAt, placedLabels } from './labels.mjs'
import { MOST, placed } from './viewport.mjs'

/**
 * @typedef {import('./clusters.mjs').Circle} Circle
 * @typedef {import('./labels.mjs').Label} Label
 * @typedef {import('./viewport.mjs').Viewport} Viewport
 * @typedef {import('./viewport.mjs').Size} Size
 */

/**
 * A city as the map shows it: where it lies in world units, and its number now.
 * @typedef {{ id: string, name: string, count: number, x: number, y: number, isChosen: boolean }} Shown
 */

const SVG = 'http://www.w3.org/2000/svg'

/** Pixels: a circle may be smaller, what one hits is not (WCAG 2.2, 2.5.8). */
const TARGET_RADIUS = 12

/** Font size ÷ radius at which a number of one, two, three or more digits fits into its circle. */
const COUNT_SIZES = [1.15, 0.95, 0.78, 0.62]

/** Pixels: larger figures shout. */
const COUNT_MOST = 16

/**
 * The circles on the map, one element each. A circle is known by its largest city: it stays the same element
 * when it takes others in or lets them go, so that focus stays too.
 */
export class Markers {
  #layer
  #tip
  #words
  #choose
  /** @type {Map<string, Marker>} id of the largest city → marker */
  #markers = new Map()
  /** @type {{ shown: readonly Shown[], scale: number, circles: Circle[] } | null} */
  #layout = null
  /** @type {Marker | null} */
  #lit = null
  /** @type {Marker | null} the one under the mouse or with the focus */
  #pointed = null

  /**
   * @param {SVGGElement} layer
   * @param {SVGTextElement} tip the name of the circle pointed at, above all others
   * @param {import('./words.mjs').Words} words
   * @param {(circle: Circle) => void} choose
   */
  constructor(layer, tip, words, choose) {
    this.#layer = layer
    this.#tip = tip
    this.#words = words
    this.#choose = choose
  }

  /**
   * @param {readonly Shown[]} shown
   * @param {Viewport} viewport
   * @param {Size} size
   */
  draw(shown, viewport, size) {
    const circles = this.#laidOut(shown, viewport.scale)
    const chosen = new Set(shown.filter(({ isChosen }) => isChosen).map(({ id }) => id))
    const origin = placed(viewport, { x: 0, y: 0 }, size)
    const frame = { left: -origin.x, top: -origin.y, right: size.width - origin.x, bottom: size.height - origin.y }
    const labels = placedLabels(circles.map((circle) => ({ ...circle, text: this.#textOf(circle) })), frame)
    const shift = `translate(${round(origin.x)} ${round(origin.y)})`
    this.#layer.setAttribute('transform', shift)
    this.#tip.setAttribute('transform', shift)
    this.#layer.toggleAttribute('data-has-choice', chosen.size > 0)
    const focused = document.activeElement
    const wanted = new Set(circles.map(({ members }) => members[0].id))
    for (const [rank, circle] of circles.entries()) {
      const marker = this.#marker(circle)
      marker.show(circle, labels[rank], circle.members.filter(({ id }) => chosen.has(id)).length)
      marker.isInView = isInside({ x: circle.x + origin.x, y: circle.y + origin.y }, size)
    }
    for (const [id, marker] of this.#markers) {
      if (wanted.has(id)) continue
      marker.element.remove()
      this.#markers.delete(id)
      if (marker.element === focused) this.of(id)?.element.focus({ preventScroll: true })
    }
    this.light(this.#lit)
    // It may stand for other cities now.
    if (this.#pointed) this.#point(this.#pointed.element.isConnected ? this.#pointed : null)
  }

  /**
   * The marker that stands for a city, alone or among others.
   * @param {string} id
   */
  of(id) {
    const own = this.#markers.get(id)
    return own ?? [...this.#markers.values()].find((marker) => marker.ids.includes(id)) ?? null
  }

  /**
   * Lifts one marker out, with its name; none when null.
   * @param {Marker | null} lit
   */
  light(lit) {
    for (const marker of this.#markers.values()) marker.element.toggleAttribute('data-lit', marker === lit)
    this.#lit = lit?.element.isConnected && lit.isInView ? lit : null
    this.#tip.textContent = this.#lit && !this.#lit.hasLabel ? this.#lit.text : ''
    if (!this.#lit) return
    const { x, y, radius } = this.#lit.circle
    const label = labelAt(radius)
    this.#tip.setAttribute('x', String(round(x + label.x)))
    this.#tip.setAttribute('y', String(round(y + label.y)))
  }

  /**
   * Which circles there are depends on the scale, not on the place: panning moves them all alike.
   * @param {readonly Shown[]} shown
   * @param {number} scale
   */
  #laidOut(shown, scale) {
    if (this.#layout?.shown === shown && this.#layout.scale === scale) return this.#layout.circles
    const spots = shown.map(({ id, name, count, x, y }) => ({ id, name, count, x: x * scale, y: y * scale }))
    // The reader cannot come nearer: what still touches is moved apart instead.
    const circles = scale >= MOST ? spread(spots) : merged(spots)
    this.#layout = { shown, scale, circles }
    return circles
  }

  /** @param {Circle} circle */
  #marker(circle) {
    const { id } = circle.members[0]
    let marker = this.#markers.get(id)
    if (!marker) {
      marker = new Marker(this.#words, (chosen) => this.#choose(chosen), (found) => this.#textOf(found))
      const made = marker
      for (const type of ['pointerenter', 'focus']) made.element.addEventListener(type, () => this.#point(made))
      for (const type of ['pointerleave', 'blur']) made.element.addEventListener(type, () => this.#point(null))
      this.#markers.set(id, marker)
      this.#layer.append(marker.element)
    }
    return marker
  }

  /** @param {Marker | null} marker */
  #point(marker) {
    this.#pointed = marker
    this.light(marker)
    this.#layer.dispatchEvent(new CustomEvent('sc:point', { bubbles: true, detail: { ids: marker?.ids ?? [] } }))
  }

  /** @param {Circle} circle */
  #textOf({ members }) {
    const [{ name }, ...others] = members
    return others.length > 0 ? this.#words.say('map-and-more', { name, more: others.length }) : name
  }
}

/** A circle with its number and its name: a button that chooses a city, or comes nearer to several. */
class Marker {
  #words
  #textOf
  #target = made('circle', 'sc-marker__target')
  #body = made('circle', 'sc-marker__circle')
  #ring = made('circle', 'sc-marker__ring')
  #count = made('text', 'sc-marker__count')
  #name = made('text', 'sc-marker__name')
  /** @type {Circle} */
  circle = { members: [], count: 0, x: 0, y: 0, radius: 0 }
  hasLabel = false

  /**
   * @param {import('./words.mjs').Words} words
   * @param {(circle: Circle) => void} choose
   * @param {(circle: Circle) => string} textOf
   */
  constructor(words, choose, textOf) {
    this.#words = words
    this.#textOf = textOf
    this.element = made('g', 'sc-marker')
    this.element.setAttribute('role', 'button')
    this.element.setAttribute('tabindex', '0')
    this.#count.setAttribute('text-anchor', 'middle')
    this.#count.setAttribute('dy', '0.35em')
    this.element.append(this.#target, this.#body, this.#ring, this.#count, this.#name)
    this.element.addEventListener('click', () => choose(this.circle))
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      choose(this.circle)
    })
  }

  get ids() {
    return this.circle.members.map(({ id }) => id)
  }

  get text() {
    return this.#textOf(this.circle)
  }

  get isInView() {
    return !this.element.hasAttribute('display')
  }

  /** What is not in view is out of the keyboard's way too. */
  set isInView(isInView) {
    if (isInView) this.element.removeAttribute('display')
    else this.element.setAttribute('display', 'none')
  }

  /**
   * @param {Circle} circle
   * @param {Label | null} label
   * @param {number} chosen how many of its cities are chosen
   */
  show(circle, label, chosen) {
    this.circle = circle
    this.hasLabel = label !== null
    const { members, count, radius } = circle
    const isCluster = members.length > 1
    this.element.setAttribute('transform', `translate(${round(circle.x)} ${round(circle.y)})`)
    this.element.toggleAttribute('data-chosen', chosen > 0)
    if (isCluster) this.element.removeAttribute('aria-pressed')
    else this.element.setAttribute('aria-pressed', String(chosen > 0))
    const key = !isCluster ? 'map-city' : chosen > 0 ? 'map-cluster-chosen' : 'map-cluster'
    this.element.setAttribute('aria-label', this.#words.say(key, { name: this.text, count, chosen }))
    this.#target.setAttribute('r', String(Math.max(TARGET_RADIUS, radius)))
    this.#body.setAttribute('r', String(round(radius)))
    this.#ring.setAttribute('r', String(round(isCluster ? radius - 3 : 0)))
    this.#count.textContent = String(count)
    const digits = Math.min(String(count).length, COUNT_SIZES.length)
    this.#count.setAttribute('font-size', String(round(Math.min(COUNT_MOST, radius * COUNT_SIZES[digits - 1]))))
    this.#name.textContent = label ? this.text : ''
    if (!label) return
    this.#name.setAttribute('x', String(round(label.x)))
    this.#name.setAttribute('y', String(round(label.y)))
    this.#name.setAttribute('text-anchor', label.anchor)
  }
}

/**
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} name
 * @param {string} className
 */
function made(name, className) {
  const element = document.createElementNS(SVG, name)
  element.setAttribute('class', className)
  return element
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10
}

/**
 * @param {import('./projection.mjs').Point} point
 * @param {Size} size
 */
function isInside({ x, y }, { width, height }) {
  return x >= 0 && y >= 0 && x <= width && y <= height
}
