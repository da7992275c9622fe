/**
 * @template T
 * @typedef {(url: string, fits: (data: T) => boolean) => Promise<T>} Load
 */

/**
 * The data at `url`, past the browser's cache if what it kept does not fit the page. Rejects when it cannot be had.
 * @template T
 * @param {string} url
 * @param {(data: T) => boolean} fits
 * @returns {Promise<T>}
 */
export async function load(url, fits) {
  for (const cache of /** @type {const} */ (['default', 'reload'])) {
    const response = await fetch(url, { cache })
    if (!response.ok) throw new Error(`${url}: ${response.status}`)
    const data = await response.json()
    if (fits(data)) return data
  }
  throw new Error(`${url}: made for another version of this page`)
}
