import { Announcer } from './announcer.mjs'
import { part } from './part.mjs'

/** What came out, in words: the heading, the advice when nothing was found, and what is read out. */
export class Summary {
  #words
  #nothing
  #advice
  #didYouMean
  #announcer

  /**
   * @param {HTMLElement} form
   * @param {import('./words.mjs').Words} words
   */
  constructor(form, words) {
    this.#words = words
    this.heading = part(form, 'heading', HTMLElement)
    this.#nothing = part(form, 'nothing', HTMLElement)
    this.#advice = part(form, 'advice', HTMLElement)
    this.#didYouMean = part(form, 'did-you-mean', HTMLElement)
    this.#announcer = new Announcer(part(form, 'announcer', HTMLElement))
  }

  /**
   * @param {number} count
   * @param {number} all
   * @param {{ label: string, count: number } | null} removal the filter to drop when nothing was found
   */
  show(count, all, removal) {
    const heading = count === all ? this.#words.say('count', { count }) : this.#words.say('of-all', { count, all })
    if (this.heading.textContent !== heading) this.heading.textContent = heading
    this.#nothing.hidden = count > 0
    this.#advice.textContent = count > 0 ? '' : this.#words.say(removal ? 'advice' : 'advice-all', removal ?? {})
  }

  /**
   * Reads out what is shown, once the reader pauses.
   * @param {readonly string[]} notes what the reader must know of it: shown too
   */
  announce(notes) {
    const other = this.#didYouMean.hidden ? '' : spoken(this.#didYouMean)
    const none = [this.#words.say('none'), other, this.#advice.textContent].filter(Boolean).join(' ')
    const news = (this.#nothing.hidden ? this.heading.textContent : none) ?? ''
    this.#announcer.say([...notes, news].join(' '), notes.length > 0)
  }

  /**
   * Says at once that something does not work, and shows it.
   * @param {string} note
   */
  showNote(note) {
    this.#announcer.show(note)
  }
}

/**
 * What an element says, with single spaces and its list items apart.
 * @param {HTMLElement} element
 */
function spoken(element) {
  return element.innerText.replace(/\s+/g, ' ').trim()
}
