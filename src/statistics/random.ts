import { murmurHash } from './murmur-hash.ts'
import { gammaVariate, poissonVariate } from './variates.ts'

/** Anything `shuffle` can reorder in place: an array or a typed array. */
interface Shuffleable {
  readonly length: number
  [index: number]: unknown
}

/** A reproducible stream of pseudo-random draws. Not for secrets. */
export interface Random {
  /** Uniform in [0, 1), on the grid of 2^-53. */
  next(): number
  /** Uniform whole number in [0, 2^32). */
  uint32(): number
  /** Uniform whole number in [0, n), without modulo bias, for a whole 1 <= n <= 2^53. Throws RangeError otherwise. */
  integer(n: number): number
  /**
   * Writes one whole number of [0, bounds[i]) into each place of `drawn`: what `integer` would give one after the
   * other, at a quarter of the cost. Bounds of 0 count as 1.
   */
  integers(bounds: Uint32Array, drawn: Uint32Array): void
  /** Uniform real number in [from, to). */
  range(from: number, to: number): number
  /** Standard normal. */
  normal(): number
  /** Exponential waiting time with this rate (mean 1 / rate). */
  exponential(rate: number): number
  /** Gamma with this shape > 0 and scale 1. */
  gamma(shape: number): number
  /** Poisson count with any finite mean >= 0. */
  poisson(mean: number): number
  /** e^(mu + sigma Z); mu and sigma are on the log scale, so e^mu is the median. */
  logNormal(mu: number, sigma: number): number
  /** One item, all equally likely. Throws RangeError for an empty list. */
  pick<T>(items: readonly T[]): T
  /** Reorders in place, all orders equally likely, and returns the same object (Fisher & Yates). */
  shuffle<A extends Shuffleable>(items: A): A
  /** k different whole numbers of [0, n), in random order, in O(k). Throws RangeError when k > n. */
  sample(n: number, k: number): number[]
  /**
   * A stream of its own for this label. It depends on this stream's seed and the label alone, not on what was
   * drawn before: adding a draw in one place moves nothing elsewhere.
   */
  fork(label: string | number): Random
}

const LARGEST_UINT32 = 2 ** 32 - 1

export type XoshiroState = readonly [number, number, number, number]

/** Up to so many numbers are sampled in a table. */
const TABLE = 1 << 20
const inOrder: number[] = []

/** xoshiro128** 1.1 (D. Blackman & S. Vigna, "Scrambled linear pseudorandom number generators", 2021). */
export class Xoshiro128 implements Random {
  readonly #key: string
  #a: number
  #b: number
  #c: number
  #d: number
  #spareNormal: number | undefined

  constructor(state: XoshiroState, key: string) {
    this.#key = key
    ;[this.#a, this.#b, this.#c, this.#d] = state.map((word) => word | 0)
  }

  uint32(): number {
    const scrambled = Math.imul(this.#b, 5)
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0
    const shifted = this.#b << 9
    this.#c ^= this.#a
    this.#d ^= this.#b
    this.#b ^= this.#c
    this.#a ^= this.#d
    this.#c ^= shifted
    this.#d = (this.#d << 11) | (this.#d >>> 21)
    return result
  }

  /** 53 random bits as a whole number. */
  #uint53(): number {
    const high = this.uint32() >>> 5
    return high * 2 ** 26 + (this.uint32() >>> 6)
  }

  next(): number {
    return this.#uint53() * 2 ** -53
  }

  integer(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > 2 ** 53) {
      throw new RangeError(`integer(n) needs a whole n in 1..2^53, got ${n}`)
    }
    if (n > LARGEST_UINT32) return this.#wideInteger(n)
    const bound = n >>> 0
    for (;;) {
      const draw = this.uint32()
      const rest = draw % bound
      // The last, incomplete run of n numbers would favour the small ones.
      if (draw - rest <= 2 ** 32 - bound) return rest
    }
  }

  integers(bounds: Uint32Array, drawn: Uint32Array): void {
    let [a, b, c, d] = [this.#a, this.#b, this.#c, this.#d]
    for (let i = 0; i < drawn.length; i++) {
      const bound = bounds[i] || 1
      for (;;) {
        const scrambled = Math.imul(b, 5)
        const draw = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0
        const shifted = b << 9
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= shifted
        d = (d << 11) | (d >>> 21)
        const rest = draw % bound
        if (draw - rest > 2 ** 32 - bound) continue
        drawn[i] = rest
        break
      }
    }
    this.#a = a
    this.#b = b
    this.#c = c
    this.#d = d
  }

  #wideInteger(n: number): number {
    const span = n > 2 ** 32 ? 2 ** 53 : 2 ** 32
    for (;;) {
      const draw = n > 2 ** 32 ? this.#uint53() : this.uint32()
      const rest = draw % n
      if (draw - rest <= span - n) return rest
    }
  }

  range(from: number, to: number): number {
    return from + (to - from) * this.next()
  }

  /** Marsaglia's polar method; the second normal of each pair is kept for the next call. */
  normal(): number {
    const spare = this.#spareNormal
    if (spare !== undefined) {
      this.#spareNormal = undefined
      return spare
    }
    for (;;) {
      const x = 2 * this.next() - 1
      const y = 2 * this.next() - 1
      const square = x * x + y * y
      if (square >= 1 || square === 0) continue
      const scale = Math.sqrt((-2 * Math.log(square)) / square)
      this.#spareNormal = y * scale
      return x * scale
    }
  }

  exponential(rate: number): number {
    if (!(rate > 0)) throw new RangeError(`exponential rate must be positive, got ${rate}`)
    return -Math.log1p(-this.next()) / rate
  }

  gamma(shape: number): number {
    return gammaVariate(this, shape)
  }

  poisson(mean: number): number {
    return poissonVariate(this, mean)
  }

  logNormal(mu: number, sigma: number): number {
    return Math.exp(mu + sigma * this.normal())
  }

  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('pick needs at least one item')
    return items[this.integer(items.length)]
  }

  shuffle<A extends Shuffleable>(items: A): A {
    const list: Shuffleable = items
    for (let last = list.length - 1; last > 0; last--) {
      const other = this.integer(last + 1)
      const kept = list[last]
      list[last] = list[other]
      list[other] = kept
    }
    return items
  }

  sample(n: number, k: number): number[] {
    if (!(k >= 0 && k <= n)) throw new RangeError(`cannot sample ${k} of ${n} without replacement`)
    if (n <= TABLE) return this.#sampleInTable(n, k)
    // The first k steps of a Fisher-Yates shuffle of 0..n-1, of which only moved places are stored.
    const moved = new Map<number, number>()
    const chosen: number[] = []
    for (let place = 0; place < k; place++) {
      const from = place + this.integer(n - place)
      chosen.push(moved.get(from) ?? from)
      moved.set(from, moved.get(place) ?? place)
    }
    return chosen
  }

  /** The same steps in a table that holds 0, 1, 2 ... and is put in order again: quicker than a map of moved places. */
  #sampleInTable(n: number, k: number): number[] {
    for (let place = inOrder.length; place < n; place++) inOrder.push(place)
    const chosen: number[] = []
    const from = new Uint32Array(Math.ceil(k))
    for (let place = 0; place < k; place++) {
      from[place] = place + this.integer(n - place)
      chosen.push(inOrder[from[place]])
      inOrder[from[place]] = inOrder[place]
    }
    for (const place of from) inOrder[place] = place
    return chosen
  }

  fork(label: string | number): Random {
    return createRandom(`${this.#key}\u0000${label}`)
  }
}

const encoder = new TextEncoder()

/** Fractional digits of pi: four unrelated seeds for the four words of the state. */
const WORD_SEEDS = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344]

/**
 * A random stream, the same on every machine for the same seed. A number seeds like its decimal text, so
 * `createRandom(1)` and `createRandom('1')` are the same stream. The state is four MurmurHash3 values of the
 * seed's UTF-8 text under four seeds.
 */
export function createRandom(seed: number | string): Random {
  const key = String(seed)
  const bytes = encoder.encode(key)
  const [a, b, c, d] = WORD_SEEDS.map((word) => murmurHash(bytes, word))
  // The generator never leaves the all-zero state; no other state is excluded.
  const state: XoshiroState = (a | b | c | d) === 0 ? [1, 0, 0, 0] : [a, b, c, d]
  return new Xoshiro128(state, key)
}
