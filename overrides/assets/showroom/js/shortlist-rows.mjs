import { headline, webAddress } from './said.mjs'

/** The columns of the file, by the words that name them. */
const COLUMNS = ['title', 'address', 'sector', 'city', 'lab', 'status', 'figure', 'kind', 'source']

/**
 * A list as rows for a spreadsheet, the names of the columns first.
 * @param {import('./details.mjs').Solution[]} solutions
 * @param {object} tools
 * @param {import('./words.mjs').Words} tools.words
 * @param {Record<string, string>} tools.kinds kind of a figure → how readers know it
 * @param {(slug: string) => string} tools.addressOf absolute address of a solution's page
 * @returns {string[][]}
 */
export function shortlistRows(solutions, { words, kinds, addressOf }) {
  const rows = solutions.map((solution) => {
    const best = headline(solution)
    return [
      solution.title,
      addressOf(solution.slug),
      solution.sectors.map(({ label }) => label).join(', '),
      solution.city.name,
      solution.lab?.name ?? '',
      solution.status?.label ?? '',
      best ? `${best.quantity.text} ${best.label}`.replaceAll('\u00a0', ' ') : '',
      best ? kinds[best.kind] : '',
      webAddress(best?.source.url) ?? '',
    ]
  })
  return [COLUMNS.map((name) => words.say(`column-${name}`)), ...rows]
}
