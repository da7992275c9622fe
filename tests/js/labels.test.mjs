import assert from 'node:assert/strict'
import { test } from 'node:test'

import { placedLabels } from '../../overrides/assets/showroom/js/labels.mjs'

const FRAME = { left: 0, top: 0, right: 400, bottom: 300 }
const circle = (text, x, y, radius = 10) => ({ text, x, y, radius })
const anchors = (...circles) => placedLabels(circles, FRAME).map((label) => label && label.anchor)

test('a name stands to the right of its circle when there is room', () => {
  const [label] = placedLabels([circle('Aarhus', 100, 100)], FRAME)
  assert.deepEqual([label.x, label.anchor], [14, 'start'])
})

test('a name that would be cut off stands elsewhere', () => {
  assert.deepEqual(anchors(circle('Rønne', 385, 100)), ['end'])
})

test('a name avoids the next circle and the names before it', () => {
  assert.deepEqual(anchors(circle('West', 100, 100), circle('East', 140, 100)), ['end', 'start'])
  assert.deepEqual(anchors(circle('First', 100, 100), circle('Second', 100, 112)), ['start', 'end'])
})

test('a name without room is left out, and the larger circle, which comes first, keeps its own', () => {
  const ring = [[0, -26], [0, 26], [-26, 0], [26, 0], [-26, -26], [26, -26], [-26, 26], [26, 26]]
  const crowd = ring.map(([x, y]) => circle('Neighbour', 200 + x, 150 + y))
  assert.equal(placedLabels([...crowd, circle('Middle', 200, 150)], FRAME).at(-1), null)
  assert.notEqual(placedLabels([circle('Largest', 60, 60, 20), ...crowd], FRAME)[0], null)
})

test('a circle outside the frame has no name', () => {
  assert.deepEqual(anchors(circle('Away', -50, 100)), [null])
})
