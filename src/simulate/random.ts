import { createRandom, type Random as Source } from '../statistics/index.ts'

/** All four-digit hexadecimal words: identifiers make up a good part of a record. */
const HEX = Array.from({ length: 65_536 }, (_, word) => word.toString(16).padStart(4, '0'))

/**
 * The draws that composing needs, on a reproducible stream of `statistics`. The seed is any list of numbers and
 * strings: the same list gives the same draws on every machine.
 */
export class Random {
  readonly #source: Source

  constructor(...seed: readonly (number | string)[]) {
    this.#source = createRandom(seed.join('\u0000'))
  }

  /** Uniform over 0 to 2^32 - 1. */
  uint32(): number {
    return this.#source.uint32()
  }

  /** Uniform over [0, 1) in steps of 2^-32, which is fine enough here and cheap. */
  next(): number {
    return this.#source.uint32() / 2 ** 32
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** A whole number, both ends included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  range(low: number, high: number): number {
    return low + this.next() * (high - low)
  }

  /** Uniform in the logarithm: wide ranges without favouring their upper end. */
  logUniform(low: number, high: number): number {
    return low * (high / low) ** this.next()
  }

  /** Log-normal by its median; `sigma` on the log scale. */
  logNormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.#source.normal())
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next())
  }

  /** A waiting time with mean 1 and this coefficient of variation, gamma distributed. */
  gap(variation: number): number {
    const shape = 1 / variation ** 2
    return this.#source.gamma(shape) / shape
  }

  poisson(mean: number): number {
    return mean > 0 ? this.#source.poisson(mean) : 0
  }

  pick<T>(items: readonly [T, ...T[]]): T
  pick<T>(items: readonly T[]): T
  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)]
    if (item === undefined) throw new RangeError('nothing to pick from')
    return item
  }

  /** An item with probability proportional to its weight. */
  weighted<T>(table: readonly (readonly [item: T, weight: number])[]): T {
    let total = 0
    for (const [, weight] of table) total += weight
    let left = this.next() * total
    for (const [item, weight] of table) {
      left -= weight
      if (left < 0) return item
    }
    return this.pick(table)[0]
  }

  /** `count` different items (all of them where there are fewer), in random order. */
  sample<T>(items: readonly T[], count: number): T[] {
    const pool = [...items]
    const chosen: T[] = []
    while (chosen.length < count && pool.length > 0) {
      const [item] = pool.splice(this.int(0, pool.length - 1), 1)
      if (item !== undefined) chosen.push(item)
    }
    return chosen
  }

  /** Lower-case hexadecimal digits. */
  hex(digits: number): string {
    let text = ''
    while (text.length < digits) {
      const word = this.#source.uint32()
      text += `${HEX[word >>> 16]}${HEX[word & 0xffff]}`
    }
    return text.slice(0, digits)
  }
}
