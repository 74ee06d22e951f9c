import { createRandom } from './random.ts'
import { mean, sortedQuantile } from './summaries.ts'

export interface BootstrapOptions {
  /** Coverage of the one-sided bound. */
  readonly level: number
  /** How many resamples. */
  readonly resamples: number
  readonly seed: number | string
}

/**
 * Lower confidence bound of the mean, by resampling the values with replacement: the percentile method (B. Efron & R.
 * Tibshirani, "An introduction to the bootstrap", 1993, section 13.3), whose bound is a little low for values
 * skewed to the right. One value per sampling unit: for Stillwatch a principal, never a request. Deterministic for a
 * seed. NaN without values; with one value, or values that are all the same, the mean itself, so callers must ask for
 * enough units before they trust it. Throws RangeError for options out of range.
 */
export function bootstrapLowerBound(
  values: Float64Array,
  { level, resamples, seed }: BootstrapOptions,
): number {
  if (!(level > 0 && level < 1 && resamples >= 1)) {
    throw new RangeError(`a bootstrap needs 0 < level < 1 and resamples >= 1, got ${level} and ${resamples}`)
  }
  if (values.length === 0) return Number.NaN
  const random = createRandom(seed)
  const sample = new Float64Array(values.length)
  const replicates = new Float64Array(resamples)
  const bounds = new Uint32Array(values.length).fill(values.length)
  const chosen = new Uint32Array(values.length)
  for (let r = 0; r < resamples; r++) {
    random.integers(bounds, chosen)
    for (let i = 0; i < sample.length; i++) sample[i] = values[chosen[i]]
    replicates[r] = mean(sample)
  }
  return sortedQuantile(replicates.sort(), 1 - level)
}

/** Standard errors beyond which no bootstrap quantile is: Cantelli's inequality leaves 1 in 37 there, whatever the values. */
const FAR = 6

/**
 * Whether `bootstrapLowerBound` of values that are not negative reaches a floor; the resamples are drawn
 * only where the mean and its standard error leave that open. Far above the floor (Cantelli) too few resamples lie
 * below it; and where the mean lies so far below it that not even `level` of the resamples could reach it while their
 * mean is what it is (Markov), the bound does not either.
 */
export function lowerBoundReaches(data: Float64Array, floor: number, options: BootstrapOptions): boolean {
  const centre = mean(data)
  let squares = 0
  for (const value of data) squares += (value - centre) ** 2
  const error = Math.sqrt(squares) / data.length
  if (centre - FAR * error >= floor) return true
  // The resamples' own mean is off by their error over the root of their number.
  if (centre + (FAR * error) / Math.sqrt(options.resamples) < options.level * floor) return false
  return bootstrapLowerBound(data, options) >= floor
}
