import assert from 'node:assert/strict'
import { test } from 'node:test'

import { alignment, compare, comparisonRows, isSameForAll } from '../../overrides/assets/showroom/js/comparison.mjs'

/** Words that say their key and what fills them. */
const words = { say: (key, values = {}) => [key, ...Object.values(values)].join(' ') }
const labels = {
  countries: { dk: 'Denmark' },
  partners: [['public', 'Public authority'], ['citizens', 'Citizens']],
  findings: [['worked', 'Worked'], ['did-not-work', 'Did not work']],
}
const kinds = { measured: 'Measured', stated: 'Stated', expected: 'Expected', context: 'Context' }
const source = { id: 'a', number: 1, title: 'Report', publisher: 'City', url: 'https://city.example/report', date: '2019-04' }
const indicator = (id, unit = 'kWh', better = 'lower') => ({ id, label: `the ${id}`, unit: { id: unit, label: unit }, better })
const kilowatts = indicator('saved', 'kWh', 'higher')

const result = (of, text, more = {}) => ({
  label: of.label, indicator: of, quantity: { text, unit: { id: 'x', label: 'x' } }, kind: 'measured', source, ...more,
})

const solution = (slug, more = {}) => ({
  slug, title: `Title of ${slug}`, summary: '', sectors: [{ id: 'energy', label: 'Energy' }], technologies: [],
  city: { id: 'testby', name: 'Testby', country: 'dk' }, partners: [], ...more,
})

const sections = (...solutions) => compare(solutions, { words, labels })
const rowOf = (found, label) => found.flatMap(({ rows }) => rows).find((row) => row.label === label)
const texts = (row) => row.cells.map((cell) => cell.map(({ text }) => text))

test('results of one indicator stand in one row, the most shared first, and the others in a row of their own', () => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => indicator(id))
  const columns = [
    [result(a, '1'), result(b, '2'), result(c, '3')],
    [result(c, '4'), result(d, '5')],
    [result(c, '6'), result(a, '7'), result(a, '8')],
  ]
  const { shared, single } = alignment(columns)
  assert.deepEqual(shared.map((row) => [row.indicator.id, row.cells.map((cell) => cell.map(({ quantity }) => quantity.text))]), [
    ['c', [['3'], ['4'], ['6']]],
    ['a', [['1'], [], ['7', '8']]],
  ])
  assert.deepEqual(single.map((cell) => cell.map(({ quantity }) => quantity.text)), [['2'], ['5'], []])
})

test('an indicator that one solution reports twice is not shared', () => {
  const a = indicator('a')
  const { shared, single } = alignment([[result(a, '1'), result(a, '2')], []])
  assert.deepEqual([shared, single.map((cell) => cell.length)], [[], [2, 0]])
})

test('shared figures stand in the indicator\'s unit, with the figure as reported where that differs', () => {
  const one = solution('one', { results: [result(kilowatts, '2 MWh', { comparable: { low: 2000, high: 2000, text: '2,000 kWh' } })] })
  const two = solution('two', { results: [result(kilowatts, '500 kWh', { comparable: { low: 500, high: 500, text: '500 kWh' } })] })
  const row = rowOf(sections(one, two), 'the saved')
  assert.deepEqual(texts(row), [['2,000 kWh'], ['500 kWh']])
  assert.deepEqual(row.cells.map(([line]) => line.notes), [['as-reported 2 MWh'], []])
  assert.equal(row.hint, 'higher')
})

test('a figure that has no fixed rate to the common unit says so', () => {
  const one = solution('one', { results: [result(kilowatts, '3 EUR')] })
  const two = solution('two', { results: [result(kilowatts, '4 kWh', { comparable: { low: 4, high: 4, text: '4 kWh' } })] })
  assert.deepEqual(rowOf(sections(one, two), 'the saved').cells[0][0].notes, ['not-converted kWh'])
})

test('a figure that nobody else reports stays as it was reported, with its own label', () => {
  const one = solution('one', { results: [result(kilowatts, '2 MWh', { label: 'Power', comparable: { low: 2000, high: 2000, text: '2,000 kWh' } })] })
  const row = rowOf(sections(one, solution('two')), 'single')
  assert.deepEqual(texts(row), [['2 MWh'], []])
  assert.deepEqual(row.cells[0][0].notes, ['Power'])
})

test('a figure keeps its kind, baseline, period, note and source', () => {
  const full = result(kilowatts, '4 kWh', {
    kind: 'expected', baseline: { text: '9 kWh', description: 'old lamps' }, period: { started: '2019' }, note: 'Forecast.',
  })
  const [line] = rowOf(sections(solution('one', { results: [full] }), solution('two')), 'single').cells[0]
  assert.deepEqual(line, {
    text: '4 kWh', isFigure: true, kind: 'expected',
    notes: ['the saved', 'since 2019', 'baseline-value 9 kWh old lamps', 'Forecast.'],
    source: { text: 'City, April 2019', url: 'https://city.example/report' },
  })
})

test('context stands apart from results', () => {
  const one = solution('one', { results: [result(kilowatts, '1', { kind: 'context' }), result(kilowatts, '2')] })
  const found = sections(one, solution('two'))
  assert.deepEqual(found.filter(({ label }) => /results|context/.test(label)).map(({ label, rows }) => [label, texts(rows[0])]), [
    ['section-results', [['2'], []]],
    ['section-context', [['1'], []]],
  ])
})

test('a row about which nobody says anything is left out, but for what did not work and the visit', () => {
  const found = sections(solution('one'), solution('two'))
  assert.deepEqual(found.map(({ label, rows }) => [label, rows.map((row) => row.label)]), [
    ['section-facts', ['sectors', 'city']],
    ['section-findings', ['Did not work']],
    ['section-visit', ['visit-where']],
  ])
})

test('partners are sorted by kind, each with its role', () => {
  const partner = (id, kind) => ({ organisation: { id, name: `Name of ${id}`, kind }, role: { id: 'user', label: 'User' } })
  const found = sections(solution('one', { partners: [partner('a', 'citizens'), partner('b', 'public')] }), solution('two'))
  assert.deepEqual(rowOf(found, 'Citizens').cells, [[{ text: 'Name of a', uri: 'organisations/a/', notes: ['User'] }], []])
  assert.equal(rowOf(found, 'Citizens').nothing, 'no-partner')
})

test('a visit is the solution\'s own, or else its lab\'s', () => {
  const lab = { id: 'lab', name: 'Lab', visit: { possible: true, url: 'https://lab.example/', languages: ['en'] } }
  const own = { possible: false, note: 'Closed.' }
  const found = sections(solution('one', { lab }), solution('two', { lab, visit: own }))
  assert.deepEqual(rowOf(found, 'visit-where').cells, [
    [{ text: 'visit-possible', notes: [] }, { text: 'visit-book', url: 'https://lab.example/' }],
    [{ text: 'visit-not-possible', notes: ['Closed.'] }],
  ])
  assert.deepEqual(texts(rowOf(found, 'languages')), [['en'], []])
})

test('an address that is not of the web is no link', () => {
  const bad = { ...source, url: 'javascript:alert(1)' }
  const one = solution('one', { visit: { possible: true, url: 'data:text/html,x' }, results: [result(kilowatts, '1', { source: bad })] })
  const found = sections(one, solution('two'))
  assert.equal(rowOf(found, 'single').cells[0][0].source, undefined)
  assert.equal(rowOf(found, 'visit-where').cells[0].length, 1)
})

test('rows in which all say the same are known', () => {
  const found = sections(solution('one', { status: { id: 'x', label: 'Ended' } }), solution('two'))
  assert.equal(isSameForAll(rowOf(found, 'city')), true)
  assert.equal(isSameForAll(rowOf(found, 'status')), false)
})

test('solutions that show the same value in another kind, or with another note, differ; another link is no difference', () => {
  const cell = (line) => [{ text: '20 %', kind: 'stated', notes: ['a year'], ...line }]
  const isSame = (line) => isSameForAll({ label: '', cells: [cell({}), cell(line)] })
  assert.equal(isSame({ uri: 'labs/a/', url: 'https://a.example/', source: { text: 'Report', url: 'https://b.example/' } }), true)
  assert.equal(isSame({ kind: 'expected' }), false)
  assert.equal(isSame({ notes: [] }), false)
  assert.equal(isSame({ text: '21 %' }), false)
})

test('a spreadsheet gets section, row and one cell a solution, with kind and source', () => {
  const one = solution('one', { results: [result(kilowatts, '4\u00a0kWh')], lab: { id: 'lab', name: 'Lab' } })
  const two = solution('two', { partners: [{ organisation: { id: 'a', name: 'A', kind: 'public' }, role: { id: 'user', label: 'User' } }] })
  const rows = comparisonRows([one, two], sections(one, two), { words, kinds, addressOf: (slug) => `https://x.example/${slug}` })
  assert.deepEqual(rows, [
    ['', '', 'Title of one', 'Title of two'],
    ['', '', 'https://x.example/one', 'https://x.example/two'],
    ['section-facts', 'sectors', 'Energy', 'Energy'],
    ['section-facts', 'city', 'Testby, Denmark', 'Testby, Denmark'],
    ['section-facts', 'lab', 'Lab', 'not-reported'],
    ['section-partners', 'Public authority', 'no-partner', 'A (User)'],
    ['section-results', 'single', '4 kWh [Measured] (the saved) – City, April 2019 https://city.example/report', 'not-reported'],
    ['section-findings', 'Did not work', 'not-reported', 'not-reported'],
    ['section-visit', 'visit-where', 'not-reported', 'not-reported'],
  ])
})
