import { inverseIncompleteBeta } from './incomplete-beta.ts'
import { normalQuantile } from './normal.ts'

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

/**
 * Two-sided score interval for a probability (E. Wilson, JASA 1927): shorter than Clopper and Pearson's, covers with
 * about this level on average. No trials give [0, 1]. Throws RangeError for counts or levels out of range.
 */
export function wilson(successes: number, trials: number, level = 0.95): Interval {
  requireShare(successes, trials, level)
  if (trials === 0) return { lower: 0, upper: 1 }
  const z = normalQuantile((1 + level) / 2)
  const share = successes / trials
  const shrink = 1 + (z * z) / trials
  const centre = (share + (z * z) / (2 * trials)) / shrink
  const half = (z / shrink) * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials))
  return {
    lower: successes === 0 ? 0 : Math.max(0, centre - half),
    upper: successes === trials ? 1 : Math.min(1, centre + half),
  }
}
