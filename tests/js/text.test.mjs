import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { fold, matches, words } from '../../overrides/assets/showroom/js/text.mjs'

const CASES = JSON.parse(readFileSync(new URL('../cases/fold.json', import.meta.url), 'utf-8'))

const found = (texts, query) => matches(texts.map(fold), query).toOrdinals()

test('text folds as the Python core folds it', () => {
  assert.ok(CASES.length >= 25)
  for (const [text, folded] of CASES) assert.equal(fold(text), folded, JSON.stringify(text))
})

test('a query falls into folded words, each once', () => {
  assert.deepEqual(words('  Heat-pump, HEAT & Ærø  '), ['heat', 'pump', 'aeroe'])
})

test('signs and emoji are words, punctuation is not', () => {
  assert.deepEqual(words('€ 40°C 🚲 … – !?'), ['€', '40°c', '🚲'])
  assert.deepEqual(words(' …!? \u200B'), [])
})

test('every word must occur, in any order', () => {
  const texts = ['Heat pump in the harbour', 'Harbour bath', 'Heat from data centres']
  assert.deepEqual(found(texts, 'harbour heat'), [0])
  assert.deepEqual(found(texts, 'harbour'), [0, 1])
})

test('a word matches where a word starts, not inside one', () => {
  const texts = ['Light rail', 'Street-light', 'Moonlight', 'Delight\nlighting', '“Light”', 'twilight']
  assert.deepEqual(found(texts, 'light'), [0, 1, 3, 4])
})

test('a later start of a word counts when the first occurrence is inside one', () => {
  assert.deepEqual(found(['moonlight and lightlight light'], 'light'), [0])
  assert.deepEqual(found(['aaaa aab'], 'aab'), [0])
})

test('a letter outside the basic plane before a word is part of that word', () => {
  assert.deepEqual(found(['𐐨light'], 'light'), [])
  assert.deepEqual(found(['🚲light'], 'light'), [0])
})

test('a sign is found wherever it stands', () => {
  assert.deepEqual(found(['100€ saved', 'below 40°C'], '€'), [0])
  assert.deepEqual(found(['100€ saved', 'below 40°'], '°'), [1])
})

test('accents, capitals and Danish letters do not matter', () => {
  assert.deepEqual(found(['Høje-Taastrup', 'ÅRHUS'], 'hoeje'), [0])
  assert.deepEqual(found(['Høje-Taastrup', 'ÅRHUS'], 'Århus'), [1])
  assert.deepEqual(found(['Café Ærø'], 'CAFE\u0301 æRØ'), [0])
})

test('a query without words matches everything', () => {
  for (const query of ['', '   ', '…!?']) assert.deepEqual(found(['a', 'b'], query), [0, 1])
})

test('signs with a meaning in regular expressions are plain text', () => {
  for (const query of ['.+', '$', '^', 'a|b', '[a-z]+', '\\w+', '(a+)+$']) assert.deepEqual(found(['zzz'], query), [], query)
  assert.deepEqual(found(['Grants worth $5 | a+ rated'], 'a+ $5 |'), [0])
})

test('texts without a match give an empty set of their size', () => {
  const set = matches(['a', 'b', 'c'], 'z')
  assert.deepEqual([set.size, set.count], [3, 0])
})
