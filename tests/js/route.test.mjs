import assert from 'node:assert/strict'
import { test } from 'node:test'

import { distance, EXACT_LIMIT, length, route, shortestPath } from '../../overrides/assets/showroom/js/route.mjs'

const AARHUS = { id: 'aarhus', lat: 56.1567, lon: 10.2108, country: 'dk' }
const COPENHAGEN = { id: 'copenhagen', lat: 55.6761, lon: 12.5683, country: 'dk' }
const ODENSE = { id: 'odense', lat: 55.3959, lon: 10.3883, country: 'dk' }
const ROSKILDE = { id: 'roskilde', lat: 55.6419, lon: 12.0878, country: 'dk' }
const BEIJING = { id: 'beijing', lat: 39.9042, lon: 116.4074, country: 'cn' }
const WUXI = { id: 'wuxi', lat: 31.4912, lon: 120.3119, country: 'cn' }
const BOSTON = { id: 'boston', lat: 42.3601, lon: -71.0589, country: 'us' }

const ids = (points) => points.map(({ id }) => id)

/** Points that look strewn but are the same in every run (a linear congruential generator). */
function strewn(number, seed) {
  let state = seed
  const next = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648
  return Array.from({ length: number }, (_, i) => {
    return { id: `p${String(i).padStart(2, '0')}`, lat: 54 + 4 * next(), lon: 8 + 7 * next(), country: 'dk' }
  })
}

/** Every order of the points. */
function orders(points) {
  if (points.length === 0) return [[]]
  return points.flatMap((point) => orders(points.filter((other) => other !== point)).map((rest) => [point, ...rest]))
}

test('a great circle has the length that its angle and the radius of the earth give', () => {
  const quarter = Math.round((6_371_008.8 * Math.PI) / 2)
  assert.equal(distance({ lat: 0, lon: 0 }, { lat: 0, lon: 90 }), quarter)
  assert.equal(distance({ lat: 0, lon: 0 }, { lat: 90, lon: 0 }), quarter)
  assert.equal(distance({ lat: 0, lon: -90 }, { lat: 0, lon: 90 }), Math.round(6_371_008.8 * Math.PI))
  assert.equal(distance({ lat: 10, lon: 179.5 }, { lat: 10, lon: -179.5 }), distance({ lat: 10, lon: 0 }, { lat: 10, lon: 1 }))
})

test('a way is as long there as back, and none to where one is', () => {
  assert.equal(distance(AARHUS, COPENHAGEN), distance(COPENHAGEN, AARHUS))
  assert.equal(Math.round(distance(AARHUS, COPENHAGEN) / 1000), 156)
  assert.equal(distance(ODENSE, ODENSE), 0)
})

test('of all orders of few points it is the shortest, with and without a start', () => {
  for (let number = 0; number <= 6; number++) {
    for (const seed of [1, 22, 333]) {
      const points = strewn(number, seed)
      const least = Math.min(...orders(points).map(length))
      assert.equal(length(shortestPath(points)), least)
      const fromAarhus = Math.min(...orders(points).map((order) => length([AARHUS, ...order])))
      assert.equal(length([AARHUS, ...shortestPath(points, AARHUS)]), fromAarhus)
    }
  }
})

test('of an order and its reverse, which are of one length, the one whose first stop comes first by id is taken', () => {
  assert.deepEqual(ids(route([ODENSE, COPENHAGEN, AARHUS])), ['aarhus', 'odense', 'copenhagen'])
  assert.deepEqual(ids(route([COPENHAGEN, AARHUS, ODENSE])), ['aarhus', 'odense', 'copenhagen'])
})

test('the reader says where it begins', () => {
  assert.deepEqual(ids(route([AARHUS, COPENHAGEN, ODENSE, ROSKILDE], 'copenhagen')), ['copenhagen', 'roskilde', 'odense', 'aarhus'])
  assert.deepEqual(ids(route([AARHUS, ODENSE], 'nowhere')), ['aarhus', 'odense'])
})

test('many points get each a place, no way crosses itself needlessly, and none gains by turning a stretch round', () => {
  for (const seed of [4, 55]) {
    const points = strewn(30, seed)
    const way = route(points)
    assert.deepEqual(ids(way).sort(), ids(points))
    assert.ok(length(way) < length(points) / 2)
    for (let i = 0; i < way.length; i++) {
      for (let j = i + 1; j < way.length; j++) {
        const turned = [...way.slice(0, i), ...way.slice(i, j + 1).reverse(), ...way.slice(j + 1)]
        assert.ok(length(turned) >= length(way))
      }
    }
    const fromFifth = route(points, 'p05')
    assert.equal(fromFifth[0].id, 'p05')
    assert.equal(new Set(fromFifth).size, 30)
  }
})

test('one point more than can be weighed exactly is still ordered well', () => {
  const points = strewn(EXACT_LIMIT + 1, 7)
  const exact = Math.min(...points.map((first) => {
    const rest = points.filter((point) => point !== first)
    return length([first, ...shortestPath(rest, first)])
  }))
  assert.ok(length(shortestPath(points)) <= 1.1 * exact)
})

test('the order does not depend on the order in which the points are given', () => {
  for (const number of [6, 14]) {
    const points = strewn(number, 99)
    assert.deepEqual(ids(route(points.toReversed())), ids(route(points)))
    assert.deepEqual(ids(route(points.toReversed(), 'p03')), ids(route(points, 'p03')))
  }
})

test('a country is left once: cities abroad are legs of their own', () => {
  const points = [BOSTON, AARHUS, WUXI, COPENHAGEN, BEIJING]
  assert.deepEqual(ids(route(points)), ['beijing', 'wuxi', 'copenhagen', 'aarhus', 'boston'])
  assert.deepEqual(ids(route(points, 'aarhus')), ['aarhus', 'copenhagen', 'boston', 'beijing', 'wuxi'])
  assert.deepEqual(ids(route(points, 'boston')), ['boston', 'aarhus', 'copenhagen', 'beijing', 'wuxi'])
})

test('no point and one point need no order', () => {
  assert.deepEqual(route([]), [])
  assert.deepEqual(route([ODENSE], 'aarhus'), [ODENSE])
})
