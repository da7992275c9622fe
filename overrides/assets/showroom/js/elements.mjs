/**
 * Gives a list these children, and touches nothing when it has them: a moved element would lose the focus.
 * @param {Element} list
 * @param {readonly Element[]} children
 */
export function fill(list, children) {
  const isSame = list.children.length === children.length && children.every((child, i) => list.children[i] === child)
  if (!isSame) list.replaceChildren(...children)
}

/**
 * Changes the page and gives the focus back to the element that had it, should it have been moved.
 * @param {() => void} change
 */
export function keepingFocus(change) {
  const focused = document.activeElement
  change()
  if (!(focused instanceof HTMLElement) || focused === document.activeElement || !focused.isConnected) return
  focused.focus({ preventScroll: true })
  focused.scrollIntoView({ block: 'nearest' })
}

/**
 * @param {string} text
 * @param {string} href
 */
export function link(text, href) {
  const anchor = document.createElement('a')
  anchor.textContent = text
  anchor.href = href
  // Our own pages are given relative.
  if (/^https?:/i.test(href)) anchor.rel = 'noopener'
  return anchor
}

/**
 * A paragraph of texts and elements.
 * @param {...(string | Node)} content
 */
export function paragraph(...content) {
  const element = document.createElement('p')
  element.append(...content)
  return element
}
