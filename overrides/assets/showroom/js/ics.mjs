import { addDays } from './calendar-day.mjs'

/**
 * A visit in a calendar.
 * @typedef {object} Event
 * @property {string} id of the stop: slugs joined by `.`
 * @property {string} day ISO date
 * @property {string} time `09:30` on the spot; '' for all day
 * @property {string} summary
 * @property {string} location
 * @property {string} description with line breaks
 * @property {string} url
 */

/** Octets in a line, without its end (RFC 5545, section 3.1). */
const LINE_LENGTH = 75

/**
 * A calendar file (RFC 5545) of the events, as text with CRLF.
 * A visit with a time has no length, as nobody has said how long it takes; its time is floating, which every calendar
 * shows as it stands, wherever its reader travels.
 * @param {readonly Event[]} events
 * @param {{ host: string, product: string, now: Date }} about host: makes the ids the showroom's own
 */
export function calendar(events, { host, product, now }) {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '')
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//${escaped(product)}//EN`,
    'CALSCALE:GREGORIAN',
    ...events.flatMap((event) => [
      'BEGIN:VEVENT',
      // The same stop on the same day is the same event, however often the file is imported.
      `UID:${event.day}-${event.id}@${host}`,
      `DTSTAMP:${stamp}`,
      ...when(event),
      `SUMMARY:${escaped(event.summary)}`,
      `LOCATION:${escaped(event.location)}`,
      `DESCRIPTION:${escaped(event.description)}`,
      // A URI is not escaped; what could end its line is no part of one.
      `URL:${event.url.replace(/[\u0000-\u0020]/g, '')}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

/** @param {Event} event */
function when({ day, time }) {
  const date = day.replaceAll('-', '')
  if (time) return [`DTSTART:${date}T${time.replace(':', '')}00`]
  // Several stops may share a day: none of them makes it a busy one.
  return [`DTSTART;VALUE=DATE:${date}`, `DTEND;VALUE=DATE:${addDays(day, 1).replaceAll('-', '')}`, 'TRANSP:TRANSPARENT']
}

/**
 * A TEXT value (section 3.3.11).
 * @param {string} text
 */
export function escaped(text) {
  return text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n?|\n/g, '\\n')
    .replace(/[\u0000-\u0008\u000B-\u001F\u007F]/g, '')
}

/**
 * A content line in pieces of no more than 75 octets; no character is cut in two.
 * @param {string} line
 */
export function folded(line) {
  const encoder = new TextEncoder()
  const pieces = ['']
  let octets = 0
  for (const character of line) {
    const size = encoder.encode(character).length
    if (octets + size > LINE_LENGTH) {
      pieces.push('')
      octets = 1 // the space that marks a continuation
    }
    pieces[pieces.length - 1] += character
    octets += size
  }
  return pieces.join('\r\n ')
}
