import assert from 'node:assert/strict'
import { test } from 'node:test'

import { merged, radiusOf, spread } from '../../overrides/assets/showroom/js/clusters.mjs'

const spot = (id, count, x, y = 0) => ({ id, name: id, count, x, y })
const ids = (circles) => circles.map(({ members }) => members.map(({ id }) => id).join(' '))

/** Pixels that each pair of circles is apart. */
function* gaps(circles) {
  for (const [j, b] of circles.entries()) {
    for (const a of circles.slice(0, j)) yield Math.hypot(a.x - b.x, a.y - b.y) - a.radius - b.radius
  }
}

test("the radius grows with the count's square root, between two limits", () => {
  assert.deepEqual([0, 1, 4, 16].map(radiusOf), [10, 10, 13.8, 21.4])
  assert.equal(radiusOf(10_000), 34)
})

test('circles with room stay as they are, the largest first', () => {
  const circles = merged([spot('small', 1, 0), spot('large', 9, 100), spot('middle', 4, 200)])
  assert.deepEqual(ids(circles), ['large', 'middle', 'small'])
  assert.deepEqual(circles.map(({ x, count }) => [x, count]), [[100, 9], [200, 4], [0, 1]])
})

test('the larger of two circles that would touch takes the smaller one in, and stays at its place', () => {
  const [circle, ...others] = merged([spot('suburb', 2, 20), spot('city', 20, 0), spot('far', 1, 90)])
  assert.deepEqual(ids([circle, ...others]), ['city suburb', 'far'])
  assert.deepEqual([circle.x, circle.count, circle.radius], [0, 22, radiusOf(22)])
})

test('a circle that has grown takes in whom it reaches now', () => {
  const apart = radiusOf(16) + radiusOf(1) + 3
  const [circle, ...others] = merged([spot('city', 16, 0), spot('a', 9, 30), spot('b', 1, -apart)])
  assert.deepEqual(others, [])
  assert.equal(circle.count, 26)
})

test('no merged circles touch, no city is lost, and the order of the cities does not matter', () => {
  const spots = Array.from({ length: 60 }, (_, i) => spot(`c${i}`, 1 + ((i * 7) % 12), (i * 97) % 400, (i * 61) % 300))
  const circles = merged(spots)
  assert.ok(circles.length > 5 && circles.length < 60)
  assert.ok(Math.min(...gaps(circles)) >= 2)
  assert.deepEqual(circles.flatMap(({ members }) => members.map(({ id }) => id)).sort(), spots.map(({ id }) => id).sort())
  assert.equal(circles.reduce((sum, { count }) => sum + count, 0), spots.reduce((sum, { count }) => sum + count, 0))
  assert.deepEqual(merged(spots.toReversed()), circles)
})

test('of equals the one whose id comes first takes the other in', () => {
  assert.deepEqual(ids(merged([spot('b', 3, 0), spot('a', 3, 5)])), ['a b'])
})

test('spread circles do not cover each other, even on one spot', () => {
  for (const number of [2, 5, 12]) {
    const circles = spread(Array.from({ length: number }, (_, i) => spot(`c${i}`, 1, 50, 50)))
    assert.equal(circles.length, number)
    assert.ok(Math.min(...gaps(circles)) > 1, String(number))
    for (const { x, y } of circles) assert.ok(Math.hypot(x - 50, y - 50) <= 60.001)
  }
})

test('a spread circle with room stays exactly at its place, and a small one gives way to a large one', () => {
  const [large, small, far] = spread([spot('large', 30, 0), spot('small', 1, 25), spot('far', 1, 200)]).toSorted((a, b) => a.x - b.x)
  assert.deepEqual([far.x, far.y], [200, 0])
  assert.ok(Math.abs(large.x) < Math.abs(small.x - 25))
})

test('nothing gives no circles', () => {
  assert.deepEqual(merged([]), [])
  assert.deepEqual(spread([]), [])
})
