import { createRandom, type Random } from './random.ts'

export interface PermutationOptions {
  readonly seed: number | string
  /** The most draws made; the smallest possible P-value is 1 / (maxDraws + 1). 9,999 when not given. */
  readonly maxDraws?: number
  /** Stop after this many draws at or above the observed value. 20 when not given. */
  readonly stopAfter?: number
}

export interface PermutationResult {
  readonly p: number
  readonly draws: number
}

/**
 * Sequential Monte-Carlo P-value (J. Besag & P. Clifford, "Sequential Monte Carlo p-values", Biometrika 1991): draw
 * the statistic under the null hypothesis until `stopAfter` draws reach the observed value, then p = stopAfter / draws;
 * if that does not happen, p = (1 + reached) / (1 + maxDraws). Valid as it stands for every `stopAfter`, deterministic
 * for a seed, and cheap where nothing is to be found. Large observed values speak against the null.
 */
export function permutationPValue(
  observed: number,
  draw: (random: Random) => number,
  { seed, maxDraws = 9999, stopAfter = 20 }: PermutationOptions,
): PermutationResult {
  if (!(Number.isInteger(maxDraws) && maxDraws >= 1 && Number.isInteger(stopAfter) && stopAfter >= 1)) {
    throw new RangeError(
      `maxDraws and stopAfter must be whole and positive, got ${maxDraws} and ${stopAfter}`,
    )
  }
  const random = createRandom(seed)
  let reached = 0
  for (let draws = 1; draws <= maxDraws; draws++) {
    // "Not below" instead of "at least": a draw that is not a number counts against the finding.
    if (!(draw(random) < observed)) reached++
    if (reached === stopAfter) return { p: reached / draws, draws }
  }
  return { p: (1 + reached) / (1 + maxDraws), draws: maxDraws }
}

/**
 * A random permutation of 0..n-1 that moves indexes within strata only: `strata[result[i]] === strata[i]`, all such
 * permutations equally likely. `strata` holds one label per index. O(n).
 */
export function permuteWithin(strata: ArrayLike<number>, random: Random): Int32Array {
  const sizes = new Map<number, number>()
  for (let i = 0; i < strata.length; i++) sizes.set(strata[i], (sizes.get(strata[i]) ?? 0) + 1)
  const next = new Map<number, number>()
  let start = 0
  for (const [label, size] of sizes) {
    next.set(label, start)
    start += size
  }
  // Positions grouped by stratum, each group a run of `grouped`.
  const grouped = new Int32Array(strata.length)
  for (let i = 0; i < strata.length; i++) {
    const place = next.get(strata[i]) ?? 0
    grouped[place] = i
    next.set(strata[i], place + 1)
  }
  const moved = grouped.slice()
  let from = 0
  for (const size of sizes.values()) {
    random.shuffle(moved.subarray(from, from + size))
    from += size
  }
  const result = new Int32Array(strata.length)
  for (let i = 0; i < grouped.length; i++) result[grouped[i]] = moved[i]
  return result
}
