/**
 * The state in the address bar. Choices are steps that Back undoes; typing changes the step one is on,
 * until a commit makes what was typed a step of its own. A new step waits for the next task: the page changes
 * first, for a browser may take as long over the address as over the page.
 */
export class Address {
  /** Query string at the latest step. */
  #step = ''
  /** @type {{ method: 'pushState' | 'replaceState', url: URL } | null} what is still to be written */
  #due = null

  /** The parameters in the address now. */
  get params() {
    this.#write()
    return new URLSearchParams(location.search)
  }

  /**
   * The reader came to this step: by loading the page, Back or Forward.
   * @param {string} query
   */
  arrive(query) {
    this.#step = query
  }

  /** @param {string} query */
  push(query) {
    this.#step = query
    this.#change('pushState', query)
  }

  /** @param {string} query */
  replace(query) {
    this.#change('replaceState', query)
  }

  /** What was kept with the step one is on: how many cards the reader had asked for, and how far down they were. */
  get kept() {
    return /** @type {{ shown?: number, y?: number }} */ ((this.#due ? null : history.state) ?? {})
  }

  /** @param {{ shown?: number, y?: number }} kept for when the reader comes back to this step */
  keep(kept) {
    this.#write()
    try {
      history.replaceState({ ...this.kept, ...kept }, '')
    } catch {
      // As in `#write`: then they come back to the top.
    }
  }

  /** @param {string} query */
  commit(query) {
    if (query === this.#step) return
    this.replace(this.#step)
    this.push(query)
  }

  /**
   * @param {'pushState' | 'replaceState'} method
   * @param {string} query without `?`
   */
  #change(method, query) {
    this.#write()
    const url = new URL(location.href)
    url.search = query
    if (url.href === location.href) return
    this.#due = { method, url }
    // A replacement is written at once: the reader may leave, and comes back to what stands there.
    if (method === 'replaceState') this.#write()
    else setTimeout(() => this.#write())
  }

  #write() {
    if (!this.#due) return
    const { method, url } = this.#due
    this.#due = null
    try {
      history[method](null, '', url)
    } catch {
      // Safari refuses more than 100 of these in 30 seconds; the next change or commit writes the whole state again.
    }
  }
}
