/** Facets this far below or above the screen are as good as seen: their counts are there when the reader comes. */
const MARGIN = '25% 0px'

/** Which facets the reader has seen: those that stood open on the screen or near it. */
export class Sight {
  /** @type {Set<string>} */
  #seen = new Set()

  /**
   * @param {Iterable<import('./facet-group.mjs').FacetGroup>} groups
   * @param {() => void} change called when the reader has come to others
   */
  constructor(groups, change) {
    const facets = new Map([...groups].map(({ root, facet }) => [/** @type {Element} */ (root), facet]))
    /** Fulfilled once it is known what stands on the screen. */
    this.first = new Promise((resolve) => {
      const observer = new IntersectionObserver((entries) => {
        const news = entries.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => target)
        for (const root of news) {
          observer.unobserve(root)
          this.#seen.add(facets.get(root) ?? '')
        }
        resolve(null)
        if (news.length > 0) change()
      }, { rootMargin: MARGIN })
      for (const root of facets.keys()) observer.observe(root)
      if (facets.size === 0) resolve(null)
    })
  }

  /** Ids of the facets. */
  get seen() {
    return [...this.#seen]
  }
}
