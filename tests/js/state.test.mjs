import assert from 'node:assert/strict'
import { test } from 'node:test'

import { equal, parse, QUERY_MAX_LENGTH, serialise, tidyQuery } from '../../overrides/assets/showroom/js/state.mjs'

const KNOWN = {
  facets: new Map([['sector', ['energy', 'water', 'waste']], ['city', ['odense', 'aarhus']], ['year', ['2024', '2019']]]),
  sorts: ['', 'newest', 'title', 'result'],
  views: ['cards', 'table', 'map'],
  columns: ['sector', 'city', 'year', 'started'],
  usualColumns: ['sector', 'started'],
  indicators: new Map([['saving', 'higher'], ['loss', 'lower'], ['spread', 'none']]),
}

const parsed = (search) => parse(new URLSearchParams(search), KNOWN)
const canonical = (search) => serialise(parsed(search))

test('the initial state is an empty string', () => {
  assert.equal(canonical(''), '')
  assert.equal(canonical('?q=&sort='), '')
  assert.deepEqual(parsed(''), { query: '', selection: new Map(), figure: null, sort: '', order: '', view: 'cards', columns: null })
})

test('facets and values come in declared order, then the query, then the sort', () => {
  const search = 'sort=title&q=heat&year=2019&city=aarhus&sector=water&year=2024&sector=energy'
  assert.equal(canonical(search), 'sector=energy&sector=water&city=aarhus&year=2024&year=2019&q=heat&sort=title')
})

test('what was serialised parses to the same state', () => {
  for (const query of ['', 'heat pump', 'a+b & c=d?#%', 'Ærø “øl”', '🚲👩‍👩‍👧', '<script>alert(1)</script>', '\u0000']) {
    for (const search of ['', 'sector=waste&city=odense&city=aarhus', 'year=2019&sort=newest']) {
      const state = { ...parsed(search), query }
      assert.deepEqual(parsed(serialise(state)), state)
      assert.ok(equal(parsed(`?${serialise(state)}`), state))
    }
  }
})

test('unknown facets, values and sorts and repeated values are left out', () => {
  assert.equal(canonical('colour=red&sector=gold&sector=water&sector=water&sort=random&utm_source=x'), 'sector=water')
})

test('names inherited by every object are as unknown as any other', () => {
  const hostile = '__proto__=energy&constructor=energy&sector=__proto__&sector=toString&sort=constructor&__proto__[q]=x'
  assert.equal(canonical(hostile), '')
  assert.equal({}.q, undefined)
})

test('a view is named in the address unless it is the first', () => {
  assert.equal(canonical('view=table&q=a'), 'q=a&view=table')
  assert.equal(canonical('view=cards'), '')
  assert.equal(parsed('view=globe').view, 'cards')
})

test('broken escapes do no harm', () => {
  assert.equal(canonical('?%E0%A4%A=1&sector=%E0%A4%A&sector=energy&%=%&&&=='), 'sector=energy')
  assert.equal(parsed('?q=%E0%A4%A').query, '\uFFFD%A')
})

test('ten thousand parameters are read quickly and give the declared values only', () => {
  const many = Array.from({ length: 10_000 }, (_, i) => `sector=${i % 2 ? 'energy' : `x${i}`}&p${i}=${i}`).join('&')
  const start = performance.now()
  assert.equal(canonical(many), 'sector=energy')
  assert.ok(performance.now() - start < 500)
})

test('of repeated queries and sorts the first counts', () => {
  assert.equal(canonical('q=one&q=two&sort=title&sort=newest'), 'q=one&sort=title')
})

test('white space in a query is trimmed and single', () => {
  assert.equal(parsed('q=++heat%0A%09+pump%C2%A0').query, 'heat pump')
})

test('a query is cut at its longest, never inside a pair', () => {
  assert.equal(tidyQuery('x'.repeat(5000)).length, QUERY_MAX_LENGTH)
  assert.equal(tidyQuery(`${'x'.repeat(QUERY_MAX_LENGTH - 1)}🚲`), 'x'.repeat(QUERY_MAX_LENGTH - 1))
  assert.equal(tidyQuery(`${'x'.repeat(QUERY_MAX_LENGTH - 1)} y`), 'x'.repeat(QUERY_MAX_LENGTH - 1))
  const long = parsed(`q=${encodeURIComponent('🚲'.repeat(500))}`)
  assert.deepEqual(parsed(serialise(long)), long)
})

test('a form is read like an address', () => {
  const form = new FormData()
  for (const [name, value] of [['q', ' leak '], ['sector', 'water'], ['sort', '']]) form.append(name, value)
  assert.equal(serialise(parse(form, KNOWN)), 'sector=water&q=leak')
})

test('states are equal when they ask for the same, however the address was written', () => {
  assert.ok(equal(parsed('sector=water&sector=energy&q=a'), parsed('q=a+&sector=energy&sector=water&x=1')))
  assert.ok(!equal(parsed('q=a'), parsed('q=b')))
  assert.ok(!equal(parsed('sector=water'), parsed('sector=energy')))
  assert.ok(!equal(parsed('sort=title'), parsed('')))
})
