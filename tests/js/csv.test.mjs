import assert from 'node:assert/strict'
import { test } from 'node:test'

import { csv } from '../../overrides/assets/showroom/js/csv.mjs'

const BOM = '\uFEFF'

test('rows end in CR LF and the file starts with the mark by which Excel knows UTF-8', () => {
  assert.equal(csv([['Title', 'City'], ['Ærø ferry', 2019]]), `${BOM}Title,City\r\nÆrø ferry,2019\r\n`)
  assert.equal(csv([]), BOM)
})

test('commas, quotes and line breaks are quoted, and quotes doubled', () => {
  const row = ['a,b', 'say "hi"', 'one\ntwo', 'one\r\ntwo', ' space ', '']
  assert.equal(csv([row]), `${BOM}"a,b","say ""hi""","one\ntwo","one\r\ntwo", space ,\r\n`)
})

test('what a spreadsheet would run is a text', () => {
  const cells = ['=1+1', '+cmd', '-2 °C', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("x","y")', '-5 to -3']
  assert.deepEqual(csv(cells.map((cell) => [cell])).slice(1).split('\r\n').slice(0, 3), ["'=1+1", "'+cmd", "'-2 °C"])
  assert.equal(
    csv([cells]),
    `${BOM}'=1+1,'+cmd,'-2 °C,'@SUM(A1),'\t=1,"'\r=1","'=HYPERLINK(""x"",""y"")",'-5 to -3\r\n`,
  )
})

test('negative and signed numbers stay numbers', () => {
  const cells = [-5, '-5', '+3', '-1,000.5', '-1e6', '1,0,0']
  assert.equal(csv([cells]), `${BOM}-5,-5,+3,"-1,000.5",-1e6,"1,0,0"\r\n`)
  assert.equal(csv([['-1,0,0', '-', '+']]), `${BOM}"'-1,0,0",'-,'+\r\n`)
})
