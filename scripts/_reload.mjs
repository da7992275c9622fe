/** Loads the page again once the preview has a newer one, while somebody looks at it. Stands on pages of the preview only. */

const shown = new URL(import.meta.url).searchParams.get('shown')

/** @type {EventSource | undefined} */
let changes

/** A browser has few connections to a server: tabs that nobody sees leave them to the others. */
function follow() {
  changes?.close()
  changes = undefined
  if (document.visibilityState !== 'visible') return
  changes = new EventSource('/_preview/changes')
  changes.addEventListener('message', ({ data }) => {
    if (data !== shown) location.reload()
  })
}

document.addEventListener('visibilitychange', follow)
addEventListener('pagehide', () => changes?.close())
addEventListener('pageshow', follow)
