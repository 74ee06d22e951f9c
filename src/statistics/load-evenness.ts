import { indexOfDispersion, mean } from './summaries.ts'

/** Indexes of dispersion (variance over mean: 1 for Poisson, less when evened out); NaN where not defined. */
export interface LoadEvenness {
  /** Of the members' totals: small when a pool spreads its load evenly. */
  readonly totals: number
  /** Of a member's daily counts, averaged over the members that were active: small for machines without days off. */
  readonly days: number
  /** Of the group's summed daily counts: small when members fill each other's gaps. */
  readonly pooled: number
}

/**
 * How evenly a group's load lies over its members and days. `daily` holds one row per member and one count per day,
 * all rows of one length. These figures grow with volume for people (excess variance is proportional to the squared
 * mean), so they mean something only by rank among reference groups of similar volume (see `rankPValue`).
 * Throws RangeError for rows of unequal length.
 */
export function loadEvenness(daily: readonly ArrayLike<number>[]): LoadEvenness {
  const days = daily.length === 0 ? 0 : daily[0].length
  const pooled = new Float64Array(days)
  const totals = daily.map((row) => {
    if (row.length !== days) throw new RangeError(`expected ${days} days, got ${row.length}`)
    let total = 0
    for (let day = 0; day < days; day++) {
      total += row[day]
      pooled[day] += row[day]
    }
    return total
  })
  const active = daily.filter((_, i) => totals[i] > 0)
  return {
    totals: indexOfDispersion(totals),
    days: mean(active.map(indexOfDispersion)),
    pooled: indexOfDispersion(pooled),
  }
}
