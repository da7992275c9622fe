import { part } from './part.mjs'

/** A facet's checkboxes, with their counts and the badge that says how many are ticked. */
export class FacetGroup {
  #boxes
  #badge
  /** @type {ReadonlyMap<string, number> | undefined} value id → results if that value were ticked */
  #counts
  /** @type {Set<FacetBox>} on the screen when that was last asked */
  #inSight = new Set()

  /** @param {HTMLElement} root rendered and labelled by the server, inside the facet's `<details>` */
  constructor(root) {
    const { facet } = root.dataset
    if (!facet) throw new Error('a facet group has no data-facet')
    this.facet = facet
    const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll('input[type="checkbox"]'))
    this.#boxes = new Map([...boxes].map((box) => [box.value, new FacetBox(box)]))
    this.root = root
    this.#badge = part(root.closest('details') ?? root, 'facet-size', HTMLElement)
  }

  /** Value ids in declared order. */
  get values() {
    return [...this.#boxes.keys()]
  }

  /**
   * The value whose checkbox or label an element belongs to.
   * @param {Element} element
   */
  valueAt(element) {
    const input = element.closest('.sc-check')?.querySelector('input')
    return input && this.#boxes.has(input.value) ? input.value : null
  }

  /**
   * @param {string} value
   * @returns {string} '' for a value of another facet
   */
  label(value) {
    return this.#boxes.get(value)?.label ?? ''
  }

  /** @param {ReadonlySet<string>} values ids of the values to tick; all others are unticked */
  tick(values) {
    for (const [value, box] of this.#boxes) box.isTicked = values.has(value)
  }

  /** @param {string} value */
  untick(value) {
    const box = this.#boxes.get(value)
    if (box) box.isTicked = false
  }

  /** @param {string} value */
  toggle(value) {
    const box = this.#boxes.get(value)
    if (box) box.isTicked = !box.isTicked
  }

  /** Sees which values are on the screen. To be done before the page changes: afterwards, its layout must be made for it. */
  look() {
    const { top, bottom } = this.root.getBoundingClientRect()
    const upper = Math.max(0, top)
    const lower = Math.min(innerHeight, bottom)
    this.#inSight = new Set(lower > upper ? [...this.#boxes.values()].filter((box) => box.isBetween(upper, lower)) : [])
  }

  /**
   * Shows how many are ticked, and the counts of the values on the screen.
   * @param {ReadonlyMap<string, number>} [counts] value id → results if that value were ticked; unknown until it was seen
   */
  show(counts) {
    this.#counts = counts
    this.#showCounts((box) => this.#inSight.has(box))
    const size = [...this.#boxes.values()].filter((box) => box.isTicked).length
    this.#badge.textContent = size > 0 ? String(size) : ''
    this.#badge.hidden = size === 0
  }

  /** Shows the counts of all other values, whichever those were: what is on the screen may have been seen anew. */
  showRest() {
    this.#showCounts(() => true)
  }

  /** @param {(box: FacetBox) => boolean} isWanted */
  #showCounts(isWanted) {
    const counts = this.#counts
    if (!counts) return
    for (const [value, box] of this.#boxes) if (isWanted(box)) box.showCount(counts.get(value) ?? 0)
  }
}

/** One checkbox with its label. */
class FacetBox {
  #input
  #text
  #wrapper
  /** @type {number | null} what it says now; null while that is what the server wrote */
  #shown = null
  #isNone = false

  /** @param {HTMLInputElement} input */
  constructor(input) {
    const label = input.labels?.[0]
    const count = label?.querySelector('.sc-facet__count')
    const text = count?.firstChild
    const wrapper = input.closest('.sc-check')
    if (!label || !(text instanceof Text) || !wrapper) throw new Error(`checkbox "${input.id}": no label with a count in a .sc-check`)
    this.#input = input
    this.#text = text
    this.#wrapper = wrapper
    this.label = [...label.childNodes].filter((node) => node !== count).map((node) => node.textContent).join('').trim()
  }

  get isTicked() {
    return this.#input.checked
  }

  set isTicked(isTicked) {
    this.#input.checked = isTicked
  }

  /**
   * Whether some of it stands between two heights on the screen, in CSS pixels from its upper edge.
   * @param {number} upper
   * @param {number} lower
   */
  isBetween(upper, lower) {
    const { top, bottom } = this.#wrapper.getBoundingClientRect()
    return bottom > upper && top < lower
  }

  /** @param {number} count */
  showCount(count) {
    // Not the element's content: another text in the same node is no other style.
    if (this.#shown !== count) this.#text.data = `(${count})`
    this.#shown = count
    const isNone = count === 0 && !this.isTicked
    if (this.#isNone !== isNone) this.#wrapper.classList.toggle('sc-check--none', isNone)
    this.#isNone = isNone
  }
}
