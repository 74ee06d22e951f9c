/** Seeded random numbers (mulberry32, Tommy Ettinger 2017, public domain): training must repeat to the last bit. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  /** Uniform integer in [0, limit). */
  below(limit: number): number
  pick<T>(items: readonly T[]): T
  chance(probability: number): boolean
  /** A shuffled copy. */
  shuffle<T>(items: readonly T[]): T[]
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick<T>(items: readonly T[]): T {
      const item = items[below(items.length)]
      if (item === undefined) throw new RangeError('pick from an empty list')
      return item
    },
    shuffle<T>(items: readonly T[]): T[] {
      // Fisher and Yates, inside out.
      const shuffled: T[] = []
      for (const item of items) {
        const place = below(shuffled.length + 1)
        const displaced = shuffled[place]
        if (displaced === undefined) shuffled.push(item)
        else {
          shuffled.push(displaced)
          shuffled[place] = item
        }
      }
      return shuffled
    },
  }
}
