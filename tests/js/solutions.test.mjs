import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Solutions } from '../../overrides/assets/showroom/js/solutions.mjs'
import { parse } from '../../overrides/assets/showroom/js/state.mjs'

const KNOWN = {
  facets: new Map([['sector', ['energy', 'water']], ['city', ['odense', 'aeroe']]]),
  sorts: ['', 'newest', 'title', 'city', 'result'],
  views: ['cards', 'table'],
  columns: ['sector', 'city', 'started'],
  usualColumns: ['sector', 'started'],
  indicators: new Map([['saving', 'higher'], ['loss', 'lower']]),
}
const LABELS = { energy: 'Energy', water: 'Water', odense: 'Odense', aeroe: 'Ærø', sector: 'Sector', city: 'City' }
const DATA = {
  count: 4,
  facets: { sector: { energy: [0, 1], water: [1, 2] }, city: { odense: [0, 2], aeroe: [1, 3] } },
  texts: ['d', 'c', 'b', 'a'],
  orders: { title: [3, 2, 1, 0], newest: [2, 0, 1, 3], city: [3, 1, 2, 0] },
  started: ['2019', '2015-04', '2019-05', null],
  indicators: { saving: [0, 1, 2], loss: [3] },
}
const RESULTS = new Map([['saving', {
  count: 3,
  unit: '%',
  better: 'higher',
  rows: [[0, 30, 30, 'stated', '30 %'], [1, 50, null, 'measured', 'at least 50 %'], [2, null, 40, 'stated', 'up to 40 %'], [2, 20, 20, 'measured', '20 %']],
}]])
const NOTHING_FOUND = { matches: null }

const solutions = new Solutions(DATA, { value: (_, value) => LABELS[value], column: (id) => LABELS[id] ?? id }, KNOWN.usualColumns)
const state = (search) => parse(new URLSearchParams(search), KNOWN)
const answer = (search, results = RESULTS) => solutions.answer(state(search), NOTHING_FOUND, results)
const text = (column) => [0, 1, 2, 3].map((ordinal) => column.values(ordinal).map((value) => value.text).join('; '))

test('a figure narrows like a facet, and every count but its own follows', () => {
  const { result, counts, reporting, figures } = answer('indicator=saving&threshold=30')
  assert.deepEqual(result.toOrdinals(), [0, 1])
  assert.deepEqual(counts.get('sector'), new Map([['energy', 2], ['water', 1]]))
  assert.deepEqual(reporting, new Map([['saving', 3], ['loss', 1]]))
  assert.deepEqual([...figures].map(([at, row]) => [at, row[4]]), [[0, '30 %'], [1, 'at least 50 %']])
})

test('the figure can be the filter to drop', () => {
  const { removal } = answer('indicator=saving&threshold=90&sector=energy')
  assert.deepEqual(removal, { kind: 'condition', name: 'figure', count: 2 })
})

test('a filter whose figures are not there is left aside', () => {
  const { result, figures, columns, order } = answer('indicator=saving&threshold=30&sort=result&view=table', new Map())
  assert.equal(result.count, 4)
  assert.equal(figures, null)
  assert.equal(order, undefined)
  assert.deepEqual(columns.map((column) => column.id), ['sector', 'started'])
})

test('the order by figure sees only the figures that the filter lets through', () => {
  assert.deepEqual(answer('indicator=saving&sort=result').order, [1, 0, 2, 3])
  assert.deepEqual(answer('indicator=saving&measured=1&sort=result').order, [1, 2, 0, 3])
})

test('columns have the labels of facets, years, and figures as readers see them', () => {
  const { columns } = answer('view=table&column=sector&column=city&column=started&column=indicator:saving')
  assert.deepEqual(columns.map(text), [
    ['Energy', 'Energy; Water', 'Water', ''],
    ['Odense', 'Ærø', 'Odense', 'Ærø'],
    ['2019', '2015', '2019', ''],
    ['30 %', 'at least 50 %', 'up to 40 %; 20 %', ''],
  ])
  assert.deepEqual(columns[3].values(1), [{ text: 'at least 50 %', kind: 'measured' }])
})

test('the indicator one filters by has a column without being asked for', () => {
  assert.deepEqual(answer('indicator=saving&view=table').columns.map((column) => column.id), ['indicator:saving', 'sector', 'started'])
})

test('each column orders both ways, and what is not known comes last in both', () => {
  const ordered = (search) => answer(`view=table&column=sector&column=city&column=started&column=indicator:saving&${search}`).order
  assert.deepEqual(ordered('sort=sector'), [0, 1, 2, 3])
  assert.deepEqual(ordered('sort=sector&order=desc'), [2, 1, 0, 3])
  assert.deepEqual(ordered('sort=city'), DATA.orders.city)
  assert.deepEqual(ordered('sort=city&order=desc'), [0, 2, 1, 3])
  assert.deepEqual(ordered('sort=started'), [1, 2, 0, 3])
  assert.deepEqual(ordered('sort=started&order=desc'), DATA.orders.newest)
  assert.deepEqual(ordered('sort=indicator:saving&order=desc'), [1, 0, 2, 3])
  assert.deepEqual(ordered('sort=indicator:saving'), [2, 0, 1, 3])
  assert.deepEqual(ordered('sort=title'), DATA.orders.title)
  assert.deepEqual(ordered('sort=title&order=desc'), [0, 1, 2, 3])
})

test('a state needs the figures it filters by, sorts by, and shows in a table', () => {
  assert.deepEqual(solutions.needed(state('indicator=saving')), ['saving'])
  assert.deepEqual(solutions.needed(state('column=indicator:loss')), [])
  assert.deepEqual(solutions.needed(state('column=indicator:loss&view=table')), ['loss'])
  assert.deepEqual(solutions.needed(state('column=indicator:loss&sort=indicator:loss')), ['loss'])
})
