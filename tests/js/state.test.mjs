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
  assert.deepEqual(parsed(''), { query: '', selection: new Map(), figure: null, sort: '', order: '', view: 'cards', columns: null, at: '' })
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

test('a figure is an indicator, and what else is asked of it', () => {
  assert.equal(canonical('indicator=saving'), 'indicator=saving')
  assert.equal(canonical('threshold=30&direction=at-least&indicator=saving&measured=1&q=a'), 'indicator=saving&direction=at-least&threshold=30&measured=1&q=a')
  assert.equal(canonical('indicator=saving&direction=at-most&threshold=-0.50'), 'indicator=saving&direction=at-most&threshold=-0.5')
  assert.equal(canonical('indicator=gold&threshold=3&measured=1'), '')
  assert.equal(canonical('threshold=3&direction=at-most&measured=1'), '')
})

test('a direction that is not said is the one a buyer wants, and none is kept without a threshold', () => {
  assert.equal(canonical('indicator=loss&threshold=5'), 'indicator=loss&direction=at-most&threshold=5')
  assert.equal(canonical('indicator=spread&threshold=5'), 'indicator=spread&direction=at-least&threshold=5')
  assert.equal(canonical('indicator=saving&threshold=5&direction=sideways'), 'indicator=saving&direction=at-least&threshold=5')
  assert.equal(canonical('indicator=saving&direction=at-most'), 'indicator=saving')
})

test('a threshold is a number as people write it, or none', () => {
  const threshold = (text) => parsed(`indicator=saving&threshold=${encodeURIComponent(text)}`).figure.threshold
  for (const [text, number] of [['30', 30], ['-2.5', -2.5], ['+4', 4], ['.5', 0.5], ['1e3', 1000], ['-0', 0]]) assert.equal(threshold(text), number)
  for (const text of ['', ' ', '0x10', '1,5', 'NaN', 'Infinity', '1e999', '12 %', '--1']) assert.equal(threshold(text), null)
})

test('columns stand in declared order, indicators after them as asked; the usual ones need not be said', () => {
  assert.equal(canonical('column=started&column=indicator:loss&column=city&column=indicator:saving'), 'column=city&column=started&column=indicator%3Aloss&column=indicator%3Asaving')
  assert.equal(canonical('column=sector&column=started'), '')
  assert.equal(canonical('column=price&column=indicator:gold'), 'column=')
  assert.equal(canonical('column='), 'column=')
  assert.deepEqual(parsed('column=').columns, [])
  assert.equal(parsed('').columns, null)
})

test('an address cannot ask for more than eight columns of figures', () => {
  const indicators = new Map(Array.from({ length: 20 }, (_, i) => [`i${i}`, 'none']))
  const search = [...indicators.keys()].map((id) => `column=indicator:${id}`).join('&')
  assert.equal(parse(new URLSearchParams(search), { ...KNOWN, indicators }).columns.length, 8)
})

test('one sorts by a column that is shown, in either direction', () => {
  assert.equal(canonical('sort=sector'), 'sort=sector')
  assert.equal(canonical('sort=sector&order=desc'), 'sort=sector&order=desc')
  assert.equal(canonical('sort=city'), '')
  assert.equal(canonical('sort=city&column=city'), 'sort=city&column=city')
  assert.equal(canonical('sort=indicator:loss'), '')
  assert.equal(canonical('sort=title&order=up'), 'sort=title')
  assert.equal(canonical('order=desc'), '')
})

test('an order that has several names has one in the address', () => {
  assert.equal(canonical('sort=started&order=desc'), 'sort=newest')
  assert.equal(canonical('sort=newest&order=desc'), 'sort=newest')
  assert.equal(canonical('indicator=saving&sort=indicator:saving&order=desc'), 'indicator=saving&sort=result')
  assert.equal(canonical('indicator=saving&sort=indicator:saving'), 'indicator=saving&sort=indicator%3Asaving')
  assert.equal(canonical('indicator=loss&sort=indicator:loss'), 'indicator=loss&sort=result')
  assert.equal(canonical('sort=result'), '')
})

test('where the map was moved to is in the address while the map shows', () => {
  assert.equal(canonical('at=55.676,12.568,9.5&view=map'), 'view=map&at=55.676%2C12.568%2C9.5')
  assert.equal(canonical('at=55.676,12.568,9.5&view=table'), 'view=table')
  assert.equal(canonical('at=-36.8,174.76,9&view=map'), 'view=map&at=-36.8%2C174.76%2C9')
})

test('a place that is not three numbers is left out', () => {
  for (const at of ['', '1,2', '1,2,3,4', 'x,y,z', '1e9,0,1', '<b>', '55.1,12.1,1\n']) {
    assert.equal(parsed(new URLSearchParams({ view: 'map', at })).at, '', at)
  }
})

test('broken escapes do no harm', () => {
  assert.equal(canonical('?%E0%A4%A=1&sector=%E0%A4%A&sector=energy&%=%&&&=='), 'sector=energy')
  assert.equal(parsed('?q=%E0%A4%A').query, '\uFFFD%A')
})

test('ten thousand parameters give the declared values only', () => {
  const many = Array.from({ length: 10_000 }, (_, i) => `sector=${i % 2 ? 'energy' : `x${i}`}&p${i}=${i}`).join('&')
  assert.equal(canonical(many), 'sector=energy')
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
