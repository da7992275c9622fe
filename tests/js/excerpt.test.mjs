import assert from 'node:assert/strict'
import { test } from 'node:test'

import { excerpt, missing, passages, plain, spans } from '../../overrides/assets/showroom/js/excerpt.mjs'

const marked = (text, ...forms) => spans(text, new Set(forms)).map(([start, end]) => text.slice(start, end))
const written = (found) => found && `${found.where}: ${found.pieces.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join('')}`

test('the forms that were found are marked as they stand, whatever their case and accents', () => {
  assert.deepEqual(marked('Lights, lighting; delight and LIGHT', 'light', 'lights', 'lighting'), ['Lights', 'lighting', 'LIGHT'])
  assert.deepEqual(marked('Ærø, A\u030Arhus and Århus', 'aeroe', 'aarhus'), ['Ærø', 'A\u030Arhus', 'Århus'])
  assert.deepEqual(marked('10 m² of CO₂', 'm2', 'co2'), ['m²', 'CO₂'])
  assert.deepEqual(marked('nothing here', 'light'), [])
  assert.deepEqual(marked('', 'light'), [])
})

test('two words that make one run together are marked with what stands between', () => {
  assert.deepEqual(marked('over Wi-Fi, WiFi and wi fi', 'wifi'), ['Wi-Fi', 'WiFi', 'wi fi'])
  assert.deepEqual(marked('a street light, or a street. Light', 'streetlight'), ['street light'])
  assert.deepEqual(marked('street lights', 'streetlights', 'lights', 'street'), ['street lights'])
})

test('places never overlap', () => {
  assert.deepEqual(spans('a b c', new Set(['ab', 'bc', 'b'])), [[0, 3]])
})

test('Markdown becomes the text that readers see', () => {
  const cases = [
    ['See [the report](https://a.example/x "y") and <https://b.example/z>.', 'See the report and .'],
    ['**each one dims** to *half* at `22:00`', 'each one dims to half at 22:00'],
    ['- one\n- two\n\n1. three\n> four', 'one two three four'],
    ['5 * 3 and snake_case and 2 ** 3', '5 * 3 and snake_case and 2 ** 3'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ]
  for (const [markdown, text] of cases) assert.equal(plain(markdown), text)
  // None of these takes longer than reading it a few times: a pattern that backtracks would never come to an end.
  for (const hostile of ['['.repeat(4000), '*'.repeat(4000), '[a]('.repeat(1000), '`a'.repeat(2000), '_ '.repeat(2000), '> '.repeat(2000)]) assert.ok(plain(hostile).length <= hostile.length)
})

test('the words that a card lacks are those of which it has no form', () => {
  assert.deepEqual(missing('Lamps that dim', [['lamp', 'lamps'], ['leak', 'leaks'], []]), [['leak', 'leaks'], []])
  assert.deepEqual(missing('Wi-Fi', [['wifi'], ['wi', 'wifi']]), [['wi', 'wifi']].slice(1))
})

test('the place that has most of the words is quoted, cut at words', () => {
  const long = 'word '.repeat(30)
  const from = [
    { where: 'solution', text: `${long}the leak was found ${long}` },
    { where: 'finding', text: `${long}a leak in the harbour at night, and more of it ${long}` },
  ]
  assert.equal(written(excerpt(from, [['leak'], ['harbour']])),
    'finding: … word word word word word word a [leak] in the [harbour] at night, and more of it word word word word word word word …')
  assert.equal(written(excerpt(from, [['leak']])).slice(0, 60), 'solution: … word word word word word word the [leak] was fou')
  assert.equal(excerpt(from, [['zebra']]), null)
  assert.equal(excerpt([], [['leak']]), null)
})

test('a short text is quoted whole, and a longer one from its start when the match is near', () => {
  const text = 'In the first winter of the test nobody saw that the leak was there. Then came spring.'
  assert.equal(written(excerpt([{ where: 'finding', text }], [['leak']])), `finding: ${text.replace('leak', '[leak]')}`)
  assert.equal(written(excerpt([{ where: 'partner', text: 'HOFOR' }], [['hofor']])), 'partner: [HOFOR]')
  assert.equal(written(excerpt([{ where: 'place', text: 'Århus · Aarhus' }], [['aarhus']])), 'place: [Århus] · [Aarhus]')
})

test('a word longer than a line is quoted all the same', () => {
  const word = 'x'.repeat(300)
  assert.equal(excerpt([{ where: 'solution', text: `a ${word}` }], [['a']]).pieces[0].text, 'a')
})

test('an entry says where each of its texts stands, other names beside the name', () => {
  const entry = {
    slug: 's', title: 'T', summary: 'S', solution: '**Done**', challenge: 'Asked', sectors: [{ id: 'a', label: 'Water' }],
    technologies: [{ id: 't', label: 'People-flow counting', synonyms: ['footfall'] }], city: { id: 'c', name: 'Aarhus' },
    partners: [{ organisation: { id: 'o', name: 'HOFOR' }, role: { id: 'r', label: 'Owner' } }], lab: { id: 'l', name: 'DOLL' },
    results: [{ label: 'Saved', quantity: { text: '30 %' } }], findings: [{ kind: 'worked', text: 'Learnt' }], keywords: ['k1', 'k2'],
    partnership: { methods: [{ id: 'm', label: 'Hackathon' }] }, sources: [{ title: 'Report', publisher: 'City' }],
  }
  assert.deepEqual(passages(entry).map(({ where, text }) => `${where}: ${text}`), [
    'solution: Done', 'challenge: Asked', 'finding: Learnt', 'result: Saved: 30 %', 'partner: HOFOR',
    'technology: People-flow counting', 'technology: footfall · People-flow counting', 'sector: Water', 'keywords: k1, k2',
    'place: Aarhus', 'lab: DOLL', 'partnership: Hackathon', 'source: Report, City',
  ])
})
