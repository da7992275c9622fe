import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Words } from '../../overrides/assets/showroom/js/words.mjs'

const words = new Words({
  count: { one: '{count} solution', other: '{count} solutions' },
  'of-all': '{count} of {all} solutions',
  remove: 'Remove filter: {label}',
}, 'en')

test('the form follows the count, with numbers written as the page writes them', () => {
  assert.deepEqual([0, 1, 2, 1200].map((count) => words.say('count', { count })), [
    '0 solutions', '1 solution', '2 solutions', '1,200 solutions',
  ])
  assert.equal(words.say('of-all', { count: 12, all: 119 }), '12 of 119 solutions')
})

test('placeholders within a value stay as they are', () => {
  assert.equal(words.say('remove', { label: '{count} $& $1' }), 'Remove filter: {count} $& $1')
})

test('several labels are joined with "or"', () => {
  assert.equal(words.anyOf(['Energy']), 'Energy')
  assert.equal(words.anyOf(['Energy', 'Water', 'Waste']), 'Energy, Water, or Waste')
  assert.equal(new Words({}, 'en-GB').anyOf(['Energy', 'Water', 'Waste']), 'Energy, Water or Waste')
})

test('words that the page lacks are named', () => {
  assert.throws(() => words.say('nope'), /no interface words "nope"/)
})
