import { origin, plain, webAddress, years } from './said.mjs'

/**
 * @typedef {import('./details.mjs').Solution} Solution
 * @typedef {import('./details.mjs').Result} Result
 * @typedef {import('./words.mjs').Words} Words
 */

/**
 * What ids mean to readers; pairs of id and label where the order counts.
 * @typedef {object} Labels
 * @property {Record<string, string>} countries
 * @property {[string, string][]} partners
 * @property {[string, string][]} findings
 *
 * @typedef {{ words: Words, labels: Labels }} Tools
 */

/**
 * One thing a cell says.
 * @typedef {object} Line
 * @property {string} text
 * @property {string} [uri] site-relative address the text leads to
 * @property {string} [url] address on the web the text leads to
 * @property {boolean} [isFigure]
 * @property {string} [kind] of a figure
 * @property {string[]} [notes] what qualifies the text
 * @property {{ text: string, url: string }} [source]
 */

/**
 * @typedef {object} Row
 * @property {string} label
 * @property {string} [hint]
 * @property {string} [nothing] what an empty cell says, if not that nothing is reported
 * @property {boolean} [isAsked] whether a buyer asks it anyway: the row stands even where nobody reports anything
 * @property {Line[][]} cells one for each solution; empty where nothing is reported
 *
 * @typedef {object} Section
 * @property {string} label
 * @property {Row[]} rows
 */

/**
 * What is known of solutions, side by side: the same rows for all, and no row about which none says anything.
 * @param {Solution[]} solutions
 * @param {Tools} tools
 * @returns {Section[]}
 */
export function compare(solutions, { words, labels }) {
  const row = (/** @type {string} */ label, /** @type {(solution: Solution) => Line[]} */ cell, /** @type {Partial<Row>} */ more = {}) => {
    return { label, cells: solutions.map(cell), ...more }
  }
  const facts = FACTS.map(([key, cell]) => row(words.say(key), (solution) => cell(solution, { words, labels })))
  const partners = labels.partners.map(([kind, label]) => {
    return row(label, (solution) => partnersOf(solution, kind), { nothing: words.say('no-partner') })
  })
  const findings = labels.findings.map(([kind, label]) => {
    return row(label, (solution) => findingsOf(solution, kind), { isAsked: kind === 'did-not-work' })
  })
  const visits = [
    row(words.say('visit-where'), (solution) => visitOf(solution, words), { isAsked: true }),
    row(words.say('languages'), ({ visit, lab }) => lines((visit ?? lab?.visit)?.languages)),
  ]
  const figures = (/** @type {(result: Result) => boolean} */ belongs) => figureRows(solutions, belongs, words)
  const sections = {
    facts,
    partners,
    results: figures(({ kind }) => kind !== 'context'),
    context: figures(({ kind }) => kind === 'context'),
    findings,
    visit: visits,
  }
  return Object.entries(sections)
    .map(([name, rows]) => ({ label: words.say(`section-${name}`), rows: rows.filter(isWorthShowing) }))
    .filter(({ rows }) => rows.length > 0)
}

/** @param {Row} row */
function isWorthShowing({ cells, isAsked }) {
  return isAsked || cells.some((cell) => cell.length > 0)
}

/**
 * Whether all solutions say the same, wherever they say it: links and sources may differ.
 * @param {Row} row
 */
export function isSameForAll({ cells }) {
  const said = cells.map((cell) => JSON.stringify(cell.map(({ text, kind = '', notes = [] }) => [text, kind, notes])))
  return said.every((text) => text === said[0])
}

/**
 * The comparison as rows for a spreadsheet: section, row, then one cell a solution.
 * @param {Solution[]} solutions
 * @param {Section[]} sections
 * @param {object} tools
 * @param {Words} tools.words
 * @param {Record<string, string>} tools.kinds
 * @param {(slug: string) => string} tools.addressOf
 * @returns {string[][]}
 */
export function comparisonRows(solutions, sections, { words, kinds, addressOf }) {
  const said = (/** @type {Line} */ { text, notes = [], kind, source }) => {
    const parts = [text, kind && `[${kinds[kind]}]`, notes.length > 0 && `(${notes.join('; ')})`, source && `– ${source.text} ${source.url}`]
    return parts.filter(Boolean).join(' ').replaceAll('\u00a0', ' ')
  }
  return [
    ['', '', ...solutions.map(({ title }) => title)],
    ['', '', ...solutions.map(({ slug }) => addressOf(slug))],
    ...sections.flatMap(({ label, rows }) => rows.map((row) => {
      const cells = row.cells.map((cell) => (cell.length > 0 ? cell.map(said).join('\n') : row.nothing ?? words.say('not-reported')))
      return [label, row.label, ...cells]
    })),
  ]
}

/** Key of the row's label → what a solution says there. @type {[string, (solution: Solution, tools: Tools) => Line[]][]} */
const FACTS = [
  ['sectors', ({ sectors }) => sectors.map(({ id, label }) => ({ text: label, uri: `sectors/${id}/` }))],
  ['technologies', ({ technologies }) => technologies.map(({ id, label }) => ({ text: label, uri: `technologies/${id}/` }))],
  ['city', ({ city }, { labels }) => [{
    text: [city.name, labels.countries[city.country]].filter(Boolean).join(', '),
    uri: `cities/${city.id}/`,
  }]],
  ['lab', ({ lab }) => (lab ? [{ text: lab.name, uri: `labs/${lab.id}/` }] : [])],
  ['status', ({ status }) => lines(status?.label)],
  ['period', ({ period, status }, { words }) => (period ? lines(years(period, words, status?.id === 'ended')) : [])],
  ['readiness', ({ readiness }, { words }) => {
    return readiness ? lines(words.say('readiness-value', { level: readiness.level, date: readiness.as_of.slice(0, 4) })) : []
  }],
  ['model', ({ partnership }) => lines(partnership?.model?.label)],
  ['procurement', ({ partnership }) => lines(partnership?.procurement?.label)],
  ['costs', ({ costs = [] }, { words }) => costs.map(({ kind, quantity, period, note, source }) => ({
    text: quantity.text,
    isFigure: true,
    notes: [period ? `${kind.label}, ${years(period, words)}` : kind.label, ...(note ? [note] : [])],
    source: cited(source),
  }))],
]

/**
 * Figures by indicator: one row for each that several solutions report, in the indicator's own unit, and one for all
 * the others.
 * @param {Solution[]} solutions
 * @param {(result: Result) => boolean} belongs
 * @param {Words} words
 * @returns {Row[]}
 */
function figureRows(solutions, belongs, words) {
  const columns = solutions.map(({ results = [] }) => results.filter(belongs))
  const { shared, single } = alignment(columns)
  const rows = shared.map(({ indicator, cells }) => ({
    label: indicator.label,
    hint: { higher: words.say('higher'), lower: words.say('lower'), none: '' }[indicator.better],
    cells: cells.map((results) => results.map((result) => figure(result, words, indicator))),
  }))
  const others = single.map((results) => results.map((result) => figure(result, words)))
  return [...rows, { label: words.say('single'), cells: others, nothing: rows.length > 0 ? words.say('nothing-else') : undefined }]
}

/**
 * Which results stand beside each other.
 * @param {Result[][]} columns the results of each solution
 * @returns {{ shared: { indicator: NonNullable<Result['indicator']>, cells: Result[][] }[], single: Result[][] }}
 *   what two or more report, the most shared first, then in the order they come; and what only one does
 */
export function alignment(columns) {
  /** @type {Map<string, NonNullable<Result['indicator']>>} */
  const indicators = new Map()
  for (const { indicator } of columns.flat()) if (indicator) indicators.set(indicator.id, indicator)
  const shared = [...indicators.values()]
    .map((indicator) => ({ indicator, cells: columns.map((results) => results.filter((result) => result.indicator?.id === indicator.id)) }))
    .map((row) => ({ ...row, reporters: row.cells.filter((cell) => cell.length > 0).length }))
    .filter(({ reporters }) => reporters > 1)
    .sort((a, b) => b.reporters - a.reporters)
  const ids = new Set(shared.map(({ indicator }) => indicator.id))
  return {
    shared: shared.map(({ indicator, cells }) => ({ indicator, cells })),
    single: columns.map((results) => results.filter(({ indicator }) => !indicator || !ids.has(indicator.id))),
  }
}

/**
 * @param {Result} result
 * @param {Words} words
 * @param {NonNullable<Result['indicator']>} [indicator] of the row, when the figure stands among others in its unit
 * @returns {Line}
 */
function figure(result, words, indicator) {
  const { quantity, comparable, baseline } = result
  const text = indicator && comparable ? comparable.text : quantity.text
  const notes = []
  if (result.label !== indicator?.label) notes.push(result.label)
  if (text !== quantity.text) notes.push(words.say('as-reported', { text: quantity.text }))
  else if (indicator && !comparable) notes.push(words.say('not-converted', { text: indicator.unit.label }))
  if (result.period) notes.push(years(result.period, words))
  if (baseline) notes.push(against(baseline, words))
  if (result.note) notes.push(result.note)
  return { text, isFigure: true, kind: result.kind, notes, source: cited(result.source) }
}

/**
 * @param {NonNullable<Result['baseline']>} baseline
 * @param {Words} words
 */
function against({ text, description }, words) {
  return text ? words.say('baseline-value', { value: text, text: description }) : words.say('baseline', { text: description })
}

/**
 * @param {Solution} solution
 * @param {string} kind
 */
function partnersOf({ partners }, kind) {
  return partners
    .filter(({ organisation }) => organisation.kind === kind)
    .map(({ organisation: { id, name }, role }) => ({ text: name, uri: `organisations/${id}/`, notes: [role.label] }))
}

/**
 * @param {Solution} solution
 * @param {string} kind
 */
function findingsOf({ findings = [] }, kind) {
  return findings
    .filter((finding) => finding.kind === kind)
    .map(({ text, source }) => ({ text: plain(text), ...(source && { source: cited(source) }) }))
}

/**
 * @param {Solution} solution
 * @param {Words} words
 * @returns {Line[]}
 */
function visitOf({ visit = undefined, lab }, words) {
  const offer = visit ?? lab?.visit
  if (!offer) return []
  const notes = offer.note ? [offer.note] : []
  const told = { text: words.say(offer.possible ? 'visit-possible' : 'visit-not-possible'), notes }
  const url = webAddress(offer.url)
  return url ? [told, { text: words.say('visit-book'), url }] : [told]
}

/** @param {import('./details.mjs').Source} source */
function cited(source) {
  const url = webAddress(source.url)
  return url ? { text: origin(source), url } : undefined
}

/**
 * @param {string | string[] | undefined} texts
 * @returns {Line[]}
 */
function lines(texts = []) {
  return [texts].flat().map((text) => ({ text }))
}
