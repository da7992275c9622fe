/** @typedef {string | { one: string, other: string }} Word a text with `{placeholders}`, or its forms by `{count}` */

/** The words that the server hands to a script. */
export class Words {
  #tree
  #plural
  #number
  #exact
  #anyOf
  #allOf

  /**
   * @param {Record<string, Word>} tree
   * @param {string} language BCP 47, of the page
   */
  constructor(tree, language) {
    this.#tree = tree
    this.#plural = new Intl.PluralRules(language)
    this.#number = new Intl.NumberFormat(language)
    this.#exact = new Intl.NumberFormat(language, { maximumSignificantDigits: 15 })
    this.#anyOf = new Intl.ListFormat(language, { type: 'disjunction' })
    this.#allOf = new Intl.ListFormat(language, { type: 'conjunction' })
  }

  /**
   * The words of `key`, filled in. Throws when the page lacks them.
   * @param {string} key
   * @param {Record<string, string | number>} [values]
   */
  say(key, values = {}) {
    const word = this.#tree[key]
    if (word === undefined) throw new Error(`no interface words "${key}" in the page`)
    const text = typeof word === 'string' ? word : word[this.#plural.select(Number(values.count)) === 'one' ? 'one' : 'other']
    return text.replace(/\{(\w+)\}/g, (placeholder, name) => {
      const value = values[name] ?? placeholder
      return typeof value === 'number' ? this.#number.format(value) : value
    })
  }

  /**
   * "1,000.25", with every digit.
   * @param {number} value
   */
  number(value) {
    return this.#exact.format(value)
  }

  /**
   * "Energy, Water or Waste".
   * @param {string[]} labels
   */
  anyOf(labels) {
    return this.#anyOf.format(labels)
  }

  /**
   * "Energy, Water and Waste".
   * @param {string[]} labels
   */
  allOf(labels) {
    return this.#allOf.format(labels)
  }
}
