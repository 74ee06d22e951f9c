import type { Verdict } from '../record/index.ts'
import type { Group, World } from '../signals/index.ts'
import { eBH } from '../statistics/index.ts'
import { type Candidate, MIN_GROUP, propose } from './candidates.ts'
import { tiedParts } from './cohesion.ts'
import { type Coordination, FAMILY_COUNTS, testFurther, testSharedKeys } from './coordination.ts'
import { background, type Intent, measureIntent } from './intent.ts'
import { type Openness, openness } from './openness.ts'
import { type IntentRanks, measureReferences, rankIntent } from './references.ts'
import { COORDINATION_FDR, isSuspect, passesEffectFloor, verdictOf } from './verdict.ts'

/** A candidate with everything that was found about it. */
export interface Judged {
  readonly candidate: Candidate
  /** The part of the candidate that is accused: what hangs together by its keys. */
  readonly members: Group
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
  const accused = candidates.flatMap((candidate, i): Accused[] => {
    if (!floors[i] || q[i] > COORDINATION_FDR) return []
    const members = heldTogether(world, candidate, coordination[i])
    if (!members) return []
    const intent = measureIntent(world, usual, members)
    if (!passesEffectFloor(intent)) return []
    return [
      { candidate, members, coordination: coordination[i], q: q[i], intent, open: openness(world, members) },
    ]
  })
  const suspects = new Uint8Array(world.principals.count)
  for (const { members, coordination, intent, open } of accused) {
    if (isSuspect(coordination, intent, open)) for (const member of members) suspects[member] = 1
  }
  const references = measureReferences(world, usual)
  const judged = accused.flatMap(({ open, ...one }): Judged[] => {
    const ranks = rankIntent(world, references, one.members, one.intent, suspects)
    const verdict = verdictOf(one.coordination, one.q, ranks, open)
    return verdict ? [{ ...one, ranks, verdict }] : []
  })
  return { judged, candidates: candidates.length, references: references.groups.length }
}

type Accused = Omit<Judged, 'ranks' | 'verdict'> & { readonly open: Openness }

/**
 * Whom the evidence is about: the largest part of the group that its keys hold together. Where no part is large
 * enough, the whole group stays only if timing or partition, which speak of all members, count on their own.
 */
function heldTogether(world: World, candidate: Candidate, coordination: Coordination): Group | undefined {
  const [largest] = tiedParts(world, candidate.members)
  const asWhole = ['timing', 'partition', 'adaptation'] as const
  if (largest.length >= MIN_GROUP) return largest
  return asWhole.some((family) => (coordination.families.get(family) ?? 0) >= FAMILY_COUNTS)
    ? candidate.members
    : undefined
}
