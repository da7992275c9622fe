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
const FACETS = new Set(['sector', 'city'])
const DATA = {
  facets: { sector: { energy: [0, 1], water: [1, 2] }, city: { odense: [0, 2], aeroe: [1, 3] } },
  orders: { title: [3, 2, 1, 0], newest: [2, 0, 1, 3], city: [3, 1, 2, 0] },
  started: ['2019', '2015-04', '2019-05', null],
  indicators: { saving: [0, 1, 2], loss: [3] },
}
const RESULTS = {
  count: 3,
  unit: '%',
  better: 'higher',
  rows: [[0, 30, 30, 'stated', '30 %'], [1, 50, null, 'measured', 'at least 50 %'], [2, null, 40, 'stated', 'up to 40 %'], [2, 20, 20, 'measured', '20 %']],
}
const NOTHING_FOUND = { matches: null }

/** The pieces as the server packs them; here no gap is large enough to take two letters. */
const packed = (values) => ({
  ids: Object.keys(values),
  lists: Object.values(values).map((ordinals) => ordinals.map((at, i) => ' !#$'[at - (ordinals[i - 1] ?? -1) - 1]).join('')),
})
const PIECES = new Map([
  ...Object.entries(DATA.facets).map(([facet, values]) => [`explorer/facets/${facet}`, packed(values)]),
  ...Object.entries(DATA.orders).map(([name, order]) => [`explorer/orders/${name}`, { order }]),
  ['explorer/started', { started: DATA.started }],
  ['explorer/reporting', packed(DATA.indicators)],
  ['results/saving', RESULTS],
])
const without = (...names) => new Map([...PIECES].filter(([name]) => !names.includes(name)))

const NAMES = { value: (_, value) => LABELS[value], column: (id) => LABELS[id] ?? id }
const knowing = (pieces) => {
  const solutions = new Solutions(4, NAMES, { usualColumns: KNOWN.usualColumns, mapFacet: 'city' })
  solutions.take(pieces)
  return solutions
}
const solutions = knowing(PIECES)
const state = (search) => parse(new URLSearchParams(search), KNOWN)
const answer = (search, pieces = PIECES) => knowing(pieces).answer(state(search), NOTHING_FOUND)
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
  const { result, figures, columns, order } = answer('indicator=saving&threshold=30&sort=result&view=table', without('results/saving'))
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

const NOTHING = { facets: [], reporting: false }
const needed = (search, inView = NOTHING) => solutions.needed(state(search), inView, (column) => FACETS.has(column)).sort()

test('a state needs what it filters by, and what can be seen beside it', () => {
  assert.deepEqual(needed(''), [])
  assert.deepEqual(needed('sector=energy', { facets: ['city'], reporting: false }), ['explorer/facets/city', 'explorer/facets/sector'])
  assert.deepEqual(needed('', { facets: [], reporting: true }), ['explorer/reporting'])
  assert.deepEqual(needed('indicator=saving'), ['explorer/reporting', 'results/saving'])
})

test('a state needs the order it asks for', () => {
  assert.deepEqual(needed('sort=newest'), ['explorer/orders/newest'])
  assert.deepEqual(needed('sort=title&order=desc'), ['explorer/orders/title'])
  assert.deepEqual(needed('sort=city&order=desc&column=city'), ['explorer/facets/city'])
  assert.deepEqual(needed('sort=started'), ['explorer/started'])
  assert.deepEqual(needed('sort=result&indicator=saving'), ['explorer/reporting', 'results/saving'])
})

test('a table needs its columns, and a map its cities', () => {
  assert.deepEqual(needed('column=indicator:loss'), [])
  assert.deepEqual(needed('view=table'), ['explorer/facets/sector', 'explorer/started'])
  assert.deepEqual(needed('column=indicator:loss&view=table'), ['results/loss'])
  assert.deepEqual(needed('column=indicator:loss&sort=indicator:loss'), ['results/loss'])
  const map = new Solutions(4, NAMES, { usualColumns: [], mapFacet: 'city' })
  assert.deepEqual(map.needed({ ...state(''), view: 'map' }, NOTHING, () => true), ['explorer/facets/city'])
})

test('what did not come is named, and left aside', () => {
  const names = ['explorer/facets/city', 'results/loss', 'explorer/orders/title', 'explorer/started']
  assert.deepEqual(solutions.lacking(names), { facets: ['city'], indicators: ['loss'], order: true })
  assert.deepEqual(solutions.lacking([]), { facets: [], indicators: [], order: false })
  const search = 'sector=energy&city=odense&sort=title&view=table&column=city&column=started'
  const { result, order, columns } = answer(search, without('explorer/facets/city', 'explorer/orders/title', 'explorer/started'))
  assert.deepEqual(result.toOrdinals(), [0, 1])
  assert.equal(order, undefined)
  assert.deepEqual(columns, [])
})

test('what comes later is taken into account, and a piece that is known is not read again', () => {
  const late = knowing(without('explorer/facets/city', 'explorer/reporting'))
  assert.equal(late.answer(state('city=odense'), NOTHING_FOUND).reporting, null)
  assert.equal(late.having('city', 'odense'), undefined)
  late.take(PIECES)
  const had = late.having('city', 'odense')
  assert.deepEqual(had.toOrdinals(), [0, 2])
  late.take(PIECES)
  assert.equal(late.having('city', 'odense'), had)
  assert.deepEqual(late.answer(state('city=odense'), NOTHING_FOUND).result.toOrdinals(), [0, 2])
})
