/** Bits in one word of storage. */
const BITS = 32

/** A set of ordinals below a fixed size. `and` and `or` give new sets; a set that was handed out never changes. */
export class Bitset {
  #words

  /** @param {number} size how many ordinals there are: members are 0 to size - 1. The new set is empty. */
  constructor(size) {
    this.size = size
    this.#words = new Uint32Array(Math.ceil(size / BITS))
  }

  /**
   * The set of `ordinals`. Throws RangeError for one that is not an integer from 0 to size - 1.
   * @param {Iterable<number>} ordinals
   * @param {number} size
   */
  static of(ordinals, size) {
    const set = new Bitset(size)
    for (const ordinal of ordinals) {
      if (!Number.isInteger(ordinal) || ordinal < 0 || ordinal >= size) {
        throw new RangeError(`ordinal ${ordinal} is not in 0 to ${size - 1}`)
      }
      set.#words[Math.floor(ordinal / BITS)] |= 1 << (ordinal % BITS)
    }
    return set
  }

  /**
   * The set of all ordinals below `size`.
   * @param {number} size
   */
  static full(size) {
    const set = new Bitset(size)
    set.#words.fill(2 ** BITS - 1)
    // Bits beyond the size stay off, so that counting needs no exception for the last word.
    const rest = size % BITS
    if (rest > 0) set.#words[set.#words.length - 1] = 2 ** rest - 1
    return set
  }

  /** @param {Bitset} other of the same size */
  and(other) {
    return this.#combined(other, (a, b) => a & b)
  }

  /** @param {Bitset} other of the same size */
  or(other) {
    return this.#combined(other, (a, b) => a | b)
  }

  /** How many members there are. */
  get count() {
    let count = 0
    for (const word of this.#words) count += ones(word)
    return count
  }

  /**
   * How many members both have: `this.and(other).count` without making the set.
   * @param {Bitset} other of the same size
   */
  countShared(other) {
    this.#requireSameSize(other)
    let count = 0
    for (let i = 0; i < this.#words.length; i++) count += ones(this.#words[i] & other.#words[i])
    return count
  }

  /** @param {number} ordinal */
  has(ordinal) {
    return ordinal >= 0 && ordinal < this.size && (this.#words[Math.floor(ordinal / BITS)] & (1 << (ordinal % BITS))) !== 0
  }

  /**
   * The members, ascending.
   * @returns {number[]}
   */
  toOrdinals() {
    const ordinals = []
    for (let i = 0; i < this.#words.length; i++) {
      // Each round takes the lowest bit that is on.
      for (let word = this.#words[i]; word !== 0; word &= word - 1) {
        ordinals.push(i * BITS + (BITS - 1 - Math.clz32(word & -word)))
      }
    }
    return ordinals
  }

  /**
   * @param {Bitset} other
   * @param {(a: number, b: number) => number} combine
   */
  #combined(other, combine) {
    this.#requireSameSize(other)
    const set = new Bitset(this.size)
    for (let i = 0; i < set.#words.length; i++) set.#words[i] = combine(this.#words[i], other.#words[i])
    return set
  }

  /** @param {Bitset} other */
  #requireSameSize(other) {
    if (other.size !== this.size) throw new RangeError(`a set of ${this.size} does not go with a set of ${other.size}`)
  }
}

/**
 * How many bits of a 32-bit word are on (Warren, Hacker's Delight, 2nd ed., figure 5-2).
 * @param {number} word
 */
function ones(word) {
  word -= (word >>> 1) & 0x55555555
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333)
  word = (word + (word >>> 4)) & 0x0f0f0f0f
  return Math.imul(word, 0x01010101) >>> 24
}
