/** An account's score by one detector, 0 or more, and a number of its own that decides among equal scores. */
export interface Scored {
  readonly score: number
  readonly tie: number
}

/** Nobody without a score is above it. */
const NOBODY_INNOCENT: Scored = { score: 0, tie: Number.POSITIVE_INFINITY }

/**
 * The lowest bound of which no more than `budget` of these innocent accounts lie above. Accounts of equal scores are
 * accused in the order of their ties, so that the budget is used up wherever so many have a score at all.
 */
export function boundFor(innocent: readonly Scored[], budget: number): Scored {
  const sorted = innocent.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score || b.tie - a.tie)
  return sorted[Math.floor(budget)] ?? NOBODY_INNOCENT
}

/** Whether an account is accused at this bound. */
export function isAbove({ score, tie }: Scored, bound: Scored): boolean {
  return score > bound.score || (score === bound.score && tie > bound.tie)
}
