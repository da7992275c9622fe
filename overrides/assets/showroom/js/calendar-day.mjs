/** Days as ISO 8601 dates (`2026-12-01`), without a time zone: a day of the programme is that day on the spot. */

const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/

/**
 * Whether `text` is a day that exists, in the years 1900 to 2199: others are slips of the keyboard.
 * @param {string} text
 */
export function isDay(text) {
  const [, year] = ISO_DAY.exec(text) ?? []
  return year >= '1900' && year < '2200' && addDays(text, 0) === text
}

/**
 * @param {string} day
 * @param {number} number of days later
 */
export function addDays(day, number) {
  const [, year, month, date] = (ISO_DAY.exec(day) ?? []).map(Number)
  const time = new Date(Date.UTC(year, month - 1, date + number))
  return Number.isNaN(time.getTime()) ? '' : time.toISOString().slice(0, 10)
}

/**
 * "Tuesday 1 December 2026", or without the weekday.
 * @param {string} day
 * @param {string} language BCP 47
 * @param {{ weekday?: boolean }} [options]
 */
export function dayInWords(day, language, { weekday = true } = {}) {
  // British order for English: a date must be read one way by all of a delegation.
  const locale = language === 'en' ? 'en-GB' : language
  /** @param {Intl.DateTimeFormatOptions} parts */
  const written = (parts) => new Intl.DateTimeFormat(locale, { ...parts, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
  const date = written({ day: 'numeric', month: 'long', year: 'numeric' })
  // Apart: browsers differ on the comma between them.
  return weekday ? `${written({ weekday: 'long' })} ${date}` : date
}
