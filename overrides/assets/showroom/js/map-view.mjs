import { ZOOM_STEP, enableGestures } from './map-gestures.mjs'
import { MapList } from './map-list.mjs'
import { Markers } from './map-markers.mjs'
import { part } from './part.mjs'
import { project } from './projection.mjs'
import { MOST, between, fitted, held, least, neighbourhood, panned, placed, read, wholeWorld, written, zoomed } from './viewport.mjs'

/**
 * @typedef {import('./viewport.mjs').Viewport} Viewport
 * @typedef {import('./map-markers.mjs').Shown} Shown
 */

/** Milliseconds of a flight from one viewport to another. */
const FLIGHT = 280

/** Milliseconds without a movement before the address follows. */
const REST = 250

/** Pixels between the outermost cities and the frame: circles and names need some. A share of a small frame. */
const MARGIN = 56
const MARGIN_SHARE = 0.1

/** Room for rounding when two scales are compared. */
const SAME = 1e-9

/** What was found, on a map: cities as circles, and the same list beside it. */
export class MapView {
  #root
  #words
  #facet
  #frame
  #svg
  #land
  #note
  #list
  #markers
  #buttons
  /** @type {import('./viewport.mjs').Size} */
  #size = { width: 0, height: 0 }
  /** @type {Viewport | null} until there is a result and a size */
  #viewport = null
  /** Whether the reader has moved the map: from then on it stays where it was put. */
  #isMoved = false
  /** @type {readonly Shown[]} */
  #shown = []
  /** The place asked for by the address, as last seen. */
  #asked = ''
  #flight = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer

  /**
   * @param {HTMLElement} root rendered by `parts/map-view.html`
   * @param {import('./cards.mjs').Cards} cards know titles and addresses
   * @param {import('./words.mjs').Words} words
   */
  constructor(root, cards, words) {
    this.#root = root
    this.#words = words
    const box = part(root, 'map', HTMLElement)
    this.#facet = box.dataset.facet ?? ''
    this.#frame = part(root, 'map-frame', HTMLElement)
    this.#svg = svgPart(root, 'svg', SVGSVGElement)
    this.#land = svgPart(root, 'path', SVGPathElement)
    this.#note = part(root, 'map-note', HTMLElement)
    const [list, hint] = [part(root, 'map-cities', HTMLElement), part(root, 'map-choose', HTMLElement)]
    this.#list = new MapList(list, hint, cards, words, (id) => this.#toggle(id))
    const [layer, tip] = [svgPart(root, 'g', SVGGElement), svgPart(root, '.sc-map-view__tip', SVGTextElement)]
    this.#markers = new Markers(layer, tip, words, (circle) => this.#choose(circle))
    this.#buttons = {
      in: this.#button('in', (viewport) => zoomed(viewport, ZOOM_STEP, this.#size)),
      out: this.#button('out', (viewport) => zoomed(viewport, 1 / ZOOM_STEP, this.#size)),
      world: this.#button('world', () => wholeWorld(this.#size)),
      fit: this.#button('fit', () => this.#fitted(this.#targets())),
    }
    enableGestures(this.#frame, {
      pan: (way) => this.#viewport && this.#move(panned(this.#viewport, way, this.#size)),
      zoom: (factor, at) => this.#viewport && this.#move(zoomed(this.#viewport, factor, this.#size, at)),
    })
    root.addEventListener('sc:point', (event) => this.#point(/** @type {CustomEvent} */ (event)))
    new ResizeObserver(() => this.#resize()).observe(this.#frame)
    this.#drawLand(box.dataset.land ?? '')
  }

  /**
   * @param {import('./bitset.mjs').Bitset} result
   * @param {number[] | undefined} order
   * @param {import('./views.mjs').Asked} asked
   */
  show(result, order, { counts, selection, at, having }) {
    const numbers = counts.get(this.#facet) ?? new Map()
    const chosen = selection.get(this.#facet) ?? new Set()
    const listed = this.#list.show(numbers, chosen, result, order, (id) => having(this.#facet, id))
    this.#shown = this.#list.cities.flatMap(({ id, name, lat, lon }) => {
      const [count, isChosen] = [numbers.get(id) ?? 0, chosen.has(id)]
      return count > 0 || isChosen ? [{ id, name, count, isChosen, ...project({ lat, lon }) }] : []
    })
    if (at !== this.#asked) {
      this.#asked = at
      this.#viewport = null
    }
    if (!this.#resize()) this.#arrive()
    return listed
  }

  /** The size of the frame as it is now. Returns whether it has changed; a hidden frame has none. */
  #resize() {
    const { clientWidth: width, clientHeight: height } = this.#frame
    if (width === 0 || (width === this.#size.width && height === this.#size.height)) return false
    const grown = width / (this.#size.width || width)
    this.#size = { width, height }
    this.#svg.setAttribute('viewBox', `0 0 ${width} ${height}`)
    if (!this.#isMoved) this.#viewport = null
    if (this.#viewport) this.#viewport = held({ ...this.#viewport, scale: this.#viewport.scale * grown }, this.#size)
    this.#arrive()
    return true
  }

  /** Draws the map where the address or the result asks for it, or where it is if some of the result can be seen there. */
  #arrive() {
    if (this.#size.width === 0) return
    const asked = read(this.#asked)
    if (!this.#viewport) {
      this.#isMoved = asked !== null
      this.#viewport = asked ? held(asked, this.#size) : this.#home()
    } else if (this.#shown.length > 0 && !this.#targets().some((place) => this.#isInView(place))) {
      // As for whoever opens the map with this result.
      this.#viewport = this.#home()
      this.#isMoved = false
      // The address would lead back to where nothing of this is.
      if (this.#asked) this.#look('')
    }
    this.#draw()
  }

  /** Where the map starts: the neighbourhood with most of what is asked for. */
  #home() {
    const ids = new Set(this.#targets().map(({ id }) => id))
    const counts = new Map(this.#shown.map(({ id, count }) => [id, count]))
    const cities = this.#list.cities.map((city) => ({ ...city, count: counts.get(city.id) ?? city.all }))
    const places = neighbourhood(ids.size > 0 ? cities.filter(({ id }) => ids.has(id)) : cities)
    return this.#fitted(places.map(project))
  }

  /** The cities asked for: the chosen ones, otherwise all that have something. */
  #targets() {
    const chosen = this.#shown.filter(({ isChosen }) => isChosen)
    return chosen.length > 0 ? chosen : this.#shown
  }

  /** @param {readonly import('./projection.mjs').Point[]} points */
  #fitted(points) {
    const { width, height } = this.#size
    return fitted(points, this.#size, Math.min(MARGIN, MARGIN_SHARE * Math.min(width, height)))
  }

  /** @param {import('./projection.mjs').Point} point */
  #isInView(point) {
    if (!this.#viewport) return false
    const { x, y } = placed(this.#viewport, point, this.#size)
    return x >= 0 && y >= 0 && x <= this.#size.width && y <= this.#size.height
  }

  /**
   * The reader moves the map.
   * @param {Viewport} viewport
   */
  #move(viewport) {
    cancelAnimationFrame(this.#flight)
    this.#viewport = viewport
    this.#isMoved = true
    this.#draw()
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#look(written(viewport))
    }, REST)
  }

  /** @param {string} at what the address is to say of the part that is looked at; '' where the map goes by itself */
  #look(at) {
    this.#asked = at
    this.#root.dispatchEvent(new CustomEvent('sc:look', { bubbles: true, detail: { at } }))
  }

  /**
   * The reader sends the map elsewhere: it flies, unless they want less motion.
   * @param {Viewport} target
   */
  #fly(target) {
    const from = this.#viewport
    if (!from || matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.#move(target)
      return
    }
    cancelAnimationFrame(this.#flight)
    const start = performance.now()
    const step = (/** @type {number} */ now) => {
      const share = Math.min(1, Math.max(0, (now - start) / FLIGHT))
      this.#move(share === 1 ? target : between(from, target, share * (2 - share)))
      if (share < 1) this.#flight = requestAnimationFrame(step)
    }
    this.#flight = requestAnimationFrame(step)
  }

  #draw() {
    if (!this.#viewport) return
    const { scale } = this.#viewport
    const corner = placed(this.#viewport, { x: 0, y: 0 }, this.#size)
    this.#land.setAttribute('transform', `matrix(${scale} 0 0 ${scale} ${corner.x} ${corner.y})`)
    const hadFocus = this.#frame.contains(document.activeElement)
    this.#markers.draw(this.#shown, this.#viewport, this.#size)
    // A circle that leaves the view cannot keep the focus.
    const focused = document.activeElement
    const isLost = !focused || focused === document.body || (focused instanceof SVGElement && focused.hasAttribute('display'))
    if (hadFocus && isLost) this.#frame.focus({ preventScroll: true })
    const inView = this.#shown.filter((place) => this.#isInView(place)).length
    this.#note.textContent = this.#words.say('map-note', { count: inView, all: this.#shown.length })
    const farthest = least(this.#size)
    this.#buttons.in.setAttribute('aria-disabled', String(scale >= MOST * (1 - SAME)))
    for (const button of [this.#buttons.out, this.#buttons.world]) {
      button.setAttribute('aria-disabled', String(scale <= farthest * (1 + SAME)))
    }
  }

  /**
   * A circle is chosen: a city is ticked or unticked, several cities are shown from nearer by.
   * @param {import('./clusters.mjs').Circle} circle
   */
  #choose({ members }) {
    if (members.length === 1) {
      this.#toggle(members[0].id)
      return
    }
    const ids = new Set(members.map(({ id }) => id))
    const around = this.#fitted(this.#shown.filter(({ id }) => ids.has(id)))
    // Cities that are near each other even so are parted at the nearest zoom.
    const isNearer = around.scale > (this.#viewport?.scale ?? 0) * (1 + SAME)
    this.#fly(isNearer ? around : held({ ...around, scale: MOST }, this.#size))
  }

  /** @param {string} value */
  #toggle(value) {
    this.#root.dispatchEvent(new CustomEvent('sc:toggle', { bubbles: true, detail: { facet: this.#facet, value } }))
  }

  /** @param {CustomEvent<{ ids: string[] }>} event */
  #point({ target, detail: { ids } }) {
    this.#list.light(ids)
    if (!this.#frame.contains(/** @type {Node} */ (target))) this.#markers.light(ids.length > 0 ? this.#markers.of(ids[0]) : null)
  }

  /**
   * @param {string} name
   * @param {(viewport: Viewport) => Viewport} target
   */
  #button(name, target) {
    const button = part(this.#root, `map-${name}`, HTMLButtonElement)
    button.addEventListener('click', () => {
      if (this.#viewport && button.getAttribute('aria-disabled') !== 'true') this.#fly(target(this.#viewport))
    })
    return button
  }

  /**
   * The coast comes when it comes: without it the circles still stand where they belong.
   * @param {string} url
   */
  async #drawLand(url) {
    try {
      const response = await fetch(url)
      if (response.ok) this.#land.setAttribute('d', (await response.json()).path)
    } catch {
      // The list beside the map says it all.
    }
  }
}

/**
 * @template {SVGElement} T
 * @param {HTMLElement} root
 * @param {string} selector within the map's frame
 * @param {new () => T} kind
 * @returns {T}
 */
function svgPart(root, selector, kind) {
  const found = root.querySelector(`[data-sc="map-svg"]${selector === 'svg' ? '' : ` ${selector}`}`)
  if (!(found instanceof kind)) throw new Error(`no ${selector} in the map`)
  return found
}
