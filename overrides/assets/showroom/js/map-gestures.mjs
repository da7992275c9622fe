/**
 * What gestures ask of a map.
 * @typedef {object} Movable
 * @property {(way: import('./projection.mjs').Point) => void} pan by pixels: to the right and down shows what lies there
 * @property {(factor: number, at?: import('./projection.mjs').Point) => void} zoom about a point of the frame; otherwise its middle
 */

/** Pixels that the mouse may tremble within a click. */
const TREMBLE = 4

/** Pixels an arrow key goes. */
const STEP = 80

/** What a press of + zooms by. */
export const ZOOM_STEP = 1.6

/** Zoom by one pixel of the wheel, and the most that one turn of it may ask for: mice count in hundreds, touchpads in ones. */
const WHEEL_ZOOM = 0.01
const WHEEL_MOST = 30

/** @type {Record<string, import('./projection.mjs').Point>} */
const ARROWS = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
}

/**
 * Lets mouse, wheel, fingers and keys move a map without taking the page from them:
 * the wheel scrolls the page unless Ctrl or ⌘ is held, and so does a single finger.
 * @param {HTMLElement} frame
 * @param {Movable} map
 */
export function enableGestures(frame, map) {
  enableKeys(frame, map)
  enableMouse(frame, map)
  enableFingers(frame, map)
  frame.addEventListener('wheel', (event) => {
    if (!event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    const turn = Math.max(-WHEEL_MOST, Math.min(WHEEL_MOST, event.deltaY))
    map.zoom(Math.exp(-turn * WHEEL_ZOOM), within(frame, event))
  }, { passive: false })
}

/**
 * @param {HTMLElement} frame
 * @param {Movable} map
 */
function enableKeys(frame, map) {
  frame.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key in ARROWS) map.pan(ARROWS[event.key])
    else if (event.key === '+' || event.key === '=') map.zoom(ZOOM_STEP)
    else if (event.key === '-') map.zoom(1 / ZOOM_STEP)
    else return
    event.preventDefault()
  })
}

/**
 * @param {HTMLElement} frame
 * @param {Movable} map
 */
function enableMouse(frame, map) {
  /** @type {{ x: number, y: number } | null} where the button went down, then where the mouse was last */
  let last = null
  let isDragging = false
  frame.addEventListener('pointerdown', (event) => {
    isDragging = false
    if (event.pointerType !== 'touch' && event.button === 0) last = { x: event.clientX, y: event.clientY }
  })
  frame.addEventListener('pointermove', ({ clientX: x, clientY: y, pointerId, buttons }) => {
    if (!last) return
    if ((buttons & 1) === 0) {
      last = null
      return
    }
    if (!isDragging && Math.hypot(x - last.x, y - last.y) < TREMBLE) return
    if (!isDragging) frame.setPointerCapture(pointerId)
    isDragging = true
    map.pan({ x: last.x - x, y: last.y - y })
    last = { x, y }
  })
  for (const end of ['pointerup', 'pointercancel']) frame.addEventListener(end, () => { last = null })
  // The click that ends a drag chooses nothing.
  frame.addEventListener('click', (event) => {
    if (!isDragging) return
    isDragging = false
    event.stopPropagation()
  }, { capture: true })
}

/**
 * @param {HTMLElement} frame
 * @param {Movable} map
 */
function enableFingers(frame, map) {
  /** @type {{ x: number, y: number, apart: number } | null} */
  let last = null
  const follow = (/** @type {TouchEvent} */ event) => {
    if (event.touches.length !== 2) {
      last = null
      return
    }
    if (event.cancelable) event.preventDefault()
    const [a, b] = [...event.touches].map((touch) => within(frame, touch))
    const now = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, apart: Math.max(1, Math.hypot(a.x - b.x, a.y - b.y)) }
    if (last) {
      map.pan({ x: last.x - now.x, y: last.y - now.y })
      map.zoom(now.apart / last.apart, now)
    }
    last = now
  }
  for (const type of /** @type {const} */ (['touchstart', 'touchmove', 'touchend', 'touchcancel'])) {
    frame.addEventListener(type, follow, { passive: false })
  }
}

/**
 * @param {HTMLElement} frame
 * @param {{ clientX: number, clientY: number }} event
 */
function within(frame, { clientX, clientY }) {
  const box = frame.getBoundingClientRect()
  return { x: clientX - box.left - frame.clientLeft, y: clientY - box.top - frame.clientTop }
}
