/**
 * ln of the Chernoff bound on P(sum >= observed) for indicators of known probabilities: the least over t >= 0 of
 * sum of count ln(1 + p (e^t - 1)) - t observed (Hoeffding 1963, proof of theorem 1, before the probabilities are
 * averaged: keys that hardly could be shared must not dilute those that could). Every t gives a bound; the best is
 * approached from where it would be for rare indicators, by Newton's method.
 *
 * It bounds as well how many increasing events D occur disjointly, under a measure with the BK property and however they
 * overlap. For a = e^t and one event more, of probability p, {D' >= k} is {D >= k} or B(k-1), where B(k) says that {D >= k} and
 * the event occur disjointly: of probability at most p P(D >= k). B(k) lies in B(k-1) and in {D >= k}, so
 * P(D' >= k) <= P(D >= k) + P(B(k-1)) - P(B(k)), and summed over k, weighed by a^k - a^(k-1), E a^D' <= (1 + p (a - 1)) E a^D.
 * @param counts how many indicators have each of the probabilities
 */
export function logChernoffBound(
  observed: number,
  counts: ArrayLike<number>,
  chances: ArrayLike<number>,
): number {
  return leastOverTilts(observed, counts, chances, 1)
}

/**
 * ln of a bound on P(at least so many events occur disjointly), for increasing events of known probabilities under a measure
 * with the BK property, however they overlap: the sum over all choices of so many events of the product of their
 * probabilities, bounded by the least over t >= 0 of sum of count ln(1 + p e^t) - t observed (van den Berg & Jonasson, "A BK
 * inequality for randomly drawn subsets of fixed size", Probab. Theory Relat. Fields 154, 2012).
 */
export function logDisjointBound(
  observed: number,
  counts: ArrayLike<number>,
  chances: ArrayLike<number>,
): number {
  return leastOverTilts(observed, counts, chances, 0)
}

/** @param none what an event that does not occur counts in the sum: 1 or 0 */
function leastOverTilts(
  observed: number,
  counts: ArrayLike<number>,
  chances: ArrayLike<number>,
  none: 0 | 1,
): number {
  let expected = 0
  let possible = 0
  for (let i = 0; i < counts.length; i++) {
    expected += counts[i] * chances[i]
    if (chances[i] > 0) possible += counts[i]
  }
  if (observed <= expected) return 0
  if (observed > possible) return Number.NEGATIVE_INFINITY
  let t = Math.min(STEEPEST, Math.log(observed / expected))
  let best = 0
  for (let step = 0; step < STEPS; step++) {
    const growth = none === 1 ? Math.expm1(t) : Math.exp(t)
    let value = -t * observed
    let slope = -observed
    let curvature = 0
    for (let i = 0; i < counts.length; i++) {
      const chance = chances[i]
      const tilted = (chance * (none + growth)) / (1 + chance * growth)
      value += counts[i] * Math.log1p(chance * growth)
      slope += counts[i] * tilted
      curvature += counts[i] * tilted * (1 - tilted)
    }
    best = Math.min(best, value)
    if (!(curvature > 0)) break
    const next = Math.max(0, Math.min(STEEPEST, t - slope / curvature))
    if (Math.abs(next - t) < CLOSE) break
    t = next
  }
  return best
}

/** Beyond this exponent the bound no longer falls in double precision. */
const STEEPEST = 45
const STEPS = 12
/** A bound moves by the square of how far t is from its best. */
const CLOSE = 1e-3
