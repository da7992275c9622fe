import assert from 'node:assert/strict'
import test from 'node:test'

import { Details } from '../../overrides/assets/showroom/js/details.mjs'

/** @param {Record<string, number | object>} answers url → status or JSON */
function server(answers) {
  /** @type {string[]} */
  const asked = []
  const fetcher = async (/** @type {any} */ url) => {
    asked.push(url)
    const answer = answers[url] ?? 404
    return typeof answer === 'number' ? new Response('', { status: answer }) : Response.json(answer)
  }
  return { asked, fetcher }
}

test('a solution is fetched once', async () => {
  const { asked, fetcher } = server({ '../solutions/quay-lamps/solution.json': { slug: 'quay-lamps' } })
  const details = new Details('../', fetcher)
  const [first, second] = await Promise.all([details.of('quay-lamps'), details.of('quay-lamps')])
  assert.deepEqual([first, second], [{ slug: 'quay-lamps' }, { slug: 'quay-lamps' }])
  assert.deepEqual(asked, ['../solutions/quay-lamps/solution.json'])
})

test('a solution that is gone is null', async () => {
  assert.equal(await new Details('', server({}).fetcher).of('gone'), null)
})

test('what is no slug is asked of nobody', async () => {
  const { asked, fetcher } = server({})
  assert.equal(await new Details('', fetcher).of('../../elsewhere'), null)
  assert.deepEqual(asked, [])
})

test('a failure is told, and the next call tries again', async () => {
  const answers = { 'solutions/a/solution.json': /** @type {number | object} */ (503) }
  const details = new Details('', server(answers).fetcher)
  await assert.rejects(details.of('a'), /solutions\/a\/solution\.json: 503/)
  answers['solutions/a/solution.json'] = { slug: 'a' }
  assert.deepEqual(await details.of('a'), { slug: 'a' })
})
