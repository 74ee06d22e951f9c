import { createRandom, type Interval, quantile } from '../../src/statistics/index.ts'

const RESAMPLES = 1_999

/**
 * Percentile interval of a statistic of sums over clusters, by drawing whole clusters with replacement (cluster
 * bootstrap: Davison & Hinkley 1997, section 3.8). Resamples of which it is not a number are left out; null where all are. With few clusters it is too narrow; with a statistic that is the same in each it is a
 * point and says nothing.
 * @param clusters per independent unit (a world) its counts, all rows of one length
 * @param statistic of the rows' sums; NaN where it has none
 * @param coverage such as 0.95
 */
export function clusterInterval(
  clusters: readonly (readonly number[])[],
  statistic: (sums: Float64Array) => number,
  coverage: number,
): Interval | null {
  if (clusters.length === 0) return null
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
