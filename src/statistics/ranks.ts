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
