import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { WORLD, kilometres, project, scaleOf, unproject, zoomOf } from '../../overrides/assets/showroom/js/projection.mjs'

const FILE = new URL('../../overrides/assets/showroom/map/world.json', import.meta.url)

const near = (actual, expected, by = 1e-9) => assert.ok(Math.abs(actual - expected) <= by, `${actual} is not ${expected}`)

test('places are put where the script has drawn the land', () => {
  const { width, height, bleed, north, south } = JSON.parse(readFileSync(FILE, 'utf-8'))
  assert.deepEqual(WORLD, { width, height, bleed, north, south })
})

test("the frame's corners are the world's", () => {
  const { x, y } = project({ lat: 84, lon: -180 })
  near(x, 0)
  near(y, 0)
  near(project({ lat: -60, lon: 180 }).x, 7200)
  near(project({ lat: -60, lon: 180 }).y, 4888, 0.5)
})

test('a place beyond the frame stands on its edge', () => {
  assert.deepEqual(project({ lat: 90, lon: 10 }), project({ lat: 84, lon: 10 }))
  assert.deepEqual(project({ lat: -90, lon: 10 }), project({ lat: -60, lon: 10 }))
})

test('a kilometre is as long to the north as to the east', () => {
  const [home, north, east] = [{ lat: 56, lon: 10 }, { lat: 56.01, lon: 10 }, { lat: 56, lon: 10.01 }]
  const perKilometre = (there) => {
    const [a, b] = [project(home), project(there)]
    return Math.hypot(a.x - b.x, a.y - b.y) / kilometres(home, there)
  }
  near(perKilometre(north) / perKilometre(east), 1, 0.0005)
})

test('unproject undoes project', () => {
  for (const place of [{ lat: 55.6761, lon: 12.5683 }, { lat: -36.8485, lon: 174.7635 }, { lat: 0, lon: 0 }]) {
    const { lat, lon } = unproject(project(place))
    near(lat, place.lat)
    near(lon, place.lon)
  }
})

test('at zoom 0 the world is 256 pixels wide, and each level doubles it', () => {
  near(scaleOf(0) * 7200, 256)
  near(scaleOf(3) * 7200, 2048)
  near(zoomOf(scaleOf(6.5)), 6.5)
})

test('distances are those on the ground', () => {
  near(kilometres({ lat: 55.6761, lon: 12.5683 }, { lat: 56.1567, lon: 10.2108 }), 157, 1)
  near(kilometres({ lat: 0, lon: 179 }, { lat: 0, lon: -179 }), 222.4, 0.1)
  assert.equal(kilometres({ lat: 5, lon: 5 }, { lat: 5, lon: 5 }), 0)
})
