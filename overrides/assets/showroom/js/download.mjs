/** Milliseconds after which the browser has surely taken the data; until then its address must hold. */
const KEEP = 60_000

/**
 * Hands the reader a file that was made in the browser.
 * @param {string} name of the file
 * @param {string} text
 * @param {string} type such as `text/csv`
 */
export function download(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  // Firefox follows only a link that stands in the document.
  link.hidden = true
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(url), KEEP)
}
