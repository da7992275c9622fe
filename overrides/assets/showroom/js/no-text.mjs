/**
 * What a query has found.
 * @typedef {object} Text
 * @property {string} query
 * @property {import('./bitset.mjs').Bitset | null} matches null when no text is asked for
 * @property {number[]} [order] the ordinals found, the best match first; otherwise the server's order
 * @property {'nearest' | 'search-failed' | 'search-left' | null} note what the reader must know of it
 * @property {import('./hints.mjs').Hint} hint what it tells beside
 */

/** @type {Text} */
export const NO_TEXT = { query: '', matches: null, note: null, hint: { forms: [], pages: [], alternatives: [] } }
