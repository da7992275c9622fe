/**
 * The element below `root` that the template marks `data-sc="name"`. Throws when there is none of that kind.
 * @template {HTMLElement} T
 * @param {ParentNode} root
 * @param {string} name
 * @param {new () => T} kind
 * @returns {T}
 */
export function part(root, name, kind) {
  const found = root.querySelector(`[data-sc="${name}"]`)
  if (!(found instanceof kind)) throw new Error(`no ${kind.name} with data-sc="${name}" in the page`)
  return found
}
