import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { Searcher } from '../../overrides/assets/showroom/js/search.mjs'

/** The index of the project's own catalogue, and `tests/cases/search-needs.yml`; `test_js.py` writes both. */
const DATA = process.env.SHOWROOM_SEARCH

/** Of 60: what a reader may count on. */
const LEAST_MET = 54

test('most needs are met by one of the first five solutions found', { skip: !DATA }, async () => {
  const { files, slugs, needs } = JSON.parse(readFileSync(DATA, 'utf-8'))
  const missed = []
  for (const { need, answers } of needs) {
    const searcher = new Searcher('manifest.json', slugs.length, async (url) => files[url])
    const { scores } = await searcher.find(need)
    const first = [...scores].sort(([a, x], [b, y]) => y - x || a - b).slice(0, 5).map(([ordinal]) => slugs[ordinal])
    for (const answer of answers) assert.ok(slugs.includes(answer), answer)
    if (!first.some((slug) => answers.includes(slug))) missed.push(`${need}: ${first}`)
  }
  assert.equal(needs.length, 60)
  assert.ok(needs.length - missed.length >= LEAST_MET, missed.join('\n'))
})
