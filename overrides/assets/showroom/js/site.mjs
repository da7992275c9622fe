import { enableStars } from './stars.mjs'
import { enableSuggestions } from './suggestions.mjs'

/** Where `scheme.js` finds the reader's choice before the first paint. */
const SCHEME_KEY = 'sc-scheme'

/**
 * The main menu on a small screen: closed until its button opens it.
 * @param {HTMLElement} toggle
 * @param {HTMLElement} menu
 */
function enableMenu(toggle, menu) {
  const isOpen = () => 'open' in menu.dataset
  const open = (/** @type {boolean} */ wanted) => {
    menu.toggleAttribute('data-open', wanted)
    toggle.setAttribute('aria-expanded', String(wanted))
  }
  toggle.addEventListener('click', () => open(!isOpen()))
  for (const element of [toggle, menu]) {
    element.addEventListener('keydown', ({ key }) => {
      if (key !== 'Escape' || !isOpen()) return
      open(false)
      toggle.focus()
    })
    element.addEventListener('focusout', ({ relatedTarget }) => {
      // No target: the window lost the focus, or Safari, where a clicked button does not get it.
      if (!(relatedTarget instanceof Node) || menu.contains(relatedTarget) || toggle.contains(relatedTarget)) return
      open(false)
    })
  }
}

/**
 * The button for dark or light colours; the system's scheme holds until it is used.
 * @param {HTMLElement} toggle
 */
function enableSchemeToggle(toggle) {
  const root = document.documentElement
  const systemDark = matchMedia('(prefers-color-scheme: dark)')
  const isDark = () => (root.dataset.scheme ? root.dataset.scheme === 'dark' : systemDark.matches)
  const show = () => {
    toggle.setAttribute('aria-pressed', String(isDark()))
    showAroundPage(root.dataset.scheme)
  }

  toggle.addEventListener('click', () => {
    root.dataset.scheme = isDark() ? 'light' : 'dark'
    try {
      localStorage.setItem(SCHEME_KEY, root.dataset.scheme)
    } catch {
      // Storage is off: the choice holds for this page.
    }
    show()
  })
  systemDark.addEventListener('change', show)
  addEventListener('pageshow', ({ persisted }) => {
    // A page from the back/forward cache has not seen a choice made since.
    if (!persisted) return
    const scheme = storedScheme()
    if (scheme) root.dataset.scheme = scheme
    show()
  })
  show()
}

/**
 * Has the browser draw what is around the page in the same scheme.
 * @param {string | undefined} chosen none while the system's holds
 */
function showAroundPage(chosen) {
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
    if (!(meta instanceof HTMLMetaElement)) continue
    const { scheme } = meta.dataset
    meta.media = chosen ? (scheme === chosen ? 'all' : 'not all') : `(prefers-color-scheme: ${scheme})`
  }
}

/** The reader's choice; null when there is none or storage is off. */
function storedScheme() {
  try {
    const scheme = localStorage.getItem(SCHEME_KEY)
    return scheme === 'light' || scheme === 'dark' ? scheme : null
  } catch {
    return null
  }
}

/**
 * @param {string} name
 * @returns {HTMLElement[]}
 */
function parts(name) {
  return [...document.querySelectorAll(`[data-sc="${name}"]`)].filter((element) => element instanceof HTMLElement)
}

/**
 * On paper a page that the reader's choices have filled names the address that leads back to them.
 *
 * @param {HTMLElement} address the page's own
 */
function nameChoicesOnPaper(address) {
  const page = address.textContent
  addEventListener('beforeprint', () => { address.textContent = page + location.search })
}

const [menuToggle] = parts('menu-toggle')
const [menu] = parts('menu')
if (menuToggle && menu) enableMenu(menuToggle, menu)
for (const toggle of parts('scheme-toggle')) enableSchemeToggle(toggle)
enableStars()
for (const button of parts('print')) button.addEventListener('click', () => print())
for (const address of parts('own-address')) nameChoicesOnPaper(address)
enableSuggestions()
