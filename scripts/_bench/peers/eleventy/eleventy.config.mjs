/** Entries a page of a list, as in the other generators. */
const LENGTH = 48

/** What there are lists of, each below a folder of that name. */
const LISTS = ['sectors', 'cities', 'technologies', 'labs', 'organisations']

/** The pages of every list: all solutions, and those of each sector, city, technology, lab and organisation. */
function lists(solutions) {
  const found = new Map([['solutions', solutions]])
  for (const solution of solutions) {
    for (const kind of LISTS) {
      for (const term of solution.data[kind]) {
        const place = `${kind}/${term}`
        if (!found.has(place)) found.set(place, [])
        found.get(place).push(solution)
      }
    }
  }
  return [...found].flatMap(([place, all]) => {
    const pages = Math.ceil(all.length / LENGTH)
    return Array.from({ length: pages }, (_, number) => ({
      place,
      number,
      pages,
      count: all.length,
      url: number === 0 ? `/${place}/` : `/${place}/page/${number + 1}/`,
      entries: all.slice(number * LENGTH, (number + 1) * LENGTH),
    }))
  })
}

export default function (config) {
  config.addPassthroughCopy('images')
  config.addCollection('solutions', (api) => api.getFilteredByGlob('solutions/*.md'))
  config.addCollection('lists', (api) => lists(api.getFilteredByGlob('solutions/*.md')))
  return { markdownTemplateEngine: false, htmlTemplateEngine: 'njk' }
}
