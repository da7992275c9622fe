import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { queryWords } from '../../overrides/assets/showroom/js/search.mjs'
import { stem } from '../../overrides/assets/showroom/js/stemmer.mjs'

/** Word → stem, by Snowball itself; `test_js.py` writes every word of the catalogue, `cases/stems.json` has the odd ones. */
const VOCABULARY = process.env.SHOWROOM_SEARCH
const ODD = JSON.parse(readFileSync(new URL('../cases/stems.json', import.meta.url), 'utf-8'))

test('thousands of words in all their forms stem as Snowball stems them', () => {
  assert.ok(Object.keys(ODD).length >= 2000)
  assert.deepEqual(Object.fromEntries(Object.keys(ODD).map((word) => [word, stem(word)])), ODD)
})

test('every word of the catalogue stems as the build stems it', { skip: !VOCABULARY }, () => {
  const { stems } = JSON.parse(readFileSync(VOCABULARY, 'utf-8'))
  assert.ok(Object.keys(stems).length > 3000)
  assert.deepEqual(Object.fromEntries(Object.keys(stems).map((word) => [word, stem(word)])), stems)
})

test('texts in any script fall into the words that the build finds', { skip: !VOCABULARY }, () => {
  for (const [text, words] of JSON.parse(readFileSync(VOCABULARY, 'utf-8')).words) {
    assert.deepEqual(queryWords(text), [...new Set(words)], JSON.stringify(text))
  }
})

test('what is no English word does no harm', () => {
  for (const word of ['', 'a', 'y', 'yy', 'yyy', '2', 'co2', 'ελλας', '한국어', 'ing', 'ed', 's', 'ss', 'constructor', '__proto__']) {
    assert.equal(typeof stem(word), 'string')
  }
  for (const letter of ['a', 'b', 'y', 'ing', 'ay']) assert.equal(typeof stem(letter.repeat(120)), 'string')
})
