import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Bitset } from '../../overrides/assets/showroom/js/bitset.mjs'

/** Sizes around the 32 bits of a word. */
const SIZES = [0, 1, 31, 32, 33, 63, 64, 65, 1000]

const range = (size) => Array.from({ length: size }, (_, i) => i)

test('a set gives back its members in ascending order, each once', () => {
  assert.deepEqual(Bitset.of([40, 3, 31, 3, 32, 0], 41).toOrdinals(), [0, 3, 31, 32, 40])
})

test('a new set is empty and a full set has every ordinal, at sizes around a word', () => {
  for (const size of SIZES) {
    assert.deepEqual(new Bitset(size).toOrdinals(), [])
    assert.deepEqual(Bitset.full(size).toOrdinals(), range(size))
    assert.equal(Bitset.full(size).count, size)
  }
})

test('the highest bit of a word counts like any other', () => {
  const set = Bitset.of([31], 32)
  assert.equal(set.has(31), true)
  assert.equal(set.count, 1)
  assert.equal(set.and(Bitset.full(32)).count, 1)
})

test('and, or and the shared count agree with sets of numbers', () => {
  const size = 100
  const [twos, threes] = [2, 3].map((n) => Bitset.of(range(size).filter((i) => i % n === 0), size))
  assert.deepEqual(twos.and(threes).toOrdinals(), range(size).filter((i) => i % 6 === 0))
  assert.deepEqual(twos.or(threes).toOrdinals(), range(size).filter((i) => i % 2 === 0 || i % 3 === 0))
  assert.equal(twos.countShared(threes), 17)
})

test('combining changes neither set', () => {
  const [a, b] = [Bitset.of([1], 3), Bitset.of([2], 3)]
  a.and(b)
  a.or(b)
  assert.deepEqual([a.toOrdinals(), b.toOrdinals()], [[1], [2]])
})

test('a set has nothing outside its size', () => {
  const set = Bitset.full(5)
  assert.deepEqual([-1, 5, 31, 32, 1e9].map((ordinal) => set.has(ordinal)), [false, false, false, false, false])
})

test('an ordinal outside the size is refused', () => {
  for (const ordinal of [-1, 5, 1.5, NaN]) assert.throws(() => Bitset.of([ordinal], 5), RangeError)
})

test('sets of different sizes do not combine', () => {
  assert.throws(() => new Bitset(32).and(new Bitset(33)), /a set of 32 does not go with a set of 33/)
  assert.throws(() => new Bitset(32).or(new Bitset(33)), RangeError)
  assert.throws(() => new Bitset(32).countShared(new Bitset(33)), RangeError)
})
