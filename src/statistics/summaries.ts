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
