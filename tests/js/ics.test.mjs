import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { calendar, escaped, folded } from '../../overrides/assets/showroom/js/ics.mjs'

const ABOUT = { host: 'showroom.example', product: 'Living Lab Showroom', now: new Date('2026-11-23T08:15:30.123Z') }

const ALL_DAY = {
  id: 'odense.odex-sdu',
  day: '2026-12-31',
  time: '',
  summary: 'Visit: ODEX, Odense',
  location: 'Odense, Denmark',
  description: 'To see:\nRobots; drones, and more \\ less\nBørge’s “ærlige” brønd 🚲 fylder mange flere oktetter end den har tegn, og derfor foldes linjen',
  url: 'https://showroom.example/visit/?solution=a&day=odense.odex-sdu,aarhus',
}

const TIMED = { ...ALL_DAY, id: 'aarhus', day: '2027-01-01', time: '09:30', summary: 'Visit: Aarhus', location: 'Aarhus, Denmark', description: 'To see:\nRain' }

const octets = (text) => new TextEncoder().encode(text).length

test('the file is the golden one, octet by octet', () => {
  const golden = readFileSync(new URL('../cases/visit.ics', import.meta.url), 'utf8')
  assert.equal(calendar([ALL_DAY, TIMED], ABOUT), golden)
})

test('every line ends with CRLF and has no more than 75 octets', () => {
  const lines = calendar([ALL_DAY, TIMED], ABOUT).split('\r\n')
  assert.equal(lines.pop(), '')
  for (const line of lines) {
    assert.ok(octets(line) <= 75, line)
    assert.doesNotMatch(line, /[\r\n]/)
  }
})

test('folding cuts between characters, and unfolding gives the line back', () => {
  for (const text of ['x'.repeat(75), 'x'.repeat(76), 'æ'.repeat(200), '🚲'.repeat(99), `x${'æ'.repeat(99)}`, '']) {
    const lines = folded(text).split('\r\n')
    assert.equal(lines.map((line, i) => (i ? line.slice(1) : line)).join(''), text)
    assert.ok(lines.every((line) => octets(line) <= 75))
    assert.ok(lines.slice(0, -1).every((line) => octets(line) > 75 - 4))
    assert.ok(lines.slice(1).every((line) => line.startsWith(' ')))
  }
})

test('text cannot begin a property of its own', () => {
  assert.equal(escaped('a;b,c\\d\r\ne\nf\rg'), 'a\\;b\\,c\\\\d\\ne\\nf\\ng')
  const hostile = 'x\r\nEND:VEVENT\u0000\u0085'
  const file = calendar([{ ...TIMED, summary: hostile, location: hostile, description: hostile, url: `https://x/\r\nEND:VEVENT` }], ABOUT)
  assert.deepEqual(file.split('\r\n').filter((line) => line.startsWith('END:')), ['END:VEVENT', 'END:VCALENDAR'])
})

test('all day ends on the day after, over the turn of the year', () => {
  const file = calendar([ALL_DAY], ABOUT)
  assert.match(file, /\r\nDTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n/)
})

test('ids and all the rest stay the same whenever the file is made; only the stamp says when', () => {
  const later = calendar([ALL_DAY], { ...ABOUT, now: new Date('2027-05-05T00:00:00Z') })
  assert.equal(later.replace('DTSTAMP:20270505T000000Z', 'DTSTAMP:20261123T081530Z'), calendar([ALL_DAY], ABOUT))
})

test('ids differ by stop and by day', () => {
  const uid = (event) => /UID:(.*)\r\n/.exec(calendar([event], ABOUT))[1]
  assert.equal(uid(ALL_DAY), '2026-12-31-odense.odex-sdu@showroom.example')
  assert.equal(new Set([ALL_DAY, TIMED, { ...ALL_DAY, day: '2027-01-01' }].map(uid)).size, 3)
})
