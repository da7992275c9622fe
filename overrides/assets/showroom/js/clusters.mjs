/**
 * A city on the map: where it stands in pixels, and its solutions.
 * @typedef {{ id: string, name: string, count: number, x: number, y: number }} Spot
 */

/**
 * A circle: a city, or several that would cover each other, at the place of the largest.
 * @typedef {object} Circle
 * @property {Spot[]} members the largest first
 * @property {number} count of all members
 * @property {number} x
 * @property {number} y
 * @property {number} radius
 */

/** Pixels. The map on the home page (`hooks/showroom/render/maps.py`) has the same idea of a circle's size. */
const SMALLEST = 10
const LARGEST = 34
const STEP = 3.8

/** Pixels across that every circle has for itself, so that a finger hits it (WCAG 2.2, 2.5.8). */
const TARGET = 24

/** Pixels between two circles. */
const AIR = 2

/** How far a circle may be moved from its place where there is no nearer zoom to part it from its neighbours. */
const REACH = 60

/** At most; a hundred circles on one spot come to rest within 60. */
const ROUNDS = 80

/** Radians between the directions in which circles on one spot part: any number of them spreads evenly. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5))

/**
 * A circle's radius: it grows with the square root of the count, as its area should, between two limits.
 * @param {number} count
 */
export function radiusOf(count) {
  return Math.min(LARGEST, SMALLEST + STEP * (Math.sqrt(Math.max(count, 1)) - 1))
}

/**
 * Circles that do not cover each other, the largest first: the larger one takes in the smaller ones that it would touch.
 * The outcome does not depend on the order of the spots.
 * @param {readonly Spot[]} spots
 * @returns {Circle[]}
 */
export function merged(spots) {
  let circles = spots.toSorted(byCount).map((spot) => circle([spot]))
  for (let isAtRest = false; !isAtRest;) {
    isAtRest = true
    /** @type {Circle[]} */
    const kept = []
    for (const one of circles) {
      const host = kept.findIndex((other) => missing(other, one) > 0)
      if (host === -1) {
        kept.push(one)
      } else {
        kept[host] = circle([...kept[host].members, ...one.members])
        isAtRest = false
      }
    }
    circles = kept
  }
  return circles.sort((a, b) => byCount(a.members[0], b.members[0]))
}

/**
 * A circle for each spot, moved apart as far as they need and may: for the nearest zoom, where merging would be a dead end.
 * Of two circles the smaller gives way, in proportion to the other's area.
 * @param {readonly Spot[]} spots
 * @returns {Circle[]}
 */
export function spread(spots) {
  const circles = spots.toSorted(byCount).map((spot) => circle([spot]))
  for (let round = 0, isAtRest = false; round < ROUNDS && !isAtRest; round++) {
    isAtRest = true
    for (const [j, b] of circles.entries()) {
      for (const a of circles.slice(0, j)) {
        const gap = missing(a, b)
        if (gap <= 0.01) continue
        isAtRest = false
        const angle = a.x === b.x && a.y === b.y ? j * GOLDEN_ANGLE : Math.atan2(b.y - a.y, b.x - a.x)
        const share = b.radius ** 2 / (a.radius ** 2 + b.radius ** 2)
        move(a, angle, -gap * share)
        move(b, angle, gap * (1 - share))
      }
    }
  }
  return circles
}

/**
 * @param {Spot} a
 * @param {Spot} b
 */
function byCount(a, b) {
  return b.count - a.count || (a.id < b.id ? -1 : 1)
}

/**
 * @param {Spot[]} members
 * @returns {Circle}
 */
function circle(members) {
  const ranked = members.toSorted(byCount)
  const count = members.reduce((sum, member) => sum + member.count, 0)
  return { members: ranked, count, x: ranked[0].x, y: ranked[0].y, radius: radiusOf(count) }
}

/**
 * Pixels that lack between two circles; none when 0 or less.
 * @param {Circle} a
 * @param {Circle} b
 */
function missing(a, b) {
  return Math.max(a.radius + b.radius + AIR, TARGET) - Math.hypot(a.x - b.x, a.y - b.y)
}

/**
 * @param {Circle} moved
 * @param {number} angle
 * @param {number} way
 */
function move(moved, angle, way) {
  const [home] = moved.members
  const x = moved.x + way * Math.cos(angle) - home.x
  const y = moved.y + way * Math.sin(angle) - home.y
  const share = Math.min(1, REACH / Math.hypot(x, y))
  moved.x = home.x + x * share
  moved.y = home.y + y * share
}
