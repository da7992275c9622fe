import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { setsOf, unpackedGaps, unpackedLetters } from '../../overrides/assets/showroom/js/packed.mjs'

/** What `hooks/showroom/packed.py` makes of lists of numbers; `tests/test_packed.py` holds it to the same file. */
const CASES = JSON.parse(readFileSync(new URL('../cases/packed.json', import.meta.url), 'utf8'))

test('what the server packs comes out again', () => {
  assert.ok(CASES.gaps.length > 5 && CASES.letters.length > 2)
  for (const [numbers, text] of CASES.gaps) assert.deepEqual(unpackedGaps(text), numbers)
  for (const [numbers, text] of CASES.letters) assert.deepEqual(unpackedLetters(text), numbers)
})

test('a column of lists gives the solutions with each value', () => {
  const sets = setsOf({ ids: ['energy', 'water', 'waste'], lists: [' ! ', '!', ''] }, 5)
  assert.deepEqual([...sets].map(([id, set]) => [id, set.toOrdinals()]), [['energy', [0, 2, 3]], ['water', [1]], ['waste', []]])
})

test('a column of one letter a solution gives the same sets, none for those without a value', () => {
  const sets = setsOf({ ids: ['odense', 'aarhus'], each: '!# !' }, 4)
  assert.deepEqual([...sets].map(([id, set]) => [id, set.toOrdinals()]), [['odense', [0, 3]], ['aarhus', [1]]])
})

test('a column that says more solutions than there are is refused', () => {
  assert.throws(() => setsOf({ ids: ['energy'], lists: ['   '] }, 2), RangeError)
})
