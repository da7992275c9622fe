import assert from 'node:assert/strict'
import { test } from 'node:test'

import { bestOf, matching, orderByFigure } from '../../overrides/assets/showroom/js/figures.mjs'

/** @type {import('../../overrides/assets/showroom/js/figures.mjs').Row[]} */
const ROWS = [
  [0, 30, 50, 'stated', '30–50 %'],
  [1, 40, null, 'measured', 'at least 40 %'],
  [2, null, 60, 'stated', 'up to 60 %'],
  [3, 30, 30, 'measured', '30 %'],
  [5, null, null, 'stated', '7 million USD'],
  [3, 45, 45, 'expected', '45 %'],
]

const asked = (direction, threshold, isMeasured = false) => ({ indicator: 'saving', direction, threshold, isMeasured })
const texts = (rows) => rows.map((row) => row[4])

test('"at least" is met by what is surely as much, and "at most" by what is surely no more', () => {
  assert.deepEqual(texts(matching(ROWS, asked('at-least', 30))), ['30–50 %', 'at least 40 %', '30 %', '45 %'])
  assert.deepEqual(texts(matching(ROWS, asked('at-least', 30.1))), ['at least 40 %', '45 %'])
  assert.deepEqual(texts(matching(ROWS, asked('at-most', 50))), ['30–50 %', '30 %', '45 %'])
  assert.deepEqual(texts(matching(ROWS, asked('at-most', 60))), ['30–50 %', 'up to 60 %', '30 %', '45 %'])
})

test('without a threshold every figure counts, with the wish for measured ones those alone', () => {
  assert.equal(matching(ROWS, asked('at-least', null)).length, 6)
  assert.deepEqual(texts(matching(ROWS, asked('at-least', null, true))), ['at least 40 %', '30 %'])
  assert.deepEqual(texts(matching(ROWS, asked('at-least', 35, true))), ['at least 40 %'])
})

test('zero is a threshold like any other', () => {
  const rows = [[0, -3, -1, 'stated', '-3 to -1'], [1, 0, 0, 'stated', '0']]
  assert.deepEqual(texts(matching(rows, asked('at-least', 0))), ['0'])
  assert.deepEqual(texts(matching(rows, asked('at-most', 0))), ['-3 to -1', '0'])
})

test('of several figures the best by its cautious end stands for the solution', () => {
  assert.deepEqual(texts([...bestOf(ROWS, true).values()]), ['30–50 %', 'at least 40 %', 'up to 60 %', '45 %', '7 million USD'])
  assert.equal(bestOf(ROWS, false).get(3)?.[4], '30 %')
})

test('the order has what vouches for most first, then what vouches for nothing, then who is silent', () => {
  assert.deepEqual(orderByFigure(ROWS, 7, true), [3, 1, 0, 2, 5, 4, 6])
  assert.deepEqual(orderByFigure(ROWS, 7, false), [3, 0, 2, 1, 5, 4, 6])
})

test('equal figures stay in the default order', () => {
  const rows = [4, 2, 0].map((ordinal) => [ordinal, 5, 5, 'stated', '5'])
  assert.deepEqual(orderByFigure(rows, 5, true), [0, 2, 4, 1, 3])
})
