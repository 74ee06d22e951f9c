import { createRandom, type Random } from './random.ts'

export interface PermutationOptions {
  readonly seed: number | string
  /** The most draws made; the smallest possible P-value is 1 / (maxDraws + 1). 9,999 when not given. */
  readonly maxDraws?: number
  /** Stop after this many draws at or above the observed value. 20 when not given. */
  readonly stopAfter?: number
  /** Where no draw reaches the observed value, estimate how far beyond them it lies. */
  readonly tail?: boolean
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
 *
 * With `tail`, a value beyond all draws gets the smaller of that and the estimate of `exponentialTail`.
 */
export function permutationPValue(
  observed: number,
  draw: (random: Random) => number,
  { seed, maxDraws = 9999, stopAfter = 20, tail = false }: PermutationOptions,
): PermutationResult {
  if (!(Number.isInteger(maxDraws) && maxDraws >= 1 && Number.isInteger(stopAfter) && stopAfter >= 1)) {
    throw new RangeError(
      `maxDraws and stopAfter must be whole and positive, got ${maxDraws} and ${stopAfter}`,
    )
  }
  const random = createRandom(seed)
  const drawn = new Float64Array(tail ? maxDraws : 0)
  let reached = 0
  for (let draws = 1; draws <= maxDraws; draws++) {
    const value = draw(random)
    if (tail) drawn[draws - 1] = value
    // "Not below" instead of "at least": a draw that is not a number counts against the finding.
    if (!(value < observed)) reached++
    if (reached === stopAfter) return { p: reached / draws, draws }
  }
  const p = (1 + reached) / (1 + maxDraws)
  return { p: tail && reached === 0 ? Math.min(p, exponentialTail(observed, drawn)) : p, draws: maxDraws }
}

/** The part of the draws whose excess shows how the tail falls. */
const TAIL_PART = 0.1
/** The mean excess is taken at its upper 95 % bound, about this many standard errors up. */
const CAUTION = 1.645
/** Where more of the excesses than this are ties with the threshold, they show steps and no tail. */
const MOST_TIES = 0.25
/** No estimate from a thousand draws is believed further than this. */
const LEAST_P = 1e-12

/**
 * P(statistic >= observed) beyond all draws: the largest tenth of them, continued by an exponential tail (T. Knijnenburg
 * et al., "Fewer permutations, more accurate P-values", Bioinformatics 2009, with the generalised Pareto shape held
 * at 0: sums and logarithms of variances fall at least as fast, so that errors are on the safe side). In place of that
 * paper's test of the fit, a tail must not be made of ties, and falls no faster than its largest draw lets expect: of n
 * exponential variables with mean s that is s (ln n + 0.577). Of what takes a few values only nothing is estimated.
 */
function exponentialTail(observed: number, drawn: Float64Array): number {
  const sorted = drawn.toSorted()
  const count = Math.floor(TAIL_PART * sorted.length)
  if (count < 1) return 1
  const threshold = sorted[sorted.length - count - 1]
  const excesses = sorted.subarray(sorted.length - count).map((value) => value - threshold)
  if (excesses.filter((excess) => !(excess > 0)).length > MOST_TIES * count) return 1
  const bound = (excesses.reduce((sum, excess) => sum + excess, 0) / count) * (1 + CAUTION / Math.sqrt(count))
  const scale = Math.max(bound, excesses[count - 1] / (Math.log(count) + EULER))
  return Math.max(LEAST_P, TAIL_PART * Math.exp(-(observed - threshold) / scale))
}

/** Euler's constant. */
const EULER = 0.577_215_664_901_532_9

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
