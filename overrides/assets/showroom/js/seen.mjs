/** Milliseconds after which a page that is not shown at all, as in a tab behind others, counts as seen. */
const PATIENCE = 200

/** Fulfilled once the reader sees what has been changed so far. */
export function seen() {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, PATIENCE)
    requestAnimationFrame(() => {
      clearTimeout(late)
      // A frame is shown after its callbacks.
      setTimeout(resolve)
    })
  })
}
