import assert from 'node:assert/strict'
import { test } from 'node:test'

import { onScreen, taking } from '../../overrides/assets/showroom/js/places.mjs'

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz']

test('a list that begins on the screen has its first rows there', () => {
  assert.deepEqual(onScreen(380, 450, 3, 720), { from: 0, to: 6 })
})

test('a list below the screen has nothing on it', () => {
  assert.deepEqual(onScreen(2000, 450, 3, 720), { from: 0, to: 0 })
})

test('who is far down has later rows on the screen, and those that it nearly shows', () => {
  assert.deepEqual(onScreen(-1350, 450, 3, 900), { from: 6, to: 18 })
  assert.deepEqual(onScreen(-1350 - 200, 450, 3, 400), { from: 9, to: 15 })
})

test('a list that never had a row begins with its first', () => {
  assert.deepEqual(onScreen(-500, Infinity, 1, 700), { from: 0, to: 1 })
})

test('what takes places is at least so many, if there are as many', () => {
  assert.deepEqual(taking(LETTERS, { from: 0, to: 0 }, 3).join(''), 'abc')
  assert.deepEqual(taking(LETTERS, { from: 6, to: 11 }, 3).join(''), 'ghijk')
  assert.deepEqual(taking(['a', 'b'], { from: 0, to: 6 }, 3).join(''), 'ab')
})

test('of a list that ends before the places its last ones are taken', () => {
  assert.deepEqual(taking(LETTERS, { from: 24, to: 30 }, 3).join(''), 'uvwxyz')
  assert.deepEqual(taking(['a', 'b', 'c'], { from: 24, to: 30 }, 3).join(''), 'abc')
})
