import { Announcer } from './announcer.mjs'
import { part } from './part.mjs'
import { shardFor, suggest } from './suggest.mjs'
import { Words } from './words.mjs'

/** What there is to suggest, fetched as far as queries need it. */
class Source {
  #url
  /** @type {Map<string, Promise<any>>} */
  #files = new Map()

  /** @param {string} url of the manifest */
  constructor(url) {
    this.#url = url
  }

  /**
   * What the query may mean; nothing when that cannot be had: the search itself works without.
   * @param {string} query
   * @returns {Promise<import('./suggest.mjs').Group[]>}
   */
  async groups(query) {
    try {
      const shards = await this.#file(this.#url)
      const file = shardFor(shards, query)
      return file ? suggest(await this.#file(this.#url.replace(/[^/]*$/, file)), query) : []
    } catch {
      return []
    }
  }

  /** Gets the manifest on its way. */
  prepare() {
    this.#file(this.#url).catch(() => {})
  }

  /** @param {string} url */
  #file(url) {
    const known = this.#files.get(url)
    if (known) return known
    // The manifest keeps its name when it changes: the server is asked whether it has.
    const coming = fetch(url, { cache: url === this.#url ? 'no-cache' : 'default' }).then((response) => {
      if (!response.ok) throw new Error(`${url}: ${response.status}`)
      return response.json()
    })
    this.#files.set(url, coming)
    coming.catch(() => this.#files.delete(url))
    return coming
  }
}

/**
 * A search field that suggests: an editable combobox with a list, after the ARIA Authoring Practices. The focus stays
 * in the field; an option is a link, and is followed. Enter without a chosen option sends the form.
 */
class Suggestions {
  #input
  #list
  #source
  #words
  #root
  /** @type {Announcer | null} made on the first focus, so that a page at rest has no region of ours */
  #announcer = null
  /** @type {HTMLAnchorElement[]} */
  #options = []
  #active = -1
  #latest = 0

  /**
   * @param {HTMLFormElement} form
   * @param {Source} source
   * @param {Words} words
   * @param {string} root way to the home page
   */
  constructor(form, source, words, root) {
    this.#input = part(form, 'suggest-input', HTMLInputElement)
    this.#list = part(form, 'suggest-list', HTMLElement)
    this.#source = source
    this.#words = words
    this.#root = root
    for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': this.#list.id })) {
      this.#input.setAttribute(name, value)
    }
    this.#listen(form)
  }

  /** @param {HTMLFormElement} form */
  #listen(form) {
    this.#input.addEventListener('focus', () => {
      this.#announcer ??= announcerIn(form)
      this.#source.prepare()
    })
    this.#input.addEventListener('input', () => this.#follow())
    this.#input.addEventListener('keydown', (event) => this.#press(event))
    this.#input.addEventListener('click', () => { if (!this.#isOpen) this.#follow() })
    // Pressing on an option must not take the focus from the field, which would close the list under the pointer.
    this.#list.addEventListener('mousedown', (event) => event.preventDefault())
    this.#list.addEventListener('click', () => this.#close())
    form.addEventListener('submit', () => this.#close())
    form.addEventListener('focusout', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && (relatedTarget === this.#input || this.#list.contains(relatedTarget)))) this.#close()
    })
    // A page from the back/forward cache comes back as it was left.
    addEventListener('pagehide', () => this.#close())
  }

  get #isOpen() {
    return !this.#list.hidden
  }

  /**
   * Suggests for what the field holds now.
   * @param {(() => void)} [then] once it shows
   */
  async #follow(then) {
    const turn = ++this.#latest
    const query = this.#input.value
    const groups = query.trim() ? await this.#source.groups(query) : []
    if (turn !== this.#latest) return
    this.#show(groups)
    then?.()
  }

  /** @param {import('./suggest.mjs').Group[]} groups */
  #show(groups) {
    this.#activate(-1)
    this.#options = []
    this.#list.replaceChildren(...groups.map((group) => this.#group(group)))
    const count = this.#options.length
    this.#open(count > 0)
    if (count > 0) this.#announcer?.say(this.#words.say('count', { count }))
    else this.#announcer?.say('')
  }

  /** @param {import('./suggest.mjs').Group} group */
  #group({ name, suggestions }) {
    const heading = element('div', 'sc-suggest__heading', this.#words.say(name))
    heading.id = `${this.#list.id}-${name}`
    heading.setAttribute('role', 'presentation')
    const group = element('div', 'sc-suggest__group')
    group.setAttribute('role', 'group')
    group.setAttribute('aria-labelledby', heading.id)
    group.append(heading, ...suggestions.map((suggestion) => this.#option(suggestion)))
    return group
  }

  /** @param {import('./suggest.mjs').Suggestion} suggestion */
  #option({ label, uri, detail, via }) {
    const option = /** @type {HTMLAnchorElement} */ (element('a', 'sc-suggest__option'))
    option.id = `${this.#list.id}-${this.#options.length}`
    option.href = this.#root + uri
    option.tabIndex = -1
    option.draggable = false
    option.setAttribute('role', 'option')
    option.setAttribute('aria-selected', 'false')
    const said = typeof detail === 'number' ? this.#words.say('solutions', { count: detail }) : detail
    option.append(element('span', 'sc-suggest__label', label), ' ', element('span', 'sc-suggest__detail', via ? `${via} · ${said}` : said))
    this.#options.push(option)
    return option
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return
    const { key, altKey } = event
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault()
      const step = key === 'ArrowDown' ? 1 : -1
      if (this.#isOpen && altKey && step < 0) this.#close()
      else if (this.#isOpen && !altKey) this.#move(step)
      else if (!this.#isOpen) this.#follow(altKey ? undefined : () => this.#move(step))
    } else if (key === 'Escape' && this.#isOpen) {
      // The first Escape closes the list; the next one empties the field, as browsers do.
      event.preventDefault()
      this.#close()
    } else if (key === 'Enter' && this.#active !== -1) {
      event.preventDefault()
      this.#options[this.#active].click()
    } else if (['Home', 'End', 'ArrowLeft', 'ArrowRight'].includes(key)) {
      this.#activate(-1) // back to the text, where the key moves the caret
    }
  }

  /**
   * From the last option on to the first, and the other way round.
   * @param {1 | -1} step
   */
  #move(step) {
    const { length } = this.#options
    if (length === 0) return
    const from = this.#active === -1 && step === -1 ? length : this.#active
    this.#activate((from + step + length) % length)
  }

  /** @param {number} position -1 for none */
  #activate(position) {
    this.#options[this.#active]?.setAttribute('aria-selected', 'false')
    this.#active = position
    const option = this.#options[position]
    if (!option) {
      this.#input.removeAttribute('aria-activedescendant')
      return
    }
    option.setAttribute('aria-selected', 'true')
    this.#input.setAttribute('aria-activedescendant', option.id)
    option.scrollIntoView({ block: 'nearest' })
  }

  #close() {
    this.#latest++ // what is still coming comes too late
    this.#announcer?.say('')
    this.#activate(-1)
    this.#open(false)
  }

  /** @param {boolean} isOpen */
  #open(isOpen) {
    this.#list.hidden = !isOpen
    this.#input.setAttribute('aria-expanded', String(isOpen))
  }
}

/**
 * @param {string} name
 * @param {string} className
 * @param {string} [text]
 */
function element(name, className, text = '') {
  const made = document.createElement(name)
  made.className = className
  made.textContent = text
  return made
}

/** @param {HTMLElement} parent */
function announcerIn(parent) {
  const region = element('p', 'sc-visually-hidden')
  region.setAttribute('role', 'status')
  parent.append(region)
  return new Announcer(region)
}

/**
 * On a narrow screen the header's search folds into a button, which opens it over the page.
 * @param {HTMLButtonElement} toggle
 * @param {HTMLFormElement} form
 */
function enableFindToggle(toggle, form) {
  const open = (/** @type {boolean} */ wanted) => {
    form.toggleAttribute('data-open', wanted)
    toggle.setAttribute('aria-expanded', String(wanted))
  }
  toggle.addEventListener('click', () => {
    open(!form.hasAttribute('data-open'))
    if (form.hasAttribute('data-open')) part(form, 'suggest-input', HTMLInputElement).focus()
  })
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || !form.hasAttribute('data-open')) return
    event.preventDefault()
    open(false)
    toggle.focus()
  })
  form.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node) || form.contains(relatedTarget) || relatedTarget === toggle) return
    open(false)
  })
  addEventListener('pagehide', () => open(false))
}

/** Makes the page's search fields suggest. */
export function enableSuggestions() {
  const data = document.querySelector('[data-sc="suggest-words"]')
  if (!(data instanceof HTMLScriptElement)) return
  const words = new Words(JSON.parse(data.text), document.documentElement.lang || 'en')
  const source = new Source(data.dataset.manifest ?? '')
  const forms = /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll('form[data-sc="suggesting"]'))
  for (const form of forms) new Suggestions(form, source, words, data.dataset.root ?? '')
  const toggle = document.querySelector('[data-sc="find-toggle"]')
  if (toggle instanceof HTMLButtonElement) enableFindToggle(toggle, forms[0])
}
