import assert from 'node:assert/strict'
import { test } from 'node:test'

import { addDays, dayInWords, isDay } from '../../overrides/assets/showroom/js/calendar-day.mjs'
import {
  arrange, dateOf, DAYS_LIMIT, moved, movedTo, parse, serialise, serialiseWhole, stopsOf, ways, withDay, withoutDay,
} from '../../overrides/assets/showroom/js/itinerary.mjs'

const CITIES = {
  aarhus: { id: 'aarhus', name: 'Aarhus', country: 'dk', lat: 56.1567, lon: 10.2108 },
  aalborg: { id: 'aalborg', name: 'Aalborg', country: 'dk', lat: 57.048, lon: 9.9187 },
  copenhagen: { id: 'copenhagen', name: 'Copenhagen', country: 'dk', lat: 55.6761, lon: 12.5683 },
  odense: { id: 'odense', name: 'Odense', country: 'dk', lat: 55.3959, lon: 10.3883 },
  wuxi: { id: 'wuxi', name: 'Wuxi', country: 'cn', lat: 31.4912, lon: 120.3119 },
}

const at = (city, slug, lab) => ({ slug, title: slug, city: CITIES[city], ...(lab && { lab: { id: lab, name: lab } }) })
const stops = (...solutions) => stopsOf(solutions)
const ids = (days) => days.map((day) => day.map(({ id }) => id))
const plan = (search) => parse(new URLSearchParams(search)).plan
const ignored = (search) => parse(new URLSearchParams(search)).ignored

const EVERYTHING = 'solution=heat&solution=rain&from=odense&start=2026-12-01&day=odense.odex-sdu,aarhus&day=&day=wuxi&time=0930-odense.odex-sdu&time=1415-wuxi'

test('an empty address is an empty plan', () => {
  assert.deepEqual(plan(''), { solutions: [], from: '', start: '', days: null, times: new Map() })
  assert.equal(serialise(plan('')), '')
})

test('a plan that was emptied says so, and is read as that', () => {
  assert.equal(serialiseWhole(plan('start=2026-12-01')), 'solution=&start=2026-12-01')
  assert.equal(serialiseWhole(plan('')), 'solution=')
  assert.equal(serialiseWhole(plan(EVERYTHING)), EVERYTHING)
  assert.deepEqual(ignored('solution='), [])
})

test('a plan is written as it is read, with empty days and times', () => {
  assert.equal(serialise(plan(EVERYTHING)), EVERYTHING)
  assert.deepEqual(plan(EVERYTHING).days, [['odense.odex-sdu', 'aarhus'], [], ['wuxi']])
  assert.deepEqual(plan(EVERYTHING).times, new Map([['odense.odex-sdu', '09:30'], ['wuxi', '14:15']]))
  assert.deepEqual(ignored(EVERYTHING), [])
})

test('escaped signs in a mailed address are read alike', () => {
  assert.equal(serialise(plan(EVERYTHING.replaceAll(',', '%2C').replaceAll('.', '%2E'))), EVERYTHING)
})

test('what makes no sense is left out and named, each thing once', () => {
  const search = 'solution=heat&solution=../x&solution=heat&start=2026-02-30&from=a.b&day=aarhus,%3Cb%3E,aarhus&time=2530-aarhus&time=noon'
  assert.equal(serialise(plan(search)), 'solution=heat&day=aarhus')
  assert.deepEqual(ignored(search), ['../x', '2026-02-30', 'a.b', '<b>', 'aarhus', '2530-aarhus', 'noon'])
})

test('days without any stop are no arrangement', () => {
  assert.equal(plan('solution=heat&day=&day=').days, null)
})

test('hostile addresses neither break nor grow the plan', () => {
  const many = Array.from({ length: 500 }, (_, i) => `solution=s${i}&day=c${i}&day=__proto__&x${i}=1`).join('&')
  const read = plan(many)
  assert.equal(read.solutions.length, 50)
  assert.equal(read.days.length, DAYS_LIMIT)
  assert.equal(serialise(plan(serialise(read))), serialise(read))
  assert.equal(serialise(plan('%E0%A4%A=1&day=%E0%A4%A&solution=%00&from=%0A&constructor=1')), '')
})

test('a city and a lab make a stop, and so does a city without one, in the order of the solutions', () => {
  const found = stops(at('odense', 'a', 'odex'), at('odense', 'b'), at('aarhus', 'c'), at('odense', 'd', 'odex'), at('aarhus', 'e', 'odex'))
  assert.deepEqual(found.map(({ id, solutions }) => [id, solutions.map(({ slug }) => slug)]), [
    ['odense.odex', ['a', 'd']], ['odense', ['b']], ['aarhus', ['c']], ['aarhus.odex', ['e']],
  ])
})

test('stops of one city stand together, and a long way begins a new day', () => {
  const found = stops(at('aarhus', 'a'), at('copenhagen', 'b'), at('odense', 'c'), at('aarhus', 'd', 'lab'))
  assert.deepEqual(ids(arrange(found, plan('')).days), [['aarhus', 'aarhus.lab', 'odense'], ['copenhagen']])
})

test('a day has no more than three stops, and days are even', () => {
  const labs = (number) => stops(...Array.from({ length: number }, (_, i) => at('odense', `s${i}`, `lab-${i}`)))
  const sizes = (number) => arrange(labs(number), plan('')).days.map((day) => day.length)
  assert.deepEqual([1, 2, 3, 4, 5, 6, 7, 8].map(sizes), [[1], [2], [3], [2, 2], [3, 2], [3, 3], [3, 2, 2], [3, 3, 2]])
})

test('days are less even where the stops of a city would be parted, which only happens when it has too many', () => {
  const labs = (city, number) => Array.from({ length: number }, (_, i) => at(city, `${city}-${i}`, `lab-${i}`))
  const cities = (...solutions) => arrange(stops(...solutions), plan('')).days.map((day) => day.map(({ city }) => city.id).join(' '))
  assert.deepEqual(cities(...labs('aarhus', 3), ...labs('odense', 1)), ['aarhus aarhus aarhus', 'odense'])
  assert.deepEqual(cities(...labs('aarhus', 2), ...labs('odense', 3)), ['aarhus aarhus', 'odense odense odense'])
  assert.deepEqual(cities(...labs('aarhus', 4), ...labs('odense', 2)), ['aarhus aarhus aarhus', 'aarhus odense odense'])
})

test('another country begins a new day', () => {
  const found = stops(at('wuxi', 'a'), at('aarhus', 'b'), at('odense', 'c'))
  assert.deepEqual(ids(arrange(found, plan('')).days), [['aarhus', 'odense'], ['wuxi']])
})

test('the reader chooses where it begins', () => {
  const found = stops(at('aarhus', 'a'), at('aalborg', 'b'), at('odense', 'c'))
  assert.deepEqual(ids(arrange(found, plan('from=odense')).days).flat(), ['odense', 'aarhus', 'aalborg'])
  assert.deepEqual(arrange(found, plan('from=atlantis')).unknown, ['atlantis'])
})

test('an arrangement of the reader holds; unknown stops are named and new ones come last', () => {
  const found = stops(at('aarhus', 'a'), at('odense', 'b'), at('copenhagen', 'c'))
  const { days, unknown, added } = arrange(found, plan('day=odense,atlantis&day=&day=aarhus'))
  assert.deepEqual(ids(days), [['odense'], [], ['aarhus'], ['copenhagen']])
  assert.deepEqual([unknown, added.map(({ id }) => id)], [['atlantis'], ['copenhagen']])
})

test('an arrangement of unknown stops only is none', () => {
  const { days, unknown, added } = arrange(stops(at('aarhus', 'a')), plan('day=atlantis'))
  assert.deepEqual([ids(days), unknown, added], [[['aarhus']], ['atlantis'], []])
})

test('no stop, no day', () => {
  assert.deepEqual(arrange([], plan('')).days, [])
})

test('each stop but the first has a way from the one before, over the edge of days', () => {
  const { days } = arrange(stops(at('aarhus', 'a'), at('odense', 'b'), at('odense', 'c', 'lab')), plan('day=aarhus&day=odense,odense.lab'))
  const found = ways(days)
  assert.deepEqual([...found.keys()], ['odense', 'odense.lab'])
  assert.deepEqual([...found.values()].map((metres) => Math.round(metres / 1000)), [85, 0])
})

test('a stop moves within its day, over the edge of a day, and not beyond the ends', () => {
  const days = [['a', 'b'], [], ['c']]
  assert.deepEqual(moved(days, 'b', -1), [['b', 'a'], [], ['c']])
  assert.deepEqual(moved(days, 'b', 1), [['a'], ['b'], ['c']])
  assert.deepEqual(moved(days, 'c', -1), [['a', 'b'], ['c'], []])
  assert.deepEqual(moved(days, 'a', -1), days)
  assert.deepEqual(moved(days, 'c', 1), days)
  assert.deepEqual(days, [['a', 'b'], [], ['c']])
})

test('moving a stop there and back changes nothing', () => {
  for (const stop of ['b', 'c']) {
    const days = [['a', 'b'], ['c', 'd']]
    assert.deepEqual(moved(moved(days, stop, 1), stop, -1), days)
    assert.deepEqual(moved(moved(days, stop, -1), stop, 1), days)
  }
})

test('a stop goes to the end of another day or to a new one', () => {
  const days = [['a', 'b'], ['c']]
  assert.deepEqual(movedTo(days, 'a', 1), [['b'], ['c', 'a']])
  assert.deepEqual(movedTo(days, 'c', 2), [['a', 'b'], [], ['c']])
})

test('a day is put in where one wants it, and only an empty one is taken away', () => {
  assert.deepEqual(withDay([['a'], ['b']], 1), [['a'], [], ['b']])
  assert.deepEqual(withoutDay([['a'], [], ['b']], 1), [['a'], ['b']])
  assert.deepEqual(withoutDay([['a'], ['b']], 1), [['a'], ['b']])
  const most = Array.from({ length: DAYS_LIMIT }, () => ['x'])
  assert.equal(withDay(most, 0).length, DAYS_LIMIT)
})

test('days have dates from the start on, over the turn of months, years and clocks', () => {
  assert.equal(dateOf(plan('start=2026-12-31'), 1), '2027-01-01')
  assert.equal(dateOf(plan('start=2028-02-28'), 1), '2028-02-29')
  assert.equal(dateOf(plan('start=2026-03-28'), 2), '2026-03-30')
  assert.equal(dateOf(plan(''), 1), '')
  assert.equal(addDays('2026-03-01', -1), '2026-02-28')
})

test('a day is a day of the calendar and nothing else', () => {
  assert.ok(isDay('2026-12-01'))
  for (const text of ['', '2026-2-1', '2026-13-01', '2026-02-29', '0026-12-01', '12026-12-01', '2026-12-01T00:00', 'today']) {
    assert.equal(isDay(text), false, text)
  }
})

test('a day is written with its month in words, which all countries read alike', () => {
  assert.equal(dayInWords('2026-12-01', 'en'), 'Tuesday 1 December 2026')
  assert.equal(dayInWords('2026-12-01', 'en', { weekday: false }), '1 December 2026')
})
