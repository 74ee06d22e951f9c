/**
 * The lowest bound, 0 at least, of which no more than `budget` of these innocent scores lie above. Who scores above the
 * bound is accused; ties are accused together or not at all, so fewer than the budget may be.
 */
export function boundFor(innocent: readonly number[], budget: number): number {
  const sorted = innocent.filter((score) => score > 0).sort((a, b) => b - a)
  return sorted[Math.floor(budget)] ?? 0
}
