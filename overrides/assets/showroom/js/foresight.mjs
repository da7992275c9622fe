/** Milliseconds for which the pointer rests on a value before its cards are fetched: longer than passing by takes. */
const REST = 60

/**
 * Tells which value the reader is about to tick: the one the pointer rests on, or that has the focus.
 * @param {Iterable<import('./facet-group.mjs').FacetGroup>} groups
 * @param {(facet: string, value: string) => void} expect
 */
export function foresee(groups, expect) {
  // @ts-expect-error: Chromium's alone
  if (navigator.connection?.saveData) return
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  for (const group of groups) {
    for (const type of ['pointerover', 'focusin']) {
      group.root.addEventListener(type, ({ target }) => {
        clearTimeout(timer)
        const value = target instanceof Element ? group.valueAt(target) : null
        if (value !== null) timer = setTimeout(() => expect(group.facet, value), REST)
      })
    }
    group.root.addEventListener('pointerleave', () => clearTimeout(timer))
  }
}
