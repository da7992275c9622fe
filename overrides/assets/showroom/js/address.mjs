/**
 * The state in the address bar. Choices are steps that Back undoes; typing changes the step one is on,
 * until a commit makes what was typed a step of its own.
 */
export class Address {
  /** Query string at the latest step. */
  #step = ''
  /** What was kept with it, once what is typed has taken its place. @type {{ shown?: number, y?: number } | null} */
  #left = null

  /** The parameters in the address now. */
  get params() {
    return new URLSearchParams(location.search)
  }

  /**
   * The reader came to this step: by loading the page, Back or Forward.
   * @param {string} query
   */
  arrive(query) {
    this.#step = query
    this.#left = null
  }

  /** @param {string} query */
  push(query) {
    this.#step = query
    this.#left = null
    write('pushState', query)
  }

  /** @param {string} query */
  replace(query) {
    this.#left ??= this.kept
    write('replaceState', query)
  }

  /** What was kept with the step one is on: how many cards the reader had asked for, and how far down they were. */
  get kept() {
    return /** @type {{ shown?: number, y?: number }} */ (history.state ?? {})
  }

  /** @param {{ shown?: number, y?: number }} kept for when the reader comes back to this step */
  keep(kept) {
    try {
      history.replaceState({ ...this.kept, ...kept }, '')
    } catch {
      // As in `write`: then they come back to the top.
    }
  }

  /** @param {string} query */
  commit(query) {
    if (query === this.#step) return
    write('replaceState', this.#step)
    this.keep(this.#left ?? {})
    this.push(query)
  }
}

/**
 * @param {'pushState' | 'replaceState'} method
 * @param {string} query without `?`
 */
function write(method, query) {
  const url = new URL(location.href)
  url.search = query
  if (url.href === location.href) return
  try {
    history[method](null, '', url)
  } catch {
    // Safari refuses more than 100 of these in 30 seconds; the next change or commit writes the whole state again.
  }
}
