import { Announcer } from './announcer.mjs'
import { part } from './part.mjs'
import { queryOf } from './shortlist-address.mjs'
import { LIMIT, ShortlistStore } from './shortlist-store.mjs'
import { Words } from './words.mjs'

/** The reader's shortlist: the only one of the page, so that all its parts agree even where nothing can be stored. */
export const shortlist = new ShortlistStore()

/**
 * Shows on each star whether its solution is on the shortlist; for stars that come later too.
 * @param {ParentNode} [root]
 */
export function showStars(root = document) {
  const slugs = new Set(shortlist.slugs)
  for (const star of root.querySelectorAll('[data-sc="star"]')) {
    if (!(star instanceof HTMLElement)) continue
    const isPressed = String(slugs.has(star.dataset.slug ?? ''))
    if (star.getAttribute('aria-pressed') !== isPressed) star.setAttribute('aria-pressed', isPressed)
  }
}

/** Makes all stars of the page live, and the number at the link to the shortlist. */
export function enableStars() {
  const words = new Words(JSON.parse(part(document, 'star-words', HTMLScriptElement).text), document.documentElement.lang || 'en')
  const notice = new Notice()

  document.addEventListener('click', ({ target }) => {
    const star = target instanceof Element ? target.closest('[data-sc="star"]') : null
    if (!(star instanceof HTMLElement)) return
    const slug = star.dataset.slug ?? ''
    if (shortlist.has(slug)) shortlist.remove(slug)
    else if (!shortlist.add(slug)) return notice.show(words.say('full', { limit: LIMIT }))
    if (shortlist.isKept) notice.hide()
    else notice.show(words.say('not-kept'))
  })

  const show = () => {
    showStars()
    showLink()
  }
  shortlist.subscribe(show)
  show()
}

/** The link in the header: how many there are, and the list itself where the browser would lose it. */
function showLink() {
  const link = part(document, 'shortlist-link', HTMLAnchorElement)
  const size = part(link, 'shortlist-size', HTMLElement)
  const { slugs } = shortlist
  size.textContent = String(slugs.length)
  size.hidden = slugs.length === 0
  link.search = shortlist.isKept ? '' : queryOf(slugs)
}

/** A sentence at the foot of the window, made when there is something to say. */
class Notice {
  /** @type {Announcer | null} */
  #announcer = null

  /** @param {string} text */
  show(text) {
    this.#announcer ??= this.#make()
    // Said after a pause: a region that has just come is not read out at once.
    this.#announcer.say(text, true)
  }

  hide() {
    this.#announcer?.say('')
  }

  #make() {
    const copy = /** @type {DocumentFragment} */ (part(document, 'notice', HTMLTemplateElement).content.cloneNode(true))
    document.body.append(copy)
    return new Announcer(/** @type {HTMLElement} */ (document.body.lastElementChild))
  }
}
