import { part } from './part.mjs'

/** CSS pixels a finger must move sideways for the next photo: more than a tap's, less than a thumb's reach. */
const SWIPE = 48

/** The page stands still at 1; fingers rarely bring it back to that exactly. */
const ENLARGED = 1.01

/** A solution's photos, one at a time, as large as the window: a dialog over the page. */
class Viewer {
  #dialog
  #stage
  #items
  #at = 0

  /** @param {HTMLElement} root rendered by the server, with a link to each photo's large copy */
  constructor(root) {
    this.#dialog = part(root, 'viewer', HTMLDialogElement)
    this.#stage = part(root, 'viewer-stage', HTMLElement)
    this.#items = [...root.querySelectorAll('[data-sc="gallery-item"]')].map((item) => new Item(item))
    for (const [index, { link }] of this.#items.entries()) {
      link.addEventListener('click', (event) => {
        // With a modifier key the reader wants the file, in another tab or on disk.
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        this.#open(index)
      })
    }
    part(root, 'viewer-close', HTMLButtonElement).addEventListener('click', () => this.#dialog.close())
    for (const button of root.querySelectorAll('[data-sc="viewer-step"]')) {
      if (button instanceof HTMLElement) button.addEventListener('click', () => this.#step(Number(button.dataset.step)))
    }
    this.#dialog.addEventListener('keydown', (event) => this.#key(event))
    this.#stage.addEventListener('click', ({ clientX, clientY }) => {
      // Beside the photo is out of the viewer, as everywhere.
      if (!this.#isOnPhoto(clientX, clientY)) this.#dialog.close()
    })
    this.#dialog.addEventListener('close', () => this.#closed())
    this.#followFingers()
  }

  /** @param {number} index */
  #open(index) {
    this.#show(index)
    this.#dialog.showModal()
  }

  /** @param {number} index of the photo to show */
  #show(index) {
    this.#at = index
    const item = this.#items[index]
    part(this.#dialog, 'viewer-position', HTMLElement).textContent = item.position
    part(this.#dialog, 'viewer-alt', HTMLElement).textContent = item.alt
    part(this.#dialog, 'viewer-caption', HTMLElement).replaceChildren(...item.caption())
    this.#stage.replaceChildren(...item.large())
  }

  /** @param {number} by how many photos on; after the last comes the first */
  #step(by) {
    const count = this.#items.length
    if (count > 1) this.#show((this.#at + by + count) % count)
  }

  /**
   * Whether a place in the window is on the photo, which fills the stage in one direction only.
   * @param {number} x
   * @param {number} y
   */
  #isOnPhoto(x, y) {
    const { left, top, width, height } = this.#stage.getBoundingClientRect()
    const { ratio } = this.#items[this.#at]
    const shown = { width: Math.min(width, height * ratio), height: Math.min(height, width / ratio) }
    return Math.abs(x - left - width / 2) <= shown.width / 2 && Math.abs(y - top - height / 2) <= shown.height / 2
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'ArrowRight') this.#step(1)
    else if (event.key === 'ArrowLeft') this.#step(-1)
    else if (event.key === 'Home') this.#show(0)
    else if (event.key === 'End') this.#show(this.#items.length - 1)
    else return
    event.preventDefault()
  }

  #closed() {
    this.#stage.replaceChildren()
    // To the photo that was seen last. Safari does not focus a clicked link, so the browser could not give it back.
    this.#items[this.#at].link.focus()
  }

  #followFingers() {
    /** @type {{ id: number, x: number, y: number } | null} */
    let start = null
    // Over an enlarged page fingers move it to what else there is to see.
    const isEnlarged = () => (globalThis.visualViewport?.scale ?? 1) > ENLARGED
    globalThis.visualViewport?.addEventListener('resize', () => this.#stage.toggleAttribute('data-enlarged', isEnlarged()))
    this.#stage.addEventListener('pointerdown', ({ isPrimary, pointerId, pointerType, clientX, clientY }) => {
      // A second finger enlarges the page; what the first does then is no swipe.
      start = isPrimary && pointerType !== 'mouse' && !isEnlarged() ? { id: pointerId, x: clientX, y: clientY } : null
    })
    this.#stage.addEventListener('pointercancel', () => { start = null })
    this.#stage.addEventListener('pointerup', ({ pointerId, clientX, clientY }) => {
      if (start?.id !== pointerId) return
      const [across, along] = [clientX - start.x, clientY - start.y]
      start = null
      if (Math.abs(across) >= SWIPE && Math.abs(across) > 2 * Math.abs(along)) this.#step(across < 0 ? 1 : -1)
    })
  }
}

/** A photo as the page shows it. */
class Item {
  #image
  #caption

  /** @param {Element} figure */
  constructor(figure) {
    this.link = /** @type {HTMLAnchorElement} */ (figure.querySelector('a'))
    this.#image = /** @type {HTMLImageElement} */ (figure.querySelector('picture img'))
    this.#caption = /** @type {HTMLElement} */ (figure.querySelector('figcaption'))
    /** Width by height. */
    this.ratio = Number(this.#image.getAttribute('width')) / Number(this.#image.getAttribute('height'))
  }

  get position() {
    return this.link.dataset.position ?? ''
  }

  get alt() {
    return this.#image.alt
  }

  /** @returns {Node[]} */
  caption() {
    return [...this.#caption.cloneNode(true).childNodes]
  }

  /**
   * The photo for the whole window, and under it, until it is there, the copy that the page has already.
   * @returns {HTMLElement[]}
   */
  large() {
    const { currentSrc } = this.#image
    const picture = /** @type {HTMLElement} */ (/** @type {HTMLElement} */ (this.#image.parentElement).cloneNode(true))
    for (const source of picture.children) {
      source.removeAttribute('loading')
      source.setAttribute('sizes', `min(100vw, ${Math.round(100 * this.ratio)}vh)`)
    }
    picture.className = 'sc-viewer__photo'
    if (!currentSrc) return [picture]
    const before = Object.assign(new Image(), { src: currentSrc, alt: '', className: 'sc-viewer__before' })
    return [before, picture]
  }
}

for (const root of document.querySelectorAll('[data-sc="gallery"]')) {
  if (root instanceof HTMLElement) new Viewer(root)
}
