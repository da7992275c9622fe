/** Milliseconds without a change before it is read out: long enough for typing, short enough to feel prompt. */
const PAUSE = 400

/** A live region: says the latest news, once the reader pauses. */
export class Announcer {
  #region
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer

  /** @param {HTMLElement} region `role="status"`, empty */
  constructor(region) {
    this.#region = region
  }

  /**
   * @param {string} text
   * @param {boolean} [isShown] whether it is for all eyes too
   */
  say(text, isShown = false) {
    clearTimeout(this.#timer)
    // Emptied first: the same text again is news too.
    this.#region.classList.toggle('sc-visually-hidden', !isShown)
    this.#region.textContent = ''
    this.#timer = setTimeout(() => { this.#region.textContent = text }, PAUSE)
  }

  /**
   * Says it at once, and shows it.
   * @param {string} text
   */
  show(text) {
    clearTimeout(this.#timer)
    this.#region.classList.remove('sc-visually-hidden')
    this.#region.textContent = text
  }
}
