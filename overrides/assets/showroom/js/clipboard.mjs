/**
 * Copies a text. Where the browser does not allow that, the text is selected in its field, ready to be copied by hand.
 * @param {string} text
 * @param {HTMLInputElement | HTMLTextAreaElement} field holds the text
 * @returns {Promise<boolean>} whether it is copied
 */
export async function copy(text, field) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    field.focus()
    field.select()
    return false
  }
}
