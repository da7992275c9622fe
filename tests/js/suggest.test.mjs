import assert from 'node:assert/strict'
import { test } from 'node:test'

import { shardFor, suggest } from '../../overrides/assets/showroom/js/suggest.mjs'

const THINGS = [
  [0, 'lighting', 'Lighting and street infrastructure', 11, ['street light', 'luminaires']],
  [1, 'adaptive-led', 'LED and adaptive lighting', 12, ['LED street lights']],
  [1, 'broadband-wireless', 'Wi-Fi, 4G and 5G', 6, ['fibre']],
  [2, 'hoeje-taastrup', 'Høje-Taastrup', 3, []],
  [2, 'aarhus', 'Aarhus', 16, ['Århus', 'Arhus']],
  [3, 'quay', 'Lamps on the quay that light up for cyclists', 'Aarhus', []],
  [3, 'light-a', 'Light for the elderly', 'Odense', []],
  [4, 'doll', 'DOLL Living Lab', 'Albertslund', []],
  [5, 'doll-org', 'DOLL Visitor Centre', 2, ['DOLL']],
]

const uris = (query) => suggest(THINGS, query).flatMap(({ suggestions }) => suggestions.map(({ uri }) => uri))

test('a thing is found by the beginning of its name, of a word of it, or of another of its names', () => {
  assert.deepEqual(suggest(THINGS, 'aar'), [{
    name: 'places', suggestions: [{ label: 'Aarhus', uri: 'cities/aarhus/', detail: 16, via: '' }],
  }])
  assert.deepEqual(uris('quay'), ['solutions/quay/'])
  assert.equal(suggest(THINGS, 'lumi')[0].suggestions[0].via, 'luminaires')
  assert.deepEqual(uris('rhus'), [])
})

test('a synonym leads to its topic, and says so', () => {
  assert.deepEqual(suggest(THINGS, 'street light')[0].suggestions.map(({ label, via }) => [label, via]), [
    ['Lighting and street infrastructure', 'street light'],
    ['LED and adaptive lighting', 'LED street lights'],
  ])
})

test('what begins like the query comes before what has it later', () => {
  assert.deepEqual(uris('light'), ['solutions/?sector=lighting', 'solutions/?technology=adaptive-led', 'solutions/light-a/', 'solutions/quay/'])
})

test('spaces, hyphens, capitals and accents do not matter', () => {
  for (const query of ['wifi', 'wi fi', 'Wi-Fi', 'WIFI']) assert.deepEqual(uris(query), ['solutions/?technology=broadband-wireless'], query)
  for (const query of ['HøjeTaastrup', 'hoeje taas', 'hoejetaastrup', 'Høje-T']) assert.deepEqual(uris(query), ['cities/hoeje-taastrup/'], query)
  assert.equal(uris('streetli')[0], 'solutions/?sector=lighting')
})

test('several words must all begin words of one name, in any order', () => {
  assert.deepEqual(uris('cyclists lamps'), ['solutions/quay/'])
  assert.deepEqual(uris('lamps aarhus'), [])
})

test('groups keep their order and no kind crowds out the others', () => {
  const many = [...Array(20).keys()].map((n) => [3, `s${n}`, `Doll number ${n}`, 'Aarhus', []])
  const groups = suggest([...many, ...THINGS], 'doll')
  assert.deepEqual(groups.map(({ name, suggestions }) => [name, suggestions.length]), [['entries', 4], ['labs', 1], ['organisations', 1]])
  assert.deepEqual(groups[0].suggestions.map(({ uri }) => uri), ['solutions/s0/', 'solutions/s1/', 'solutions/s2/', 'solutions/s3/'])
})

test('at most eight are suggested', () => {
  const many = [0, 1, 2, 3, 4, 5].flatMap((kind) => [...Array(9).keys()].map((n) => [kind, `x${n}`, `Xylophone ${n}`, 1, []]))
  const groups = suggest(many, 'xyl')
  assert.equal(groups.reduce((sum, { suggestions }) => sum + suggestions.length, 0), 8)
})

test('a query without words suggests nothing', () => {
  for (const query of ['', '  ', '…', '🚲']) assert.deepEqual(suggest(THINGS, query), [])
})

test('the file of the longest word is asked for, by as many letters as there are files for', () => {
  const shards = { s: 's.json', st: 'st.json', h: 'h.json', w: 'w.json', constructor: 'no.json' }
  assert.equal(shardFor(shards, 's'), 's.json')
  assert.equal(shardFor(shards, 'street'), 'st.json')
  assert.equal(shardFor(shards, 'Harbour of St'), 'h.json')
  assert.equal(shardFor(shards, 'sea water'), 'w.json') // s.json has only the best: the rest stand in st.json
  assert.equal(shardFor(shards, 'x'), null)
  assert.equal(shardFor(shards, 'x h'), 'h.json')
  assert.equal(shardFor(shards, '…'), null)
  assert.equal(shardFor({}, 'toString'), null)
})
