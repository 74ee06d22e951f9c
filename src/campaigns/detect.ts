import type { Verdict } from '../record/index.ts'
import type { World } from '../signals/index.ts'
import { eBH } from '../statistics/index.ts'
import { type Candidate, propose } from './candidates.ts'
import { type Coordination, testFurther, testSharedKeys } from './coordination.ts'
import { background, type Intent, measureIntent } from './intent.ts'
import { openness } from './openness.ts'
import { type IntentRanks, measureReferences, rankIntent } from './references.ts'
import { COORDINATION_FDR, isSuspect, passesEffectFloor, verdictOf } from './verdict.ts'

/** A candidate with everything that was found about it. */
export interface Judged {
  readonly candidate: Candidate
  readonly coordination: Coordination
  /** Smallest false discovery rate at which e-BH rejects "unrelated". */
  readonly q: number
  readonly intent: Intent
  readonly ranks: IntentRanks
  readonly verdict: Verdict
}

export interface Detection {
  readonly judged: readonly Judged[]
  readonly candidates: number
  /** Natural groups of the world. */
  readonly references: number
}

/**
 * The whole of detection on one world, without a store: candidates, both hypotheses, verdicts. Pure and
 * deterministic; decoys and benchmarks run exactly this.
 */
export function detect(world: World): Detection {
  const candidates = propose(world)
  const usual = background(world)
  const intents = candidates.map((candidate) => measureIntent(world, usual, candidate.members))
  const floors = intents.map(passesEffectFloor)
  // Costly tests are for candidates that could matter; a test not made is an e-value of 1, which is always valid.
  const coordination = candidates.map((candidate, i) => {
    const cheap = testSharedKeys(world, candidate)
    return floors[i] ? testFurther(world, candidate, intents[i].tokens, cheap) : cheap
  })
  const { q } = eBH(
    coordination.map(({ logE }) => logE),
    COORDINATION_FDR,
  )
  const open = candidates.map((candidate, i) => (floors[i] ? openness(world, candidate.members) : undefined))
  const suspects = new Uint8Array(world.principals.count)
  candidates.forEach((candidate, i) => {
    if (!floors[i] || !isSuspect(coordination[i], q[i], intents[i], open[i])) return
    for (const member of candidate.members) suspects[member] = 1
  })
  const references = measureReferences(world, usual)
  const judged = candidates.flatMap((candidate, i): Judged[] => {
    if (!floors[i] || q[i] > COORDINATION_FDR) return []
    const ranks = rankIntent(world, references, candidate.members, intents[i], suspects)
    const verdict = verdictOf(coordination[i], q[i], ranks, open[i])
    return verdict
      ? [{ candidate, coordination: coordination[i], q: q[i], intent: intents[i], ranks, verdict }]
      : []
  })
  return { judged, candidates: candidates.length, references: references.groups.length }
}
