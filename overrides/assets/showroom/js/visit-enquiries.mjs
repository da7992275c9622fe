import { copy } from './clipboard.mjs'
import { copyOf } from './copies.mjs'
import { fill, link } from './elements.mjs'
import { enquiries, letter, mailto } from './enquiry.mjs'
import { part } from './part.mjs'
import { webAddress } from './said.mjs'
import { bookings, distinct, published } from './visit-facts.mjs'

/** The enquiries of a programme: for each place a text, and the ways to send it that are published. */
export class EnquiryList {
  #list
  #template
  #words
  #announcer
  /** @type {Map<string, HTMLElement>} id of the enquiry → its item, so that what is open stays open */
  #items = new Map()

  /**
   * @param {HTMLElement} root
   * @param {import('./words.mjs').Words} words
   * @param {import('./announcer.mjs').Announcer} announcer
   */
  constructor(root, words, announcer) {
    this.#list = part(root, 'enquiries', HTMLElement)
    this.#template = part(root, 'enquiry', HTMLTemplateElement)
    this.#words = words
    this.#announcer = announcer
  }

  /**
   * @param {readonly import('./enquiry.mjs').Visit[]} visits in the order of the programme
   * @param {readonly string[]} days all dates of the programme in words
   * @param {(slug: string) => string} addressOf a solution's page
   */
  show(visits, days, addressOf) {
    const found = enquiries(visits)
    fill(this.#list, found.map((enquiry) => {
      const item = this.#items.get(enquiry.id) ?? this.#create(enquiry.place)
      this.#items.set(enquiry.id, item)
      const own = new Set(enquiry.visits.map(({ date }) => date))
      const otherDays = days.filter((day) => !own.has(day))
      const full = letter(enquiry, this.#words, { addressOf, otherDays })
      const short = letter(enquiry, this.#words, { addressOf: () => '', otherDays: [] })
      const text = part(item, 'enquiry-text', HTMLTextAreaElement)
      if (text.value !== full.body) text.value = full.body
      this.#showLinks(item, enquiry, [full, short])
      return item
    }))
  }

  /** @param {string} place */
  #create(place) {
    const item = copyOf(this.#template)
    const title = this.#words.say('enquiry', { place })
    part(item, 'enquiry-title', HTMLElement).textContent = title
    part(item, 'enquiry-label', HTMLElement).textContent = title
    const text = part(item, 'enquiry-text', HTMLTextAreaElement)
    const button = part(item, 'copy-enquiry', HTMLButtonElement)
    button.setAttribute('aria-label', this.#words.say('action', { action: button.textContent?.trim() ?? '', stop: place }))
    button.addEventListener('click', async () => {
      const isCopied = await copy(text.value, text)
      this.#announcer.say(this.#words.say(isCopied ? 'copied' : 'not-copied', { place }), true)
    })
    return item
  }

  /**
   * @param {HTMLElement} item
   * @param {import('./enquiry.mjs').Enquiry} enquiry
   * @param {import('./enquiry.mjs').Letter[]} letters
   */
  #showLinks(item, { place, visits }, letters) {
    const stops = visits.map(({ stop }) => stop)
    const contacts = distinct(stops.flatMap((stop) => published(stop).contacts))
    const links = contacts.flatMap(({ organisation: { name }, email, url }) => {
      const page = webAddress(url)
      return [
        ...(email ? [link(this.#words.say('mail', { name }), mailto(email, letters))] : []),
        ...(page ? [link(this.#words.say('contact-page-of', { name }), page)] : []),
      ]
    })
    const action = this.#words.say('book')
    for (const url of new Set(stops.flatMap(bookings))) links.push(link(this.#words.say('book-at', { place, action }), url))
    for (const anchor of links) anchor.className = 'sc-button'
    part(item, 'enquiry-links', HTMLElement).replaceChildren(...links)
    part(item, 'enquiry-hint', HTMLElement).hidden = links.length > 0
  }
}
