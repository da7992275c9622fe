/** Milliseconds for which the pointer rests on a value before its cards are fetched: longer than passing by takes. */
const REST = 60

/**
 * Tells which value the reader is about to tick: the one the pointer rests on, or that has the focus; at the latest the
 * one that is pressed, for a finger does not rest before, and takes a tenth of a second to let go.
 * @param {Iterable<import('./facet-group.mjs').FacetGroup>} groups
 * @param {(facet: string, value: string) => void} expect
 */
export function foresee(groups, expect) {
  // @ts-expect-error: Chromium's alone
  if (navigator.connection?.saveData) return
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  /** What was told of since the pointer or the focus last came to a value. */
  let told = ''
  for (const group of groups) {
    const tell = (/** @type {string} */ value) => {
      clearTimeout(timer)
      const name = `${group.facet}=${value}`
      if (told !== name) expect(group.facet, value)
      told = name
    }
    const arrive = (/** @type {string} */ value) => {
      clearTimeout(timer)
      told = ''
      timer = setTimeout(() => tell(value), REST)
    }
    for (const [type, act] of Object.entries({ pointerover: arrive, focusin: arrive, pointerdown: tell })) {
      group.root.addEventListener(type, ({ target }) => {
        const value = target instanceof Element ? group.valueAt(target) : null
        if (value === null) clearTimeout(timer)
        else act(value)
      })
    }
    group.root.addEventListener('pointerleave', () => clearTimeout(timer))
  }
}
