import assert from 'node:assert/strict'
import { test } from 'node:test'

import { WORLD, project, scaleOf } from '../../overrides/assets/showroom/js/projection.mjs'
import { MOST, between, fitted, held, least, neighbourhood, panned, placed, read, wholeWorld, written, zoomed } from '../../overrides/assets/showroom/js/viewport.mjs'

const SIZE = { width: 600, height: 500 }
const COPENHAGEN = { id: 'copenhagen', lat: 55.6761, lon: 12.5683, count: 31 }
const AARHUS = { id: 'aarhus', lat: 56.1567, lon: 10.2108, count: 16 }
const BORNHOLM = { id: 'bornholm', lat: 55.13, lon: 14.92, count: 4 }
const AUCKLAND = { id: 'auckland', lat: -36.8485, lon: 174.7635, count: 1 }
const BENXI = { id: 'benxi', lat: 41.2886, lon: 123.765, count: 1 }

const near = (actual, expected, by = 1e-6) => assert.ok(Math.abs(actual - expected) <= by, `${actual} is not ${expected}`)
const denmark = fitted([COPENHAGEN, AARHUS].map(project), SIZE, 50)

test('a fitted viewport has every point within the margin, and two of them on it', () => {
  const [copenhagen, aarhus] = [COPENHAGEN, AARHUS].map((place) => placed(denmark, project(place), SIZE))
  near(aarhus.x, 50)
  near(copenhagen.x, 550)
  for (const { y } of [copenhagen, aarhus]) assert.ok(y > 50 && y < 450)
})

test('a single place is fitted with the country around it, not as near as one gets', () => {
  const { scale } = fitted([project(AARHUS)], SIZE, 50)
  near(scale, scaleOf(8.5))
  assert.ok(scale < MOST)
})

test('without points the whole world is fitted', () => {
  assert.deepEqual(fitted([], SIZE, 50), wholeWorld(SIZE))
})

test('the whole world stands in the middle, as large as the frame allows', () => {
  const { x, y, scale } = wholeWorld(SIZE)
  assert.deepEqual({ x, y }, { x: 3600, y: 2444 })
  near(scale, 600 / (7200 + 2 * WORLD.bleed))
  near(scale, least(SIZE))
})

test('the map never leaves the frame', () => {
  const { x, y } = panned(denmark, { x: -1e6, y: -1e6 }, SIZE)
  near(placed({ ...denmark, x, y }, { x: -WORLD.bleed, y: 0 }, SIZE).x, 0)
  near(placed({ ...denmark, x, y }, { x: -WORLD.bleed, y: 0 }, SIZE).y, 0)
})

test('panning to the right shows what lies there', () => {
  const before = placed(denmark, project(COPENHAGEN), SIZE)
  const after = placed(panned(denmark, { x: 100, y: 20 }, SIZE), project(COPENHAGEN), SIZE)
  near(after.x, before.x - 100)
  near(after.y, before.y - 20)
})

test('zooming keeps the point under the mouse where it is', () => {
  const at = placed(denmark, project(AARHUS), SIZE)
  const after = placed(zoomed(denmark, 2, SIZE, at), project(AARHUS), SIZE)
  near(after.x, at.x)
  near(after.y, at.y)
})

test('zooming ends at the whole world and at a region', () => {
  near(zoomed(denmark, 1e-6, SIZE).scale, least(SIZE))
  near(zoomed(denmark, 1e6, SIZE).scale, MOST)
})

test('zooming at an end moves nothing', () => {
  const nearest = zoomed(denmark, 1e6, SIZE)
  const again = zoomed(nearest, 2, SIZE, { x: 0, y: 0 })
  for (const key of ['x', 'y', 'scale']) near(again[key], nearest[key])
})

test('halfway between two viewports the zoom level is halfway, and the ends are the ends', () => {
  const from = held({ ...project(AARHUS), scale: scaleOf(6) }, SIZE)
  const to = held({ ...project(COPENHAGEN), scale: scaleOf(8) }, SIZE)
  near(between(from, to, 0.5).scale, scaleOf(7))
  for (const [share, end] of [[0, from], [1, to]]) {
    for (const key of ['x', 'y', 'scale']) near(between(from, to, share)[key], end[key])
  }
  near(between(from, { ...to, scale: from.scale }, 0.5).x, (from.x + to.x) / 2)
})

test('the heaviest neighbourhood is found, islands included, whatever the order', () => {
  const ids = (places) => neighbourhood(places).map(({ id }) => id)
  assert.deepEqual(ids([AUCKLAND, COPENHAGEN, BENXI, AARHUS, BORNHOLM]), ['copenhagen', 'aarhus', 'bornholm'])
  assert.deepEqual(ids([BORNHOLM, AARHUS, BENXI, COPENHAGEN, AUCKLAND]), ['bornholm', 'aarhus', 'copenhagen'])
  assert.deepEqual(ids([AUCKLAND]), ['auckland'])
  assert.deepEqual(ids([]), [])
})

test('the address keeps a viewport to a hundred metres or so', () => {
  const text = written(denmark)
  assert.match(text, /^\d\d\.\d{3},\d\d\.\d{3},\d\.\d\d$/)
  const back = read(text)
  near(back.x, denmark.x, 0.02)
  near(back.y, denmark.y, 0.02)
  near(Math.log2(back.scale / denmark.scale), 0, 0.006)
})

test('what is no place in an address is none', () => {
  for (const text of ['', '1,2', '1,2,3,4', 'a,b,c', 'NaN,0,1', 'Infinity,0,1']) assert.equal(read(text), null, text)
})
