/** What a card takes on its way, and a title in the file of all titles: compressed bytes, as measured. */
const SHARD_COST = 1400
const TITLE_COST = 28

/** @typedef {{ title: string, href: string, slug: string }} Link what a solution is called, and where its page is */

/** The cards: the first ones the server rendered into the page, the others come from files of a few when they are needed. */
export class Cards {
  #pieces
  #size
  #shardSize
  #order
  #site
  /** @type {Map<number, HTMLElement>} ordinal → its list item, on the page or not */
  #items = new Map()
  /** @type {Map<number, string>} ordinal → markup of a card that came, until its list item is made */
  #markup = new Map()
  /** @type {{ slugs: string[], titles: string[] } | null} of all solutions, once they were worth fetching */
  #titles = null

  /**
   * @param {HTMLElement} list with the cards that were served
   * @param {import('./pieces.mjs').Pieces} pieces
   * @param {number} size how many solutions there are
   */
  constructor(list, pieces, size) {
    this.#pieces = pieces
    this.#size = size
    this.#shardSize = Number(list.dataset.shardSize)
    this.#order = list.dataset.order
    this.#site = list.dataset.root ?? ''
    const items = /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll(':scope > li[data-ordinal]'))
    for (const item of items) this.#items.set(Number(item.dataset.ordinal), item)
  }

  /**
   * Whether the card is there.
   * @param {number} ordinal
   */
  has(ordinal) {
    return this.#items.has(ordinal) || this.#markup.has(ordinal)
  }

  /**
   * The card's list item; undefined until it was fetched.
   * @param {number} ordinal
   */
  item(ordinal) {
    const html = this.#markup.get(ordinal)
    if (html !== undefined) {
      this.#items.set(ordinal, made(ordinal, html))
      this.#markup.delete(ordinal)
    }
    return this.#items.get(ordinal)
  }

  /**
   * Makes the list items of those of these cards that are there, before they are asked for.
   * @param {readonly number[]} ordinals
   */
  make(ordinals) {
    for (const ordinal of ordinals) this.item(ordinal)
  }

  /**
   * Makes these cards ready. Returns whether all of them are: the next call tries again for those that could not be had.
   * @param {readonly number[]} ordinals
   */
  async fetch(ordinals) {
    const shards = this.#shardsOf(ordinals)
    // Cards may be older than the page, as long as they stand in the same order.
    const came = await this.#pieces.of(shards.map((shard) => `explorer/cards/${shard}`), ({ order }) => order === this.#order)
    for (const shard of shards) this.#take(shard, came.get(`explorer/cards/${shard}`)?.cards ?? [])
    return ordinals.every((ordinal) => this.has(ordinal))
  }

  /**
   * What these solutions are called: from their cards, or from the file of all titles where that is less to fetch.
   * Those that cannot be had are missing.
   * @param {readonly number[]} ordinals
   * @returns {Promise<Map<number, Link>>} in the order given
   */
  async links(ordinals) {
    if (!this.#titles) {
      const cost = this.#shardsOf(ordinals).length * SHARD_COST
      if (cost > this.#size * TITLE_COST) this.#titles = (await this.#pieces.of(['explorer/titles'])).get('explorer/titles') ?? null
      else await this.fetch(ordinals)
    }
    return new Map(ordinals.flatMap((ordinal) => {
      const link = this.#titled(ordinal) ?? this.#onCard(ordinal)
      return link ? [[ordinal, link]] : []
    }))
  }

  /**
   * The files with those of these cards that are not there yet.
   * @param {readonly number[]} ordinals
   */
  #shardsOf(ordinals) {
    const lacking = ordinals.filter((ordinal) => !this.has(ordinal))
    return [...new Set(lacking.map((ordinal) => Math.floor(ordinal / this.#shardSize)))]
  }

  /**
   * @param {number} shard
   * @param {readonly string[]} cards
   */
  #take(shard, cards) {
    for (const [i, html] of cards.entries()) {
      const ordinal = shard * this.#shardSize + i
      if (!this.has(ordinal)) this.#markup.set(ordinal, html)
    }
  }

  /** @param {number} ordinal */
  #titled(ordinal) {
    if (!this.#titles) return null
    const slug = this.#titles.slugs[ordinal]
    return { title: this.#titles.titles[ordinal], slug, href: new URL(`${this.#site}solutions/${slug}/`, document.baseURI).href }
  }

  /** @param {number} ordinal */
  #onCard(ordinal) {
    const item = this.item(ordinal)
    const link = item?.querySelector('.sc-card__title a')
    if (!(link instanceof HTMLAnchorElement)) return null
    return { title: (link.textContent ?? '').trim(), slug: link.pathname.split('/').at(-2) ?? '', href: link.href }
  }
}

/**
 * @param {number} ordinal
 * @param {string} html
 */
function made(ordinal, html) {
  const item = document.createElement('li')
  item.dataset.ordinal = String(ordinal)
  // Our own page's markup: the build rendered it with the template of the cards above, which escapes what entries say,
  // and the policy lets it come from this site alone and runs no script that might stand in it.
  const template = document.createElement('template')
  template.innerHTML = html
  item.append(template.content)
  return item
}
