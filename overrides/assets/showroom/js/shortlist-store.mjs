/** Where the list is kept, as a JSON array of slugs in the reader's order. */
export const KEY = 'sc-shortlist'

const PROBE = 'sc-probe'

/** More is no shortlist: its pages fetch one file a solution, and its address must stay fit to be sent by mail. */
export const LIMIT = 50

/** As in `hooks/showroom/slugs.py`. */
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const SLUG_MAX_LENGTH = 80

/**
 * What of `values` can be a list: slugs, each once, in order, no more than LIMIT.
 * @param {unknown} values
 * @returns {string[]}
 */
export function tidy(values) {
  if (!Array.isArray(values)) return []
  const slugs = values.filter((value) => typeof value === 'string' && value.length <= SLUG_MAX_LENGTH && SLUG.test(value))
  return [...new Set(slugs)].slice(0, LIMIT)
}

/**
 * The solutions a reader has starred, kept in this browser. What is stored is read anew at each change, so that
 * two tabs never lose each other's stars. Where storage is off or full, the list holds for this page.
 */
export class ShortlistStore {
  #storage
  /** @type {string[] | null} the list while the browser will not keep it */
  #unkept = null
  /** @type {Set<(slugs: string[]) => void>} */
  #listeners = new Set()

  /**
   * @param {() => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>} [storage] the getter itself throws where storage is off
   * @param {Pick<EventTarget, 'addEventListener'>} [window]
   */
  constructor(storage = () => localStorage, window = globalThis) {
    this.#storage = storage
    window.addEventListener('storage', (event) => {
      const { key } = /** @type {StorageEvent} */ (event)
      // No key: another tab has cleared everything.
      if (key === KEY || key === null) this.#publish()
    })
    // A page from the back/forward cache has missed what happened since.
    window.addEventListener('pageshow', (event) => {
      if (/** @type {PageTransitionEvent} */ (event).persisted) this.#publish()
    })
  }

  /** The list as it is now; a new array each time. */
  get slugs() {
    if (this.#unkept) return [...this.#unkept]
    try {
      return tidy(JSON.parse(this.#storage().getItem(KEY) ?? '[]'))
    } catch {
      return []
    }
  }

  /** Whether the latest change outlives this page. */
  get isKept() {
    return this.#unkept === null
  }

  /** Whether the browser would keep a list, as far as one can tell without writing one. */
  get canKeep() {
    try {
      this.#storage().setItem(PROBE, '')
      this.#storage().removeItem(PROBE)
      return true
    } catch {
      return false
    }
  }

  /** @param {string} slug */
  has(slug) {
    return this.slugs.includes(slug)
  }

  /**
   * Puts a solution at the end of the list, where it is not there yet.
   * @param {string} slug
   * @returns {boolean} false when the list is full
   */
  add(slug) {
    return this.#change((slugs) => [...slugs, slug]).includes(slug)
  }

  /**
   * As `add`, one after the other.
   * @param {readonly string[]} slugs
   * @returns {number} how many there was no room for
   */
  addAll(slugs) {
    const list = new Set(this.#change((before) => [...before, ...slugs]))
    return slugs.filter((slug) => !list.has(slug)).length
  }

  /** @param {string} slug */
  remove(slug) {
    this.#change((slugs) => slugs.filter((other) => other !== slug))
  }

  /**
   * Moves a solution among the others; beyond an end it stays at that end.
   * @param {string} slug
   * @param {number} by places, negative towards the start
   */
  move(slug, by) {
    this.#change((slugs) => moved(slugs, slug, by))
  }

  /** @param {readonly string[]} slugs what the list is from now on */
  replace(slugs) {
    this.#change(() => [...slugs])
  }

  /**
   * Calls back with the list after every change, here or in another tab.
   * @param {(slugs: string[]) => void} listener
   * @returns {() => void} ends that
   */
  subscribe(listener) {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** @param {(slugs: string[]) => string[]} next */
  #change(next) {
    const list = tidy(next(this.slugs))
    try {
      this.#storage().setItem(KEY, JSON.stringify(list))
      this.#unkept = null
    } catch {
      this.#unkept = list
    }
    this.#publish()
    return list
  }

  #publish() {
    const { slugs } = this
    for (const listener of this.#listeners) listener([...slugs])
  }
}

/**
 * @param {readonly string[]} slugs
 * @param {string} slug
 * @param {number} by
 */
export function moved(slugs, slug, by) {
  const from = slugs.indexOf(slug)
  if (from === -1) return [...slugs]
  const to = Math.min(Math.max(from + by, 0), slugs.length - 1)
  return slugs.toSpliced(from, 1).toSpliced(to, 0, slug)
}
