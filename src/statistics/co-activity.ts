import { type ActivitySeries, isWeekend, prepareShifts, sumMarks } from './day-shifts.ts'
import { type PermutationOptions, type PermutationResult, permutationPValue } from './permutation.ts'
import type { Random } from './random.ts'
import { mean } from './summaries.ts'

export interface CoActivityOptions extends PermutationOptions {
  /** Weekday of hour 0, which is a UTC midnight: 0 for Sunday, as in `Date.getUTCDay`. */
  readonly startDay: number
  /**
   * Per hour of the window, the share (or number) of the reference population active in it. Thousands of principals
   * make it smooth; noise in it, or a group that is a good part of it, costs power but not validity.
   */
  readonly background: ArrayLike<number>
}

/** Fewer members that can move, or fewer places to move to, cannot show anything. */
const LEAST_MEMBERS = 4
const LEAST_ARRANGEMENTS = 3
/** Hours quieter than this share of their mean count like it, so that a dead hour does not outweigh the rest. */
const QUIETEST = 0.1
/** Sums of other orders may differ in their last digits; within this they are ties, which count against a finding. */
const TIE = 1e-9

interface Profile {
  /** The usual share of the hour of the day, on days of this kind (working or weekend). */
  readonly usual: Float64Array
  /** How busy the hour was against that: about 1, more on the day of a release, less in an outage. */
  readonly busyness: Float64Array
}

function profileOf(background: Float64Array, startDay: number): Profile {
  const kindOf = (hour: number) => (isWeekend(Math.floor(hour / 24), startDay) ? 24 : 0) + (hour % 24)
  const sums = new Float64Array(48)
  const counts = new Float64Array(48)
  background.forEach((share, hour) => {
    sums[kindOf(hour)] += share
    counts[kindOf(hour)]++
  })
  const floor = QUIETEST * mean(background)
  const usual = background.map((_, hour) => Math.max(floor, sums[kindOf(hour)] / counts[kindOf(hour)]))
  // Without any background every hour is like every other.
  if (!(floor > 0)) return { usual: usual.fill(1), busyness: background.map(() => 1) }
  return { usual, busyness: background.map((share, hour) => Math.max(QUIETEST, share / usual[hour])) }
}

/**
 * Are the members of a group active in the same hours more often than their own rhythms explain?
 *
 * Statistic: over the hours, the number of ordered pairs of members active in it, (sum x)^2 - sum x^2 for presence
 * indicators x, divided by the share of the reference population active in it. Null hypothesis: each series is turned,
 * independently of the others, by a random whole number of days within its own span, working days onto working days
 * and weekend days (Saturday, Sunday, UTC) onto weekend days, so that the hours of the day survive, and that working days
 * are not like weekends. Habits of one weekday do not: who works on Mondays alone keeps step with whoever does.
 * P-value: sequential Monte-Carlo over such turns (Besag & Clifford 1991), and no less than that of one arrangement. Turning series against each other is the
 * usual null model of synchrony (A. Amarasingham et al., "Conditional modeling and the jitter method of spike
 * resampling", J. Neurophysiol. 2012).
 *
 * Days busy for everybody (a release, an outage) would break that null. Hence activity seen when the population was
 * r times as busy as usual for the hour counts 1/r, also where a turn takes it, and a meeting counts r of its place.
 * Unmoved, that is the statistic above; and when members follow the population up to a factor of their own, turned and
 * unmoved series have the same mean, with the spread of the turned at least as large (Jensen's inequality).
 * A day special to the group's surroundings alone (a national holiday, a customer's deadline) is not covered and must
 * be weighed as an innocent explanation.
 *
 * `from` and `to` of a series say when the member could have been active, as from its creation; days they cut do not
 * move. Undefined when fewer than four members have three arrangements or more. Throws RangeError for a wrong weekday.
 */
export function coActivity(
  series: readonly ActivitySeries[],
  options: CoActivityOptions,
): PermutationResult | undefined {
  const { startDay } = options
  if (!Number.isInteger(startDay) || startDay < 0 || startDay > 6) {
    throw new RangeError(`startDay must be a weekday 0..6, got ${startDay}`)
  }
  const { usual, busyness } = profileOf(Float64Array.from(options.background), startDay)
  const movable = prepareShifts(
    series,
    busyness.map((r) => 1 / r),
    startDay,
  )
  if (movable.arrangements.filter((count) => count >= LEAST_ARRANGEMENTS).length < LEAST_MEMBERS)
    return undefined

  const weights = busyness.map((r, hour) => r / usual[hour])
  const sum = new Float64Array(weights.length)
  const meetings = (random?: Random): number => {
    const alone = sumMarks(movable, sum, weights, random)
    return weightedSquares(weights, sum) - alone
  }
  const observed = meetings()
  const estimate = permutationPValue(observed * (1 - TIE), meetings, options)
  return { ...estimate, p: Math.max(estimate.p, leastP(movable.arrangements)) }
}

/** No arrangement is rarer than one among all of them; one member may be taken to stand, since a turn of all changes nothing. */
function leastP(arrangements: readonly number[]): number {
  const most = arrangements.reduce((a, b) => Math.max(a, b), 1)
  return arrangements.reduce((p, count) => p / count, most)
}

/** The weighted sum of squares, in four parts: one sum would wait for each addition before it began the next. */
function weightedSquares(weights: Float64Array, values: Float64Array): number {
  const { length } = weights
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let i = 0
  for (; i + 3 < length; i += 4) {
    a += weights[i] * values[i] * values[i]
    b += weights[i + 1] * values[i + 1] * values[i + 1]
    c += weights[i + 2] * values[i + 2] * values[i + 2]
    d += weights[i + 3] * values[i + 3] * values[i + 3]
  }
  for (; i < length; i++) a += weights[i] * values[i] * values[i]
  return a + b + (c + d)
}
