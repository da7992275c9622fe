import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KEY, LIMIT, ShortlistStore } from '../../overrides/assets/showroom/js/shortlist-store.mjs'

/** What tabs share: a storage of one text, and how its changes reach the other tabs. */
class Browser {
  text = null
  refuses = false
  tabs = []

  tab() {
    const window = new EventTarget()
    const storage = {
      getItem: () => this.text,
      removeItem: () => {},
      setItem: (key, text) => {
        if (this.refuses) throw new DOMException('full', 'QuotaExceededError')
        if (key !== KEY) return
        this.text = text
        for (const other of this.tabs) if (other !== window) other.dispatchEvent(news('storage', { key: KEY }))
      },
    }
    this.tabs.push(window)
    return { store: new ShortlistStore(() => storage, window), window }
  }
}

function news(type, fields) {
  return Object.assign(new Event(type), fields)
}

function store(text = null) {
  const browser = new Browser()
  browser.text = text
  return { ...browser.tab(), browser }
}

test('a list is empty at first, and keeps the order in which solutions were starred', () => {
  const { store: list, browser } = store()
  assert.deepEqual(list.slugs, [])
  for (const slug of ['quay-lamps', 'bin-sensors', 'warm-basins']) assert.equal(list.add(slug), true)
  assert.deepEqual(list.slugs, ['quay-lamps', 'bin-sensors', 'warm-basins'])
  assert.equal(browser.text, '["quay-lamps","bin-sensors","warm-basins"]')
})

test('a solution that is starred again stays where it is', () => {
  const { store: list } = store('["a","b"]')
  assert.equal(list.add('a'), true)
  assert.deepEqual(list.slugs, ['a', 'b'])
})

test('removing takes one away, and what is not there is no error', () => {
  const { store: list } = store('["a","b"]')
  list.remove('a')
  list.remove('zzz')
  assert.deepEqual(list.slugs, ['b'])
  assert.equal(list.has('a'), false)
  assert.equal(list.has('b'), true)
})

test('moving stops at the ends', () => {
  const { store: list } = store('["a","b","c"]')
  list.move('c', -1)
  assert.deepEqual(list.slugs, ['a', 'c', 'b'])
  list.move('a', 5)
  assert.deepEqual(list.slugs, ['c', 'b', 'a'])
  list.move('b', -7)
  assert.deepEqual(list.slugs, ['b', 'c', 'a'])
  list.move('zzz', 1)
  assert.deepEqual(list.slugs, ['b', 'c', 'a'])
})

test('a full list takes no more and says so', () => {
  const full = Array.from({ length: LIMIT }, (_, number) => `s${number}`)
  const { store: list } = store(JSON.stringify(full))
  assert.equal(list.add('one-more'), false)
  assert.equal(list.add('s7'), true)
  assert.deepEqual(list.slugs, full)
  list.remove('s0')
  assert.equal(list.addAll(['s1', 'x', 'y']), 1)
  assert.deepEqual(list.slugs, [...full.slice(1), 'x'])
})

for (const [name, text] of Object.entries({
  'no JSON': '{',
  'no list': '{"length": 2}',
  'nothing': 'null',
})) {
  test(`${name} in the storage is an empty list, which can be added to`, () => {
    const { store: list } = store(text)
    assert.deepEqual(list.slugs, [])
    list.add('a')
    assert.deepEqual(list.slugs, ['a'])
  })
}

test('of a stored list only slugs count, each once', () => {
  const { store: list } = store(JSON.stringify(['a', '../b', 'a', 7, null, '<img>', 'B', 'c-1', 'c--1', 'x'.repeat(81)]))
  assert.deepEqual(list.slugs, ['a', 'c-1'])
})

test('what is replaced is tidied too', () => {
  const { store: list, browser } = store('["a"]')
  list.replace(['b', 'javascript:alert(1)', 'b', 'c'])
  assert.equal(browser.text, '["b","c"]')
})

test('two tabs never lose each other\'s stars, and hear of them', () => {
  const browser = new Browser()
  const [{ store: one }, { store: two }] = [browser.tab(), browser.tab()]
  const heard = []
  two.subscribe((slugs) => heard.push(slugs))
  one.add('a')
  two.add('b')
  one.add('c')
  assert.deepEqual(one.slugs, ['a', 'b', 'c'])
  assert.deepEqual(two.slugs, ['a', 'b', 'c'])
  assert.deepEqual(heard, [['a'], ['a', 'b'], ['a', 'b', 'c']])
})

test('a listener hears of a cleared storage and of a return from the back/forward cache, and of nothing else', () => {
  const { store: list, window } = store('["a"]')
  const heard = []
  const stop = list.subscribe((slugs) => heard.push(slugs))
  window.dispatchEvent(news('storage', { key: 'sc-scheme' }))
  window.dispatchEvent(news('pageshow', { persisted: false }))
  assert.deepEqual(heard, [])
  window.dispatchEvent(news('storage', { key: null }))
  window.dispatchEvent(news('pageshow', { persisted: true }))
  assert.deepEqual(heard, [['a'], ['a']])
  stop()
  list.add('b')
  assert.equal(heard.length, 2)
})

test('where the browser keeps nothing, the list holds for this page and says so', () => {
  const { store: list, browser } = store('["a"]')
  assert.equal(list.isKept, true)
  browser.refuses = true
  list.add('b')
  list.add('c')
  assert.deepEqual(list.slugs, ['a', 'b', 'c'])
  assert.equal(list.isKept, false)
  browser.refuses = false
  list.remove('a')
  assert.equal(list.isKept, true)
  assert.equal(browser.text, '["b","c"]')
})

test('where the storage may not even be asked for, the list works all the same', () => {
  const list = new ShortlistStore(() => { throw new DOMException('off', 'SecurityError') }, new EventTarget())
  assert.deepEqual(list.slugs, [])
  list.add('a')
  assert.deepEqual(list.slugs, ['a'])
  assert.equal(list.isKept, false)
})

test('whether a list would be kept is known without writing one', () => {
  const { store: list, browser } = store()
  assert.equal(list.canKeep, true)
  assert.equal(browser.text, null)
  browser.refuses = true
  assert.equal(list.canKeep, false)
})

test('a list that was handed out never changes', () => {
  const { store: list } = store()
  list.add('a')
  const before = list.slugs
  before.push('zzz')
  list.add('b')
  assert.deepEqual(list.slugs, ['a', 'b'])
  assert.deepEqual(before, ['a', 'zzz'])
})
