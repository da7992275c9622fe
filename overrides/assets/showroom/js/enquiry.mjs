/**
 * A stop as an enquiry puts it.
 * @typedef {object} Visit
 * @property {string} date in words; '' when it is not settled
 * @property {string} time `09:30`, or ''
 * @property {import('./itinerary.mjs').Stop} stop
 *
 * @typedef {object} Enquiry
 * @property {string} id of the lab, or of the city
 * @property {string} place name of the lab, or of the city
 * @property {Visit[]} visits at least one
 *
 * @typedef {{ subject: string, body: string }} Letter
 */

/** Characters of a whole `mailto:` address: Windows passes on no more than 2,048. */
export const MAILTO_LIMIT = 2000

/**
 * One enquiry for each lab, whichever cities its stops are in, and for each city where there is none.
 * @param {readonly Visit[]} visits in the order of the programme
 * @returns {Enquiry[]}
 */
export function enquiries(visits) {
  /** @type {Map<string, Enquiry>} */
  const found = new Map()
  for (const visit of visits) {
    const { lab, city } = visit.stop
    const id = lab ? `lab.${lab.id}` : `city.${city.id}`
    const enquiry = found.get(id) ?? { id, place: lab?.name ?? city.name, visits: [] }
    enquiry.visits.push(visit)
    found.set(id, enquiry)
  }
  return [...found.values()]
}

/**
 * The letter of an enquiry. What only the sender knows stays a blank in square brackets.
 * @param {Enquiry} enquiry
 * @param {import('./words.mjs').Words} words
 * @param {{ addressOf: (slug: string) => string, otherDays: string[] }} programme
 *   addressOf: of a solution's page, or '' to leave it out; otherDays: the programme's other days in words
 * @returns {Letter}
 */
export function letter({ place, visits }, words, { addressOf, otherDays }) {
  const when = visits.map((visit) => {
    const { date, time, stop: { city, solutions } } = visit
    const day = date || words.say('letter-date')
    const heading = words.say(time ? 'letter-when-time' : 'letter-when', { day, time, city: city.name })
    const wishes = solutions.map(({ slug, title }) => [`- ${title}`, addressOf(slug)].filter(Boolean).join('\n  '))
    return [heading, ...wishes].join('\n')
  })
  const days = [...new Set(visits.map(({ date }) => date).filter(Boolean))]
  const body = [
    words.say(visits[0].stop.lab ? 'letter-greeting' : 'letter-greeting-city', { place }),
    words.say('letter-who'),
    words.say('letter-wish'),
    ...when,
    otherDays.length > 0 ? words.say('letter-other-days', { days: words.anyOf(otherDays) }) : '',
    words.say('letter-questions'),
    words.say('letter-close'),
  ]
  const subject = days.length > 0 ? words.say('letter-subject-dated', { place, day: days[0] }) : words.say('letter-subject', { place })
  return { subject, body: body.filter(Boolean).join('\n\n') }
}

/**
 * A `mailto:` address with the first of the letters that fits into it; when none does, with its subject only.
 * @param {string} email
 * @param {readonly Letter[]} letters the fullest first
 */
export function mailto(email, letters) {
  const to = `mailto:${encodeURIComponent(email).replaceAll('%40', '@')}`
  // RFC 6068: line breaks are %0D%0A.
  const addresses = letters.map(({ subject, body }) => {
    return `${to}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll('\n', '\r\n'))}`
  })
  return addresses.find((address) => address.length <= MAILTO_LIMIT) ?? `${to}?subject=${encodeURIComponent(letters[0].subject)}`
}
