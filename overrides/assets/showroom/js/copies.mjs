/**
 * A copy of the first element of a server-rendered template.
 * @param {HTMLTemplateElement} template
 * @returns {HTMLElement}
 */
export function copyOf(template) {
  const element = template.content.firstElementChild?.cloneNode(true)
  if (!(element instanceof HTMLElement)) throw new Error(`the template "${template.dataset.sc}" is empty`)
  return element
}
