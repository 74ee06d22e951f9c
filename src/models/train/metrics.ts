/** Chance that a positive scores above a negative (ties count half). O(n log n). */
export function areaUnderCurve(positives: readonly number[], negatives: readonly number[]): number {
  const sorted = [...negatives].sort((a, b) => a - b)
  let wins = 0
  for (const value of positives)
    wins += (countBelow(sorted, value, false) + countBelow(sorted, value, true)) / 2
  return wins / (positives.length * negatives.length)
}

/** How many of the ascending `sorted` are below `value`, or equal to it as well. */
function countBelow(sorted: readonly number[], value: number, orEqual: boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    const item = sorted[middle] ?? 0
    if (item < value || (orEqual && item === value)) low = middle + 1
    else high = middle
  }
  return low
}

/** Smallest value that at least the share `level` of `values` does not exceed. */
export function quantile(values: readonly number[], level: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(level * sorted.length) - 1))] ?? 0
}

export function shareAbove(values: readonly number[], threshold: number): number {
  return values.length === 0 ? 0 : values.filter((value) => value > threshold).length / values.length
}
