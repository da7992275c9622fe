import { link, paragraph } from './elements.mjs'
import { webAddress } from './said.mjs'

/** @typedef {import('./details.mjs').Visit} Visit */
/** @typedef {import('./details.mjs').Contact} Contact */
/** @typedef {import('./itinerary.mjs').Stop} Stop */

/**
 * Where a stop is, as people call it: "ODEX, Odense".
 * @param {Stop} stop
 * @param {import('./words.mjs').Words} words
 */
export function nameOf({ lab, city }, words) {
  return lab ? words.say('stop', { place: lab.name, city: city.name }) : city.name
}

/**
 * What is said of visits to a place.
 * @param {Visit} visit
 * @param {import('./words.mjs').Words} words
 * @param {string} place for the name of the booking link
 */
export function visitFacts({ possible, note = '', languages = [], url }, words, place) {
  const facts = [paragraph([words.say(possible ? 'possible' : 'not-possible'), note].filter(Boolean).join(' '))]
  if (languages.length > 0) facts.push(paragraph(words.say('languages', { names: languageNames(languages) })))
  const booking = webAddress(url)
  if (booking) facts.push(paragraph(labelled(link(words.say('book'), booking), words, place)))
  return facts
}

/**
 * @param {Contact} contact
 * @param {import('./words.mjs').Words} words
 */
export function contactFact({ organisation, url, email }, words) {
  const content = [words.say('contact', { name: organisation.name })]
  const page = webAddress(url)
  const fact = paragraph(...content)
  if (page) fact.append(' · ', labelled(link(words.say('contact-page'), page), words, organisation.name))
  if (email) fact.append(' · ', link(email, `mailto:${encodeURIComponent(email).replaceAll('%40', '@')}`))
  return fact
}

/**
 * What is published for a stop as a whole: the lab's visits, and each contact of the lab and its solutions once.
 * @param {Stop} stop
 * @returns {{ visit: Visit | null, contacts: Contact[] }}
 */
export function published({ lab, solutions }) {
  const contacts = [lab?.contact, ...solutions.map(({ contact }) => contact)].flatMap((contact) => contact ?? [])
  return { visit: lab?.visit ?? null, contacts: distinct(contacts) }
}

/**
 * The visits of a stop that can be booked, the lab's own first.
 * @param {Stop} stop
 */
export function bookings({ lab, solutions }) {
  const visits = [lab?.visit, ...solutions.map(({ visit }) => visit)]
  return [...new Set(visits.flatMap((visit) => (visit?.possible && webAddress(visit.url)) || []))]
}

/**
 * @template T
 * @param {readonly T[]} values plain data
 * @returns {T[]}
 */
export function distinct(values) {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()]
}

/** @param {string[]} codes ISO 639-1 */
function languageNames(codes) {
  const names = new Intl.DisplayNames(document.documentElement.lang || 'en', { type: 'language' })
  return codes.map((code) => names.of(code) ?? code).join(', ')
}

/**
 * A link whose name says of what place, for those who hear it alone.
 * @param {HTMLAnchorElement} anchor
 * @param {import('./words.mjs').Words} words
 * @param {string} place
 */
function labelled(anchor, words, place) {
  anchor.setAttribute('aria-label', words.say('action', { action: anchor.textContent ?? '', stop: place }))
  return anchor
}
