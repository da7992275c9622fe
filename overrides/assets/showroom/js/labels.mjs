/**
 * Where a name is written beside its circle, seen from the circle's centre.
 * @typedef {{ x: number, y: number, anchor: 'start' | 'middle' | 'end' }} Label
 */

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Area */

/** Pixels; `css/map-view.css` sets the same size. */
const SIZE = 13

/** A letter's width in ems, measured in semi-bold Schibsted Grotesk: Odense needs 0.62, most less. */
const LETTER = 0.6

/** Pixels between a circle and its name. */
const GAP = 4

/** Where a name may stand, in the order of preference. */
const SIDES = /** @type {const} */ ([[1, 0], [-1, 0], [0, -1], [0, 1]])

/**
 * The names that can be read, each where it covers no circle and no other name and is not cut off.
 * Circles that come first choose first.
 * @param {readonly { x: number, y: number, radius: number, text: string }[]} circles
 * @param {Area} frame
 * @returns {(Label | null)[]} for each circle
 */
export function placedLabels(circles, frame) {
  const bodies = circles.map(({ x, y, radius }) => ({ left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }))
  /** @type {Area[]} */
  const taken = []
  return circles.map((circle, rank) => {
    const others = bodies.filter((_, other) => other !== rank)
    for (const side of SIDES) {
      const label = labelAt(circle.radius, side)
      const area = areaOf(circle, label)
      if (!isWithin(area, frame) || [...others, ...taken].some((other) => touches(area, other))) continue
      taken.push(area)
      return label
    }
    return null
  })
}

/**
 * The label at one side of a circle.
 * @param {number} radius
 * @param {readonly [number, number]} [side] otherwise the right
 * @returns {Label}
 */
export function labelAt(radius, [dx, dy] = SIDES[0]) {
  const away = radius + GAP
  return {
    x: dx * away,
    // From the baseline, capitals reach up 0.7 ems: centred, standing on the circle, or hanging from it.
    y: dy * away + SIZE * (0.35 + 0.35 * dy),
    anchor: dx > 0 ? 'start' : dx < 0 ? 'end' : 'middle',
  }
}

/**
 * @param {{ x: number, y: number, text: string }} circle
 * @param {Label} label
 * @returns {Area}
 */
function areaOf({ x, y, text }, label) {
  const width = text.length * SIZE * LETTER
  const left = x + label.x - width * { start: 0, middle: 0.5, end: 1 }[label.anchor]
  const baseline = y + label.y
  return { left, top: baseline - 0.75 * SIZE, right: left + width, bottom: baseline + 0.25 * SIZE }
}

/**
 * @param {Area} area
 * @param {Area} frame
 */
function isWithin(area, frame) {
  return area.left >= frame.left && area.right <= frame.right && area.top >= frame.top && area.bottom <= frame.bottom
}

/**
 * @param {Area} a
 * @param {Area} b
 */
function touches(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}
