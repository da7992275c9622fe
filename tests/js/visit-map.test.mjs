import assert from 'node:assert/strict'
import { test } from 'node:test'

import { apart, numbersOf, project } from '../../overrides/assets/showroom/js/visit-map.mjs'

const FRAME = { west: 8, east: 16, south: 54, north: 58, width: 1000, height: 800 }

test('a place within the frame lies between its edges in proportion, and one outside nowhere', () => {
  assert.deepEqual(project({ lat: 58, lon: 8 }, FRAME), [0, 0])
  assert.deepEqual(project({ lat: 54, lon: 16 }, FRAME), [1000, 800])
  assert.deepEqual(project({ lat: 55, lon: 10 }, FRAME), [250, 600])
  assert.equal(project({ lat: 31, lon: 120 }, FRAME), null)
})

test('circles of neighbours are moved apart, those far from each other stay', () => {
  assert.deepEqual(apart([[0, 0], [500, 0]]), [[0, 0], [500, 0]])
  const moved = apart([[100, 100], [104, 100], [100, 100], [98, 101]])
  for (const [i, a] of moved.entries()) {
    for (const b of moved.slice(i + 1)) assert.ok(Math.hypot(a[0] - b[0], a[1] - b[1]) > 55)
  }
  assert.deepEqual(apart([[100, 100], [104, 100]]), [[70, 100], [134, 100]])
})

test('stops of a city are numbered as a run or one by one', () => {
  assert.equal(numbersOf({ numbers: [3] }), '3')
  assert.equal(numbersOf({ numbers: [3, 4, 5] }), '3–5')
  assert.equal(numbersOf({ numbers: [1, 4] }), '1, 4')
})
