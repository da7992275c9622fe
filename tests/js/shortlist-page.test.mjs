import assert from 'node:assert/strict'
import { test } from 'node:test'

import { parse, serialise } from '../../overrides/assets/showroom/js/compare-state.mjs'
import { isSame, listIn, queryOf } from '../../overrides/assets/showroom/js/shortlist-address.mjs'
import { shortlistRows } from '../../overrides/assets/showroom/js/shortlist-rows.mjs'
import { LIMIT } from '../../overrides/assets/showroom/js/shortlist-store.mjs'

const params = (query) => new URLSearchParams(query)

test('a list and its address are one', () => {
  const list = ['quay-lamps', 'bin-sensors', '2nd-try']
  assert.equal(queryOf(list), 'solution=quay-lamps&solution=bin-sensors&solution=2nd-try')
  assert.deepEqual(listIn(params(queryOf(list))), list)
  assert.equal(queryOf([]), '')
  assert.deepEqual(listIn(params('')), [])
})

test('what is no slug, comes twice or is too much is left out of an address', () => {
  assert.deepEqual(listIn(params('solution=a&solution=../b&solution=a&solution=&x=c&solution=%3Cimg%3E&solution=d')), ['a', 'd'])
  const many = Array.from({ length: LIMIT + 10 }, (_, number) => `s${number}`)
  assert.deepEqual(listIn(params(queryOf(many))), many.slice(0, LIMIT))
})

test('lists are the same in the same order only', () => {
  assert.equal(isSame(['a', 'b'], ['a', 'b']), true)
  for (const other of [['b', 'a'], ['a'], ['a', 'b', 'c'], []]) assert.equal(isSame(['a', 'b'], other), false)
})

test('a comparison takes four and tells how many were left out', () => {
  const state = parse(params('solution=a&solution=b&solution=c&solution=d&solution=e&solution=f&differences=1'))
  assert.deepEqual(state, { slugs: ['a', 'b', 'c', 'd'], onlyDifferences: true, leftOut: 2 })
  assert.equal(serialise(state), 'solution=a&solution=b&solution=c&solution=d&differences=1')
  assert.deepEqual(parse(params('differences=yes')), { slugs: [], onlyDifferences: false, leftOut: 0 })
  assert.equal(serialise({ slugs: [], onlyDifferences: false }), '')
})

test('a spreadsheet gets one row a solution, with its best figure, kind and source', () => {
  const words = { say: (key) => key }
  const kinds = { measured: 'Measured' }
  const figure = { kind: 'measured', label: 'Saved', quantity: { text: '4\u00a0kWh' }, source: { url: 'https://city.example/' } }
  const plain = { slug: 'b', title: 'B', sectors: [{ label: 'Water' }, { label: 'Energy' }], city: { name: 'Testby' } }
  const full = { ...plain, slug: 'a', title: 'A', lab: { name: 'Lab' }, status: { label: 'Ended' }, results: [figure] }
  assert.deepEqual(shortlistRows([full, plain], { words, kinds, addressOf: (slug) => `https://x.example/${slug}` }), [
    ['title', 'address', 'sector', 'city', 'lab', 'status', 'figure', 'kind', 'source'].map((name) => `column-${name}`),
    ['A', 'https://x.example/a', 'Water, Energy', 'Testby', 'Lab', 'Ended', '4 kWh Saved', 'Measured', 'https://city.example/'],
    ['B', 'https://x.example/b', 'Water, Energy', 'Testby', '', '', '', '', ''],
  ])
})
