import type { World } from '../../signals/index.ts'
import { eBH } from '../../statistics/index.ts'
import type { Candidate } from '../candidates/candidates.ts'
import { type Coordination, testWithoutTiming, timingCouldReach, withTiming } from './coordination.ts'

/** What is known of the hypotheses "the members are unrelated", one for each candidate. */
export interface Rejections {
  readonly coordination: readonly Coordination[]
  /** ln of the e-value of each as e-BH takes it: 0, and minus infinity here, where timing could not have brought it to be rejected. */
  readonly logE: readonly number[]
  /** Smallest false discovery rate at which e-BH rejects each. */
  readonly q: readonly number[]
}

/** Tolerated false discovery rate of "the members are unrelated", over all candidates. */
export const COORDINATION_FDR = 0.001

/** ln of the e-value below which e-BH rejects nothing, however many others it rejects. */
const LEAST = -Math.log(COORDINATION_FDR)

/**
 * Tests every candidate, and its timing only where the other families do not reject already. A test whose e-value was
 * multiplied so far may stop there: whether it goes on depends on what was seen before alone, and so stopped the product
 * is an e-value still (optional continuation: Grünwald, de Heide & Koolen, "Safe testing", JRSS B 86, 2024; Ramdas,
 * Grünwald, Vovk & Shafer, "Game-theoretic statistics and safe anytime-valid inference", Statist. Sci. 38, 2023), of
 * which e-BH takes any.
 * Those that are rejected without timing stay so, as the others' e-values can only add rejections. Where timing cannot
 * bring a candidate to be rejected, its e-value counts as 0, which is below what it is.
 */
export function rejections(
  world: World,
  candidates: readonly Candidate[],
  tokensOf: (candidate: number) => readonly number[],
): Rejections {
  const first = candidates.map((candidate, i) => testWithoutTiming(world, candidate, tokensOf(i)))
  const { rejected } = eBH(
    first.map(({ logE }) => logE),
    COORDINATION_FDR,
  )
  const logE = first.map((known) => known.logE)
  const coordination = first.map((known, i) => {
    const { members } = candidates[i]
    if (rejected[i]) return known
    const canReach = timingCouldReach(world, known, members, LEAST)
    const all = canReach ? withTiming(world, known, members) : known
    logE[i] = canReach ? all.logE : Number.NEGATIVE_INFINITY
    return all
  })
  return { coordination, logE, q: eBH(logE, COORDINATION_FDR).q }
}
