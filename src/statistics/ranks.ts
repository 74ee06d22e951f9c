import { clopperPearson, type Interval } from './intervals.ts'

/**
 * P-value of a value among reference values: (1 + #{reference >= value}) / (1 + n). Valid when, under the null
 * hypothesis, the value is exchangeable with the references; ties count against it. 1 without references.
 */
export function rankPValue(value: number, reference: ArrayLike<number>): number {
  let atLeast = 0
  for (let i = 0; i < reference.length; i++) if (!(reference[i] < value)) atLeast++
  return (1 + atLeast) / (1 + reference.length)
}

/**
 * Area under the ROC curve: the probability that a positive scores above a negative, ties counting half
 * (H. Mann & D. Whitney 1947; J. Hanley & B. McNeil 1982). NaN when either side is empty. O(n log n).
 */
export function auc(positives: ArrayLike<number>, negatives: ArrayLike<number>): number {
  const high = Float64Array.from(positives).sort()
  const low = Float64Array.from(negatives).sort()
  let below = 0
  let notAbove = 0
  let wins = 0
  for (const score of high) {
    while (below < low.length && low[below] < score) below++
    while (notAbove < low.length && low[notAbove] <= score) notAbove++
    wins += (below + notAbove) / 2
  }
  return wins / (high.length * low.length)
}

export interface Exceedance extends Interval {
  /** Share of P-values at or below alpha; NaN without P-values. */
  readonly share: number
  /** False when even the lower end of the interval is above alpha: the P-values are too small to be valid. */
  readonly superUniform: boolean
}

/**
 * How often P-values fall at or below alpha, with its Clopper-Pearson interval. Under a null hypothesis a valid
 * P-value does so with probability at most alpha (it is super-uniform). The interval wants independent P-values.
 */
export function exceedance(pValues: ArrayLike<number>, alpha: number, level = 0.95): Exceedance {
  let count = 0
  for (let i = 0; i < pValues.length; i++) if (pValues[i] <= alpha) count++
  const interval = clopperPearson(count, pValues.length, level)
  return { share: count / pValues.length, ...interval, superUniform: interval.lower <= alpha }
}
