/** Tells Excel that the file is UTF-8; other programs skip it. */
const BYTE_ORDER_MARK = '\uFEFF'

/** What a spreadsheet may take for the start of a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/

/** A number as people write it: `-5`, `+1,000`, `12.5`, `3e4`. */
const NUMBER = /^[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?(e[+-]?\d+)?$/i

/**
 * The rows as a CSV file (RFC 4180). A text that a spreadsheet would run as a formula gets an apostrophe before it.
 * @param {(string | number)[][]} rows the first one names the columns
 */
export function csv(rows) {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(field).join(',')}\r\n`).join('')
}

/** @param {string | number} cell */
function field(cell) {
  const text = String(cell)
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
