import assert from 'node:assert/strict'
import { test } from 'node:test'

import { askedWords, match, queryWords, rank, rankNearest, Searcher, slips } from '../../overrides/assets/showroom/js/search.mjs'
import { stem } from '../../overrides/assets/showroom/js/stemmer.mjs'

const SHARDS = [
  { light: [['light', 'lighting', 'lights'], [0, 200, 2, 50]], lightn: [['lightning'], [3, 90]], leak: [['leakage', 'leaks'], [1, 120]] },
  { heat: [['heat', 'heating'], [1, 100, 3, 255]], harbour: [['harbour'], [0, 10, 3, 20]], hoej: [['hoeje'], [4, 250]] },
  { recycl: [['recycled', 'recycling'], [2, 80]], recit: [['recital'], [4, 7]], constructor: [['constructors'], [4, 9]] },
]

const found = (query, stop) => {
  const scores = rank(match(SHARDS, query, stop))
  return scores && Object.fromEntries([...scores].map(([ordinal, score]) => [ordinal, Math.round(score * 1e6) / 1e6]))
}

test('a word is found in all its forms, and in those of no longer word', () => {
  for (const query of ['light', 'Lights', 'LIGHTING', 'lighted']) assert.deepEqual(found(query), { 0: 200, 2: 50 }, query)
})

test('a word that is still being typed finds the words it begins, the fewer letters are missing the better', () => {
  assert.deepEqual(found('leaka'), { 1: 68.571429 }) // 0.8 × 5/7 × 120: its stem is no term
  assert.deepEqual(found('lightn'), { 3: 90 }) // the stem itself
  assert.deepEqual(found('lightni'), { 3: 56 })
  // Of light, lights, lighting and lightning, each solution keeps its best.
  assert.deepEqual(found('ligh'), { 0: 128, 2: 32, 3: 32 })
})

test('a misspelt word finds the nearest words with its first letter', () => {
  assert.deepEqual(found('harbuor'), { 0: 5, 3: 10 }) // two neighbours swapped
  assert.deepEqual(found('harbor'), { 0: 5, 3: 10 }) // one left out
  assert.deepEqual(found('ligght'), { 0: 100, 2: 25 })
  assert.deepEqual(found('recyklingg'), { 2: 40 }) // two slips in a long word
  assert.deepEqual(found('arbour'), {}) // another first letter
  assert.deepEqual(found('hetas'), {}) // two slips in a short word
  assert.deepEqual(found('hea'), { 1: 60, 3: 153 }) // a beginning comes before a slip
  assert.deepEqual(found('hex'), {}) // too short for slips
})

test('every word must be found, and scores add up', () => {
  assert.deepEqual(found('heating harbour'), { 3: 275 })
  assert.deepEqual(found('harbour, heating; HARBOUR'), { 3: 275 })
  assert.deepEqual(found('heat leak light'), {})
  assert.deepEqual(found('heat zzz'), {})
})

test('of a query that asks too much, solutions with half of its words are near, and with two at least', () => {
  const near = (query) => Object.fromEntries(rankNearest(match(SHARDS, query)))
  assert.deepEqual(near('heat leak zzz'), { 1: 220 })
  assert.deepEqual(near('heat harbour zzz qqq'), { 3: 275 })
  assert.deepEqual(near('heat leak zzz qqq xxx'), {})
  assert.deepEqual(near('heat zzz'), {})
})

test('stop words are left out, unless there is nothing else', () => {
  const stop = new Set(['in', 'the', 'li'])
  assert.deepEqual(found('heat in the harbour', stop), { 3: 275 })
  assert.deepEqual(found('the', stop), {})
  assert.deepEqual(found('li', stop), found('li'))
  assert.deepEqual(queryWords('The heat, in THE Ærø-harbour 5G', stop), ['heat', 'aeroe', 'harbour', '5g'])
})

test('a query without words asks for nothing in particular', () => {
  for (const query of ['', '   ', '…!?', '🚲', '_']) assert.equal(found(query), null, query)
})

test('hostile queries find what they say, and come to an end', () => {
  assert.deepEqual(found('constructor'), { 4: 9 })
  for (const query of ['toString', 'hasOwnProperty', '<script>alert(1)</script>', '\u0000x', '.*+?^${}()|[]\\w', 'valueOf']) {
    assert.deepEqual(found(query), {}, query)
  }
  assert.deepEqual(found('__proto__'), {})
  // A search that grew faster than the query would not come back from these.
  const sizes = [['leak'.repeat(30), 0], ['a'.repeat(120), 0], ['l '.repeat(60), 4], ['ing'.repeat(40), 0], ['łight '.repeat(20), 2], ['\uD800'.repeat(120), undefined]]
  for (const [query, size] of sizes) assert.equal(rank(match(SHARDS, query))?.size, size, query.slice(0, 9))
})

test('words are run together with a neighbour over a hyphen, or over a space unless one is a stop word', () => {
  const stop = new Set(['on', 'the'])
  const together = (query) => askedWords(query, stop).map(({ word, together }) => [word, ...together])
  assert.deepEqual(together('Wi-Fi'), [['wi', 'wifi'], ['fi', 'wifi']])
  assert.deepEqual(together('street  light pole'), [['street', 'streetlight'], ['light', 'streetlight', 'lightpole'], ['pole', 'lightpole']])
  assert.deepEqual(together('heat, light on-line the Høje\u2011Taastrup'), [
    ['heat'], ['light'], ['line', 'online'], ['hoeje', 'hoejetaastrup'], ['taastrup', 'hoejetaastrup'],
  ])
  assert.deepEqual(together('zoom zoom'), [['zoom', 'zoomzoom', 'zoomzoom']])
})

test('what is written as one word is found by two, and what is written as two by one', () => {
  const shards = [
    { wifi: [['wifi'], [0, 100]], fi: [['fi'], [5, 9]], ebik: [['ebike', 'ebikes'], [1, 80]], bike: [['bike', 'bikes'], [1, 40, 2, 60]] },
    { street: [['street', 'streets'], [3, 90, 4, 10]], light: [['light', 'lighting'], [3, 30, 5, 70]], lamp: [['lamp'], [4, 20]] },
  ]
  const scores = (query) => Object.fromEntries(rank(match(shards, query)))
  for (const query of ['wifi', 'WiFi']) assert.deepEqual(scores(query), { 0: 100 }, query)
  for (const query of ['wi-fi', 'Wi Fi']) assert.deepEqual(scores(query), { 0: 200 }, query)
  for (const query of ['e-bike', 'E-Bikes', 'e bike']) assert.deepEqual(scores(query), { 1: 160 }, query)
  assert.deepEqual(scores('ebike'), { 1: 80 })
  // Both parts, as much as the lesser; a part may be in any form, and has three letters at least.
  for (const query of ['streetlight', 'StreetsLighting']) assert.deepEqual(scores(query), { 3: 30 }, query)
  assert.deepEqual(scores('streetlamp'), { 4: 10 })
  assert.deepEqual(scores('streetbike'), {})
  assert.deepEqual(match(shards, 'streetlight bike').map(({ forms }) => forms), [['street', 'streets', 'light', 'lighting'], ['bike', 'bikes']])
})

test('of a word that may be two, the shard of the second is fetched when the first is known', async () => {
  const { searcher, asked } = searcherOf({ l: 'l.json', ha: 'ha.json', he: 'he.json', r: 'r.json' })
  assert.deepEqual((await searcher.find('heatleak')).scores, new Map([[1, 100]]))
  assert.deepEqual(asked.slice(1), ['s/he.json', 's/l.json'])
})

test('a look beside the search disturbs it not', async () => {
  const { searcher } = searcherOf({ l: 'l.json', ha: 'ha.json', he: 'he.json' })
  const [found, looked] = await Promise.all([searcher.find('light'), searcher.look('heat')])
  assert.deepEqual([[...found.scores.keys()], [...looked.scores.keys()]], [[0, 2], [1, 3]])
  assert.deepEqual((await searcher.terms(['he'])).map(([forms]) => forms), [['heat', 'heating']])
})

test('slips are letters added, left out, changed or swapped', () => {
  const cases = [['leak', 'leak', 0], ['leak', 'leaks', 1], ['leak', 'lek', 1], ['leak', 'laek', 1], ['leak', 'lead', 1], ['leak', 'lkae', 2]]
  for (const [a, b, distance] of cases) assert.equal(slips(a, b, 2), distance, `${a} ${b}`)
  assert.ok(slips('leak', 'harbour', 2) > 2)
})

test('rank agrees with brute force on random corpora', () => {
  const random = mulberry32(20261123)
  for (let round = 0; round < 300; round++) {
    const shards = randomShards(random)
    const query = Array.from({ length: 1 + Math.floor(random() * 3) }, () => randomWord(random)).join(' ')
    assert.deepEqual(sorted(rank(match(shards, query))), sorted(bruteForce(shards, query)), `round ${round}: ${query}`)
  }
})

test('only the shards that may hold a word are fetched, each once', async () => {
  const { searcher, asked } = searcherOf({ l: 'l.json', ha: 'ha.json', he: 'he.json', r: 'r.json' })
  assert.deepEqual((await searcher.find('light')).scores, new Map([[0, 200], [2, 50]]))
  assert.deepEqual(asked, ['s/manifest.json?v=1', 's/l.json'])
  await searcher.find('lightning')
  assert.equal(asked.length, 2)
  await searcher.find('h')
  assert.deepEqual(asked.slice(2), ['s/ha.json', 's/he.json'])
})

test('a misspelling is looked for wherever its first letter leads', async () => {
  const { searcher, asked } = searcherOf({ l: 'l.json', ha: 'ha.json', he: 'he.json', r: 'r.json' })
  assert.deepEqual((await searcher.find('hrabour')).scores, new Map([[0, 5], [3, 10]]))
  assert.deepEqual(asked.slice(1), ['s/ha.json', 's/he.json'])
})

test('when nothing has every word, the nearest are found and called so', async () => {
  const { searcher } = searcherOf({ l: 'l.json', ha: 'ha.json', he: 'he.json' })
  const forms = [['heat', 'heating'], ['leakage', 'leaks'], []]
  assert.deepEqual(await searcher.find('heat leak zzz'), { scores: new Map([[1, 220]]), isNearest: true, forms })
  assert.deepEqual(await searcher.find('heat zzz'), { scores: new Map(), isNearest: false, forms: [forms[0], []] })
  assert.deepEqual(await searcher.find('…'), { scores: null, isNearest: false, forms: [] })
})

test('only the latest query is answered, and none that was cancelled', async () => {
  const { searcher } = searcherOf({ l: 'l.json', ha: 'ha.json', he: 'he.json' })
  const [first, second] = await Promise.all([searcher.find('light'), searcher.find('heat')])
  assert.equal(first, undefined)
  assert.deepEqual([...second.scores.keys()], [1, 3])
  const third = searcher.find('light')
  searcher.cancel()
  assert.equal(await third, undefined)
})

test('a failure is told once, and the next query tries again', async () => {
  const state = { fails: true }
  const { searcher } = searcherOf({ l: 'l.json' }, state)
  const late = searcher.find('leak')
  await assert.rejects(searcher.find('light'), /down/)
  assert.equal(await late, undefined)
  state.fails = false
  assert.equal((await searcher.find('light')).scores.size, 2)
})

function searcherOf(shards, state = { fails: false }) {
  const [l, h, r] = SHARDS
  const { heat, ...ha } = h
  const files = { 'l.json': l, 'ha.json': ha, 'he.json': { heat }, 'r.json': r }
  const asked = []
  const loader = async (url, fits) => {
    asked.push(url)
    if (state.fails) throw new Error('down')
    const data = url.includes('manifest') ? { version: '1', count: 5, stop: ['the'], shards } : files[url.replace('s/', '')]
    assert.ok(fits(data))
    return data
  }
  return { searcher: new Searcher('s/manifest.json?v=1', 5, loader), asked }
}

/** Every solution asked about every word, with the slips found by trying all of them. */
function bruteForce(shards, query) {
  const terms = shards.flatMap((shard) => Object.entries(shard).map(([root, [forms, flat]]) => ({ root, forms, flat })))
  const impact = (term, ordinal) => {
    const at = term.flat.findIndex((value, i) => i % 2 === 0 && value === ordinal)
    return at === -1 ? 0 : term.flat[at + 1]
  }
  const all = new Set(terms.flatMap(({ flat }) => flat.filter((_, i) => i % 2 === 0)))
  const totals = new Map()
  for (const ordinal of all) {
    let total = 0
    const said = query.split(' ')
    for (const word of new Set(said)) {
      const together = said.flatMap((each, i) => (i > 0 && (each === word || said[i - 1] === word) ? [said[i - 1] + each] : []))
      const isExactly = (text) => (term) => term.root === stem(text)
      let shares = [word, ...together].flatMap((text) => terms.filter(isExactly(text)).map((term) => [term, 1]))
      if (shares.length === 0) {
        shares = terms.flatMap((term) => term.forms.filter((form) => form.startsWith(word)).map((form) => [term, (0.8 * word.length) / form.length]))
      }
      const parts = shares.length > 0 ? [] : Array.from(word, (_, at) => [word.slice(0, at), word.slice(at)])
        .filter(([a, b]) => a.length > 2 && b.length > 2)
        .map(([a, b]) => [terms.find(isExactly(a)), terms.find(isExactly(b))])
        .filter(([a, b]) => a && b && [...all].some((each) => impact(a, each) && impact(b, each)))
      for (let edits = 1; parts.length === 0 && shares.length === 0 && edits <= (word.length < 4 ? 0 : word.length < 8 ? 1 : 2); edits++) {
        const near = edited(word, edits)
        shares = terms.flatMap((term) => term.forms.filter((form) => form[0] === word[0] && near.has(form)).map(() => [term, 0.5]))
      }
      const lesser = parts.map(([a, b]) => Math.min(impact(a, ordinal), impact(b, ordinal)))
      const best = Math.max(0, ...lesser, ...shares.map(([term, share]) => share * impact(term, ordinal)))
      total = best > 0 && total !== null ? total + best : null
    }
    if (total !== null) totals.set(ordinal, total)
  }
  return totals
}

/** All words at most so many slips away, over the letters of the random corpora; no letter is slipped on twice. */
function edited(word, edits) {
  let words = new Set([word])
  for (let i = 0; i < edits; i++) {
    words = new Set([...words].flatMap((each) => {
      const next = [each]
      for (let at = 0; at <= each.length; at++) {
        const [head, tail] = [each.slice(0, at), each.slice(at)]
        for (const letter of 'abts') next.push(head + letter + tail, head + letter + tail.slice(1))
        next.push(head + tail.slice(1))
        if (tail.length > 1) next.push(head + tail[1] + tail[0] + tail.slice(2))
      }
      return next
    }))
  }
  return words
}

function randomWord(random) {
  // At most seven letters: with two slips, trying all of them differs from optimal string alignment.
  return Array.from({ length: 1 + Math.floor(random() * 7) }, () => 'abts'[Math.floor(random() * 4)]).join('')
}

function randomShards(random) {
  const shard = {}
  for (let i = 0; i < 12; i++) {
    const word = randomWord(random)
    const ordinals = Array.from({ length: 8 }, (_, ordinal) => ordinal).filter(() => random() < 0.5)
    const root = stem(word)
    shard[root] = [[...new Set([word, ...(shard[root]?.[0] ?? [])])], shard[root]?.[1] ?? ordinals.flatMap((o) => [o, 1 + Math.floor(random() * 255)])]
  }
  return [shard]
}

const sorted = (scores) => [...scores].map(([o, s]) => [o, Math.round(s * 1e6)]).sort(([a], [b]) => a - b)

/** A small seeded generator of numbers from 0 to 1 (Tommy Ettinger, public domain). */
function mulberry32(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
