import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Pieces } from '../../overrides/assets/showroom/js/pieces.mjs'

/** Pieces of version `v1`, what they ask for, and a server that has some of them. */
function fromServer(answers) {
  const asked = []
  const load = async (url, fits) => {
    asked.push(url)
    const data = answers[url.replace(/^root\/|\.json.*$/g, '')]
    if (!data || !fits(data)) throw new Error(url)
    return data
  }
  return { asked, pieces: new Pieces('root/', 'v1', load) }
}

test('a piece is fetched once, with the version in its address', async () => {
  const { pieces, asked } = fromServer({ 'explorer/started': { version: 'v1', started: [] } })
  const [first, second] = await Promise.all([pieces.one('explorer/started'), pieces.one('explorer/started')])
  assert.deepEqual(first, { version: 'v1', started: [] })
  assert.equal(second, first)
  assert.deepEqual(asked, ['root/explorer/started.json?v=v1'])
})

test('pieces that cannot be had are missing, and the next call asks for them again', async () => {
  const answers = { a: { version: 'v1' } }
  const { pieces, asked } = fromServer(answers)
  assert.deepEqual([...(await pieces.of(['a', 'b', 'a'])).keys()], ['a'])
  answers.b = { version: 'v1' }
  assert.deepEqual([...(await pieces.of(['a', 'b'])).keys()], ['a', 'b'])
  assert.deepEqual(asked, ['root/a.json?v=v1', 'root/b.json?v=v1', 'root/b.json?v=v1'])
})

test('a piece of another version of the catalogue is as good as none', async () => {
  const { pieces } = fromServer({ a: { version: 'v0' } })
  await assert.rejects(pieces.one('a'))
})
