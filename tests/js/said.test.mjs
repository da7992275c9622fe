import assert from 'node:assert/strict'
import { test } from 'node:test'

import { headline, longDate, plain, webAddress, years } from '../../overrides/assets/showroom/js/said.mjs'

const words = { say: (key, { year }) => `${key} ${year}` }

test('the headline is the first measured figure, else the first stated, else the first expected, never context', () => {
  const of = (...kinds) => headline({ results: kinds.map((kind, place) => ({ kind, place })) })
  assert.deepEqual(of('context', 'expected', 'stated', 'measured', 'measured'), { kind: 'measured', place: 3 })
  assert.deepEqual(of('context', 'expected', 'stated'), { kind: 'stated', place: 2 })
  assert.deepEqual(of('context', 'expected'), { kind: 'expected', place: 1 })
  assert.equal(of('context'), null)
  assert.equal(headline({}), null)
})

test('dates are as exact as they were given', () => {
  assert.deepEqual(['2019', '2019-04', '2019-04-09'].map(longDate), ['2019', 'April 2019', '9 April 2019'])
})

test('a period is told in years', () => {
  const told = [{ started: '2015-01', ended: '2018' }, { started: '2015', ended: '2015-12' }, { started: '2015' }, { ended: '2018-02-01' }]
  assert.deepEqual(told.map((period) => years(period, words)), ['2015–2018', '2015', 'since 2015', 'until 2018'])
  const over = [{ started: '2015-01', ended: '2018' }, { started: '2015' }, { ended: '2018' }]
  assert.deepEqual(over.map((period) => years(period, words, true)), ['2015–2018', 'from 2015', 'until 2018'])
})

test('Markdown loses its marks and keeps its words', () => {
  assert.equal(plain('The **big** [pump](https://x.example/) ran *quietly*\nat `40 dB`.'), 'The big pump ran quietly at 40 dB.')
  assert.equal(plain('5 * 3 * 2 and snake_case and \\*stars\\*'), '5 * 3 * 2 and snake_case and *stars*')
})

test('only addresses of the web are addresses', () => {
  assert.equal(webAddress('https://city.example/a b'), 'https://city.example/a%20b')
  for (const bad of ['javascript:alert(1)', 'data:text/html,x', ' JavaScript:alert(1)', '//x.example', 'ftp://x.example', '', undefined]) {
    assert.equal(webAddress(bad), null)
  }
})
