import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Bitset } from '../../overrides/assets/showroom/js/bitset.mjs'
import { FacetIndex } from '../../overrides/assets/showroom/js/facets.mjs'

const DATA = {
  count: 6,
  facets: {
    sector: { energy: [0, 1, 2], water: [2, 3], waste: [4] },
    city: { aarhus: [0, 3], odense: [1, 2, 4], skive: [] },
  },
}
const index = indexOf(DATA)

const selected = (choices) => new Map(Object.entries(choices).map(([facet, values]) => [facet, new Set(values)]))
const condition = (name, ordinals, count = DATA.count) => new Map([[name, Bitset.of(ordinals, count)]])
const text = (...ordinals) => condition('text', ordinals)

test('without choices everything is found', () => {
  assert.deepEqual(index.result(new Map()).toOrdinals(), [0, 1, 2, 3, 4, 5])
})

test('values of one facet add up, facets narrow', () => {
  assert.deepEqual(index.result(selected({ sector: ['energy', 'water'] })).toOrdinals(), [0, 1, 2, 3])
  assert.deepEqual(index.result(selected({ sector: ['energy', 'water'], city: ['aarhus'] })).toOrdinals(), [0, 3])
})

test('the text narrows the facets', () => {
  assert.deepEqual(index.result(selected({ sector: ['energy'] }), text(1, 3)).toOrdinals(), [1])
})

test('a facet without ticked values does not narrow', () => {
  assert.equal(index.result(selected({ sector: [] })).count, 6)
})

test('a value the index does not know matches nothing', () => {
  assert.equal(index.result(selected({ sector: ['__proto__'] })).count, 0)
})

test('a facet that was not fetched narrows nothing and has no counts', () => {
  assert.equal(index.result(selected({ status: ['running'], constructor: ['name'] })).count, 6)
  assert.deepEqual([...index.counts(selected({ status: ['running'] })).keys()], ['sector', 'city'])
  assert.equal(index.bestRemoval(selected({ status: ['running'] })), null)
  assert.deepEqual([index.has('city'), index.has('status'), index.sets('status').size], [true, false, 0])
})

test('ticking a value leaves the counts of its own facet as they are', () => {
  const before = index.counts(new Map()).get('sector')
  assert.deepEqual(index.counts(selected({ sector: ['energy'] })).get('sector'), before)
  assert.deepEqual(before, new Map([['energy', 3], ['water', 2], ['waste', 1]]))
})

test('ticking a value narrows the counts of the other facets', () => {
  const counts = index.counts(selected({ sector: ['energy'] })).get('city')
  assert.deepEqual(counts, new Map([['aarhus', 1], ['odense', 2], ['skive', 0]]))
})

test('the filter to drop is the one that leaves most', () => {
  const selection = selected({ sector: ['waste'], city: ['aarhus'] })
  assert.deepEqual(index.bestRemoval(selection), { kind: 'facet', facet: 'sector', values: ['waste'], count: 2 })
})

test('several values of a facet are dropped together, since one of them alone gives nothing more', () => {
  const removal = index.bestRemoval(selected({ sector: ['energy', 'waste'], city: ['skive'] }))
  assert.deepEqual(removal, { kind: 'facet', facet: 'city', values: ['skive'], count: 4 })
  const other = index.bestRemoval(selected({ sector: ['water', 'waste'], city: ['aarhus', 'skive'] }), text(0))
  assert.deepEqual(other, { kind: 'facet', facet: 'sector', values: ['water', 'waste'], count: 1 })
})

test('the text can be the filter to drop', () => {
  assert.deepEqual(index.bestRemoval(selected({ sector: ['energy'] }), text()), { kind: 'condition', name: 'text', count: 3 })
})

test('every condition narrows, and the one that costs most is the one to drop', () => {
  const both = new Map([...condition('text', [0, 1, 2]), ...condition('figure', [3, 4])])
  assert.equal(index.result(new Map(), both).count, 0)
  assert.deepEqual(index.bestRemoval(new Map(), both), { kind: 'condition', name: 'figure', count: 3 })
})

test('a condition named like a facet leaves the counts of that facet narrowed by it', () => {
  const counts = index.counts(new Map(), condition('sector', [2])).get('sector')
  assert.deepEqual(counts, new Map([['energy', 1], ['water', 1], ['waste', 0]]))
})

test('no filter is named when dropping any one still leaves nothing', () => {
  assert.equal(index.bestRemoval(selected({ sector: ['waste'], city: ['skive'] }), text()), null)
  assert.equal(index.bestRemoval(new Map()), null)
})

test('of equally good filters the first chosen facet is named', () => {
  const removal = index.bestRemoval(selected({ sector: ['waste'], city: ['aarhus'] }), text(3, 4))
  assert.equal(removal.facet, 'sector')
})

test('ordinals outside the catalogue are refused', () => {
  assert.throws(() => indexOf({ count: 2, facets: { sector: { energy: [2] } } }), RangeError)
})

test('results, counts and the best removal agree with brute force on random catalogues', () => {
  const random = mulberry32(20260417)
  for (let round = 0; round < 200; round++) {
    const { data, rows } = randomCatalogue(random)
    const selection = randomSelection(random, data)
    const found = new Map(['text', 'figure'].filter(() => random() < 0.5)
      .map((name) => [name, rows.map((_, i) => i).filter(() => random() < 0.6)]))
    const conditions = new Map([...found].map(([name, ordinals]) => [name, Bitset.of(ordinals, data.count)]))
    const built = indexOf(data)

    const left = (without) => rows.flatMap((row, i) => (passes(row, i, selection, found, without) ? [i] : []))
    assert.deepEqual(built.result(selection, conditions).toOrdinals(), left())

    const counts = built.counts(selection, conditions)
    for (const [facet, values] of Object.entries(data.facets)) {
      const others = left(facet)
      for (const value of Object.keys(values)) {
        const expected = others.filter((i) => rows[i][facet].has(value)).length
        assert.equal(counts.get(facet).get(value), expected, `round ${round}: ${facet}=${value}`)
      }
    }

    const gains = [...selection.keys()].map((facet) => left(facet).length)
    for (const name of found.keys()) gains.push(left(name).length)
    assert.equal(built.bestRemoval(selection, conditions)?.count ?? 0, Math.max(0, ...gains))
  }
})

/** An index of these facets: facet id → value id → ordinals. */
function indexOf({ count, facets }) {
  const index = new FacetIndex(count)
  for (const [facet, values] of Object.entries(facets)) {
    index.add(facet, new Map(Object.entries(values).map(([value, ordinals]) => [value, Bitset.of(ordinals, count)])))
  }
  return index
}

/** Whether brute force lets a row through. */
function passes(row, ordinal, selection, found, without) {
  if ([...found].some(([name, ordinals]) => name !== without && !ordinals.includes(ordinal))) return false
  return [...selection].every(([facet, values]) => facet === without || [...values].some((value) => row[facet].has(value)))
}

function randomCatalogue(random) {
  const count = Math.floor(random() * 70)
  const names = Array.from({ length: 1 + Math.floor(random() * 4) }, (_, f) => `facet-${f}`)
  const data = { count, facets: Object.fromEntries(names.map((name) => [name, {}])) }
  const rows = Array.from({ length: count }, () => Object.fromEntries(names.map((name) => [name, new Set()])))
  for (const name of names) {
    for (let v = 0; v < 1 + Math.floor(random() * 5); v++) {
      const share = random()
      const ordinals = rows.map((_, i) => i).filter(() => random() < share)
      data.facets[name][`value-${v}`] = ordinals
      for (const ordinal of ordinals) rows[ordinal][name].add(`value-${v}`)
    }
  }
  return { data, rows }
}

function randomSelection(random, data) {
  const selection = new Map()
  for (const [facet, values] of Object.entries(data.facets)) {
    const ticked = Object.keys(values).filter(() => random() < 0.3)
    if (ticked.length > 0) selection.set(facet, new Set(ticked))
  }
  return selection
}

/** A small seeded generator of numbers from 0 to 1 (Tommy Ettinger, public domain). */
function mulberry32(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
