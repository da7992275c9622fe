import assert from 'node:assert/strict'
import { test } from 'node:test'

import { alternatives, nearestWords, rewritten } from '../../overrides/assets/showroom/js/nearest.mjs'
import { fold } from '../../overrides/assets/showroom/js/text.mjs'

const TERMS = [
  [['hydrogen'], [0, 9, 1, 9]],
  [['hydraulic', 'hydraulics'], [0, 9, 1, 9, 2, 9]],
  [['harbour', 'harbours'], [3, 9]],
  [['kobenhavn'], [4, 9]],
  [['to'], [4, 9]],
]

test('the nearest words come first, and of equals those of most solutions', () => {
  assert.deepEqual(nearestWords(TERMS, [], 'hydrogene'), ['hydrogen'])
  assert.deepEqual(nearestWords(TERMS, [], 'harbouring'), ['harbour'])
  assert.deepEqual(nearestWords([[['leads'], [0, 1]], [['leaks'], [0, 1, 2, 1]], [['leans'], [1, 1]]], [], 'leaqs'), ['leaks', 'leads', 'leans'])
})

test('a name that readers see is offered as it is spelt there, with any first letter', () => {
  assert.deepEqual(nearestWords(TERMS, ['Copenhagen', 'Høje-Taastrup'], 'kopenhagen'), ['Copenhagen', 'kobenhavn'])
  assert.deepEqual(nearestWords([], ['Høje-Taastrup'], 'taastrop'), ['Taastrup'])
})

test('nothing is near when more than a third of the letters differ', () => {
  for (const word of ['xylophone', 'qq', 'tx', '']) assert.deepEqual(nearestWords(TERMS, ['Aarhus'], word), [], word)
})

test('a query keeps its other words as they were typed', () => {
  assert.equal(rewritten('Heat in  KOPENHAGEN, now', new Map([['kopenhagen', 'Copenhagen']])), 'Heat in Copenhagen, now')
  assert.equal(rewritten('heat zzz pump', new Map([['zzz', '']])), 'heat pump')
})

test('what is not known is replaced or left out, and what never meets is asked for alone', () => {
  const known = (word) => ({ word, nearest: null })
  const unknown = (word, ...nearest) => ({ word, nearest })
  assert.deepEqual(alternatives('hydrogne Aarhus', [unknown('hydrogne', 'hydrogen', 'hydraulic'), known('aarhus')]),
    ['hydrogen Aarhus', 'hydraulic Aarhus', 'Aarhus'])
  assert.deepEqual(alternatives('xx heat yy', [unknown('xx', 'xy'), known('heat'), unknown('yy')]), ['xy heat', 'heat'])
  assert.deepEqual(alternatives('hydrogen Aalborg', [known('hydrogen'), known('aalborg')]), ['hydrogen', 'Aalborg'])
  assert.deepEqual(alternatives('Øresund metro', [known(fold('Øresund')), known('metro')]), ['Øresund', 'metro'])
  assert.deepEqual(alternatives('hydrogen', [known('hydrogen')]), [])
  assert.deepEqual(alternatives('qqq', [unknown('qqq')]), [])
  assert.deepEqual(alternatives('…', []), [])
})
