import { logNormalTail, normalQuantile } from './normal.ts'
import { createRandom } from './random.ts'
import { mean, sortedQuantile } from './summaries.ts'

export interface BootstrapOptions {
  /** What is estimated; the mean when not given. Must not keep or change the array it is handed. */
  readonly statistic?: (sample: Float64Array) => number
  /** Coverage of the one-sided bound; 0.95 when not given. */
  readonly level?: number
  /** How many resamples; 1,999 when not given. */
  readonly resamples?: number
  /** BCa corrects for bias and skewness, percentile does not; 'bca' when not given. */
  readonly method?: 'bca' | 'percentile'
  readonly seed: number | string
}

/** Acceleration from the jackknife, a sixth of the skewness of the leave-one-out values (Efron 1987, eq. 6.6). */
function acceleration(values: Float64Array, statistic: (sample: Float64Array) => number): number {
  const rest = values.slice(1)
  const leftOut = new Float64Array(values.length)
  for (let i = 0; i < values.length; i++) {
    leftOut[i] = statistic(rest)
    // Puts the value just left out in the place of the one to be left out next.
    if (i < rest.length) rest[i] = values[i]
  }
  const centre = mean(leftOut)
  let squares = 0
  let cubes = 0
  for (const value of leftOut) {
    squares += (centre - value) ** 2
    cubes += (centre - value) ** 3
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5)
}

/** Acceleration of the mean in closed form: a sixth of the sample's skewness over sqrt(n). */
function accelerationOfMean(values: Float64Array): number {
  const centre = mean(values)
  let squares = 0
  let cubes = 0
  for (const value of values) {
    squares += (value - centre) ** 2
    cubes += (value - centre) ** 3
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5)
}

/**
 * Lower confidence bound of a statistic, by resampling the values with replacement (B. Efron, "Better bootstrap
 * confidence intervals", JASA 1987). One value per sampling unit: for Stillwatch a principal, never a request.
 * Deterministic for a seed. NaN without values; with one value, or values that are all the same, the statistic
 * itself, so callers must ask for enough units before they trust it.
 */
export function bootstrapLowerBound(data: ArrayLike<number>, options: BootstrapOptions): number {
  const { statistic = mean, level = 0.95, resamples = 1999, method = 'bca', seed } = options
  if (!(level > 0 && level < 1 && resamples >= 1)) {
    throw new RangeError(`a bootstrap needs 0 < level < 1 and resamples >= 1, got ${level} and ${resamples}`)
  }
  if (data.length === 0) return Number.NaN
  const values = Float64Array.from(data)
  const random = createRandom(seed)
  const sample = new Float64Array(values.length)
  const replicates = new Float64Array(resamples)
  const bounds = new Uint32Array(values.length).fill(values.length)
  const chosen = new Uint32Array(values.length)
  for (let r = 0; r < resamples; r++) {
    random.integers(bounds, chosen)
    for (let i = 0; i < sample.length; i++) sample[i] = values[chosen[i]]
    replicates[r] = statistic(sample)
  }
  replicates.sort()
  if (method === 'percentile') return sortedQuantile(replicates, 1 - level)

  const observed = statistic(values)
  let below = 0
  for (const replicate of replicates) below += replicate < observed ? 1 : replicate === observed ? 0.5 : 0
  // Kept off 0 and 1, where the correction would be infinite.
  const bias = normalQuantile((below + 0.5) / (resamples + 1))
  const a = statistic === mean ? accelerationOfMean(values) : acceleration(values, statistic)
  const shifted = bias + normalQuantile(1 - level)
  const corrected = bias + shifted / (1 - a * shifted)
  return sortedQuantile(replicates, Math.exp(logNormalTail(-corrected)))
}

/** Standard errors beyond which no bootstrap quantile is: Cantelli's inequality leaves 1 in 37 there, whatever the values. */
const FAR = 6

/**
 * Whether the percentile bound of the mean of values that are not negative reaches a floor; the resamples are drawn
 * only where the mean and its standard error leave that open. Far above the floor (Cantelli) too few resamples lie
 * below it; and where the mean lies so far below it that not even `level` of the resamples could reach it while their
 * mean is what it is (Markov), the bound does not either.
 */
export function lowerBoundReaches(
  data: Float64Array,
  floor: number,
  options: BootstrapOptions & { readonly level: number; readonly resamples: number },
): boolean {
  const centre = mean(data)
  let squares = 0
  for (const value of data) squares += (value - centre) ** 2
  const error = Math.sqrt(squares) / data.length
  if (centre - FAR * error >= floor) return true
  // The resamples' own mean is off by their error over the root of their number.
  if (centre + (FAR * error) / Math.sqrt(options.resamples) < options.level * floor) return false
  return bootstrapLowerBound(data, { ...options, method: 'percentile' }) >= floor
}
