/**
 * The lowest threshold at which no more than `budget` of these innocent scores are accused (score >= threshold and
 * above 0). Ties are accused together or not at all, so fewer than the budget may be accused.
 */
export function thresholdFor(innocent: readonly number[], budget: number): number {
  const sorted = innocent.filter((score) => score > 0).sort((a, b) => b - a)
  if (sorted.length <= budget) return Number.MIN_VALUE
  const first = sorted[Math.floor(budget)] ?? Number.POSITIVE_INFINITY
  // Everything at or below the first score that does not fit stays free.
  const above = sorted.filter((score) => score > first)
  return above.at(-1) ?? Number.POSITIVE_INFINITY
}
