/** Arithmetic mean; NaN for no values. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]
  return sum / values.length
}

/**
 * The p-quantile, 0 <= p <= 1, by linear interpolation between order statistics (R. Hyndman & Y. Fan, "Sample
 * quantiles in statistical packages", 1996, definition 7, the default of R and NumPy); NaN for no values.
 */
export function quantile(values: ArrayLike<number>, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a quantile needs 0 <= p <= 1, got ${p}`)
  return sortedQuantile(Float64Array.from(values).sort(), p)
}

/** The same for values that already stand in rising order. */
export function sortedQuantile(sorted: Float64Array, p: number): number {
  if (sorted.length === 0) return Number.NaN
  const place = p * (sorted.length - 1)
  const below = Math.floor(place)
  const low = sorted[below]
  const high = sorted[Math.min(below + 1, sorted.length - 1)]
  return low === high ? low : low + (place - below) * (high - low)
}

/**
 * Index of dispersion (Fano factor): sample variance over mean. 1 for Poisson counts, below 1 for counts that are
 * evened out, far above 1 for people. NaN for fewer than two values or a mean of zero.
 */
export function indexOfDispersion(counts: ArrayLike<number>): number {
  const centre = mean(counts)
  let squares = 0
  for (let i = 0; i < counts.length; i++) squares += (counts[i] - centre) ** 2
  return counts.length < 2 || centre === 0 ? Number.NaN : squares / (counts.length - 1) / centre
}
