/**
 * A seeded source of randomness: sfc32 (C. Doty-Humphrey, PractRand), seeded by mixing any number of words and
 * strings. The same seed gives the same numbers on every machine.
 */
export class Random {
  #a = 0x9e3779b9
  #b = 0x243f6a88
  #c = 0xb7e15162
  #d = 1

  constructor(...seed: readonly (number | string)[]) {
    for (const part of seed) {
      if (typeof part === 'number') {
        this.#absorb(part | 0)
        this.#absorb((part / 2 ** 32) | 0)
      } else {
        for (let at = 0; at < part.length; at++) this.#absorb(part.charCodeAt(at))
        this.#absorb(part.length ^ 0x5bd1e995)
      }
    }
    for (let round = 0; round < 12; round++) this.uint32()
  }

  #absorb(word: number): void {
    this.#a = Math.imul(this.#a ^ word, 0x85ebca6b)
    this.#b = Math.imul(this.#b ^ (this.#a >>> 13), 0xc2b2ae35) + word
    this.#c = Math.imul(this.#c ^ (this.#b >>> 16), 0x27d4eb2f)
    this.#b |= 0
  }

  /** Uniform over 0 to 2^32 - 1. */
  uint32(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#d) | 0
    this.#d = (this.#d + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum >>> 0
  }

  /** Uniform over [0, 1). */
  next(): number {
    return this.uint32() / 2 ** 32
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

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next())
  }

  logNormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal())
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next())
  }

  poisson(mean: number): number {
    if (mean <= 0) return 0
    if (mean > 40) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()))
    const limit = Math.exp(-mean)
    let count = 0
    for (let product = this.next(); product > limit; product *= this.next()) count++
    return count
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
    while (text.length < digits) text += this.uint32().toString(16).padStart(8, '0')
    return text.slice(0, digits)
  }
}
