import { inverseIncompleteBeta } from './incomplete-beta.ts'

export interface Interval {
  readonly lower: number
  readonly upper: number
}

function requireShare(successes: number, trials: number, level: number): void {
  if (
    !(successes >= 0 && successes <= trials && trials < Number.POSITIVE_INFINITY && level > 0 && level < 1)
  ) {
    throw new RangeError(`no interval for ${successes} of ${trials} at level ${level}`)
  }
}

/**
 * Two-sided Clopper-Pearson interval for a probability (C. Clopper & E. Pearson, Biometrika 1934): covers it with at
 * least this level, whatever it is. Each side alone covers with (1 + level) / 2, so a one-sided 95 % bound is a
 * side of the interval at level 0.9. No trials give [0, 1]. Throws RangeError for counts or levels out of range.
 */
export function clopperPearson(successes: number, trials: number, level = 0.95): Interval {
  requireShare(successes, trials, level)
  const side = (1 - level) / 2
  const failures = trials - successes
  return {
    lower: successes === 0 ? 0 : inverseIncompleteBeta(side, successes, failures + 1),
    upper: failures === 0 ? 1 : 1 - inverseIncompleteBeta(side, failures, successes + 1),
  }
}
