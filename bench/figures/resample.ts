import { createRandom, type Interval, quantile } from '../../src/statistics/index.ts'

const RESAMPLES = 1_999
/** Fewer clusters with anything in them give no interval: drawn anew they are all but the same again. */
export const FEWEST_CLUSTERS = 5

/**
 * Percentile interval of a statistic of sums over clusters, by drawing whole clusters with replacement (cluster
 * bootstrap: Davison & Hinkley 1997, section 3.8). Null with fewer than `FEWEST_CLUSTERS`; resamples of which the
 * statistic is not a number are left out. With few clusters it is too narrow; where the statistic is the same in each
 * it is a point and says nothing.
 * @param clusters per independent unit (a world) its counts, all rows of one length
 * @param statistic of the rows' sums; NaN where it has none
 * @param coverage such as 0.95
 */
export function clusterInterval(
  clusters: readonly (readonly number[])[],
  statistic: (sums: Float64Array) => number,
  coverage: number,
): Interval | null {
  if (clusters.filter((row) => row.some((count) => count !== 0)).length < FEWEST_CLUSTERS) return null
  const random = createRandom('resampled worlds')
  const sums = new Float64Array(clusters[0].length)
  const values: number[] = []
  for (let resample = 0; resample < RESAMPLES; resample++) {
    sums.fill(0)
    for (let i = 0; i < clusters.length; i++) {
      const row = clusters[random.integer(clusters.length)]
      for (let k = 0; k < sums.length; k++) sums[k] += row[k]
    }
    const value = statistic(sums)
    if (!Number.isNaN(value)) values.push(value)
  }
  if (values.length === 0) return null
  return { lower: quantile(values, (1 - coverage) / 2), upper: quantile(values, (1 + coverage) / 2) }
}

/** The first sum over the second. */
export function ratio(sums: Float64Array): number {
  return sums[1] === 0 ? Number.NaN : sums[0] / sums[1]
}
