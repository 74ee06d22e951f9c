import { type ActivitySeries, countActive, prepareShifts, randomly, unmoved } from './day-shifts.ts'
import { type PermutationOptions, permutationPValue } from './permutation.ts'

export interface CoActivityOptions extends PermutationOptions {
  /** Weekday of hour 0, which is a UTC midnight: 0 for Sunday, as in `Date.getUTCDay`. */
  readonly startDay: number
  /** Per hour of the window, the share (or number) of the reference population active in it. */
  readonly background: ArrayLike<number>
}

export interface CoActivity {
  readonly p: number
  /** Observed over exactly expected co-activity; 1 when neither could occur. */
  readonly ratio: number
  readonly draws: number
}

/** Fewer members that can move, or fewer places to move to, cannot show anything. */
const LEAST_MEMBERS = 4
const LEAST_POSITIONS = 3
/** Hours quieter than this share of the mean hour count like it, so that a dead hour does not outweigh the rest. */
const QUIETEST = 0.1
/** Weights are whole numbers up to this, so that sums are exact and equal arrangements tie. */
const FINEST_WEIGHT = 1e6

/** Whole-number weights proportional to 1 / background. */
function inverseWeights(background: Float64Array): Float64Array {
  const floor = (QUIETEST * background.reduce((sum, share) => sum + share, 0)) / background.length
  if (!(floor > 0)) return new Float64Array(background.length).fill(1)
  const lifted = background.map((share) => Math.max(floor, share))
  const least = lifted.reduce((a, b) => Math.min(a, b))
  return lifted.map((share) => Math.round((FINEST_WEIGHT * least) / share))
}

/**
 * Are the members of a group active in the same hours more often than their own rhythms explain?
 *
 * Statistic: over the hours, the number of ordered pairs of members active in the hour, (sum x)^2 - sum x^2 for
 * presence indicators x, divided by how busy the reference population was in that hour. Null hypothesis: each series is
 * turned, independently of the others, by a random whole number of days within its own span, working days onto
 * working days and weekend days (Saturday, Sunday, UTC) onto weekend days, so that time zone, hours and weekly rhythm
 * survive. P-value: sequential Monte-Carlo over such turns (Besag & Clifford 1991). Random shifts of the series against
 * each other are the usual null model for synchrony (A. Amarasingham et al., "Conditional modeling and the jitter
 * method of spike resampling", J. Neurophysiol. 2012).
 *
 * Days busy for everybody (a release, an outage) break that null; the division guards against them: if every member
 * follows the background b up to a factor, moved series meet at least as often as unmoved ones in the weighted sum,
 * because the mean of 1/b is at least 1 over the mean of b (Jensen). A day special to the group's surroundings alone
 * (a national holiday, one customer's deadline) is not covered, and must be weighed as an innocent explanation.
 *
 * `from` and `to` of a series should say when the member could have been active, such as from its creation; days cut
 * by these edges do not move. Undefined when fewer than four members have three arrangements or more.
 */
export function coActivity(
  series: readonly ActivitySeries[],
  options: CoActivityOptions,
): CoActivity | undefined {
  const { startDay } = options
  const background = Float64Array.from(options.background)
  if (!Number.isInteger(startDay) || startDay < 0 || startDay > 6) {
    throw new RangeError(`startDay must be a weekday 0..6, got ${startDay}`)
  }
  const movable = prepareShifts(series, background.length, startDay)
  if (movable.positions.filter((count) => count >= LEAST_POSITIONS).length < LEAST_MEMBERS) return undefined

  const weights = inverseWeights(background)
  const counts = new Int32Array(background.length)
  const pairs = (turn: (days: number) => number): number => {
    countActive(movable, counts, turn)
    let sum = 0
    for (let hour = 0; hour < counts.length; hour++) sum += weights[hour] * counts[hour] * (counts[hour] - 1)
    return sum
  }
  const observed = pairs(unmoved)
  const expected = movable.expectedPairs.reduce((sum, value, hour) => sum + weights[hour] * value, 0)
  const { p, draws } = permutationPValue(observed, (random) => pairs(randomly(random)), options)
  return { p, ratio: expected > 0 ? observed / expected : 1, draws }
}
