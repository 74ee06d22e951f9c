import type { Verdict } from '../record/index.ts'
import type { Group, World } from '../signals/index.ts'
import { eBH, logEValue } from '../statistics/index.ts'
import { type Candidate, MIN_GROUP, propose } from './candidates.ts'
import { tiedParts } from './cohesion.ts'
import { type Coordination, FAMILY_COUNTS, testCoordination, timingTests } from './coordination.ts'
import { union } from './groups.ts'
import { background, type Intent, measureIntent, ownTokens } from './intent.ts'
import { type Openness, openness } from './openness.ts'
import { type IntentRanks, measureReferences, rankIntent } from './references.ts'
import { COORDINATION_FDR, FEWEST_ACCUSED, isSuspect, passesEffectFloor, verdictOf } from './verdict.ts'

/** A candidate with everything that was found about it. */
export interface Judged {
  readonly candidate: Candidate
  /** The part of the candidate that is accused: what hangs together by its keys. */
  readonly members: Group
  /** Whether one long instruction of the group's own holds the candidate together. */
  readonly precise: boolean
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
  /** Candidates whose effect passed the floor; only these were tested. */
  readonly tested: number
  /** Natural groups of the world. */
  readonly references: number
}

/**
 * The whole of detection on one world, without a store: candidates, both hypotheses, verdicts. Pure and
 * deterministic; decoys and benchmarks run exactly this.
 */
export function detect(world: World): Detection {
  const usual = background(world)
  const proposed = propose(world)
  // Which groups are worth testing is decided by what they ask for, which under the null hypothesis tells nothing
  // about who is related; so only these count among the tests.
  const candidates: Candidate[] = []
  const intents: Intent[] = []
  for (const candidate of proposed) {
    const intent = measureIntent(world, usual, candidate.members)
    if (!passesEffectFloor(intent)) continue
    candidates.push(candidate)
    intents.push(intent)
  }
  const coordination = candidates.map((candidate, i) => testCoordination(world, candidate, intents[i].tokens))
  const { q } = eBH(
    coordination.map(({ logE }) => logE),
    COORDINATION_FDR,
  )
  const accused = candidates.flatMap((candidate, i): Accused[] => {
    if (q[i] > COORDINATION_FDR) return []
    const precise = sharesLongInstruction(world, candidate.members)
    const members = heldTogether(world, candidate.members, precise)
    if (!members) return []
    const intent = measureIntent(world, usual, members, intents[i].tokens)
    if (!passesEffectFloor(intent)) return []
    return [
      {
        candidate,
        members,
        precise,
        coordination: coordination[i],
        q: q[i],
        intent,
        open: openness(world, members),
      },
    ]
  })
  const suspects = new Uint8Array(world.principals.count)
  for (const { members, coordination, intent, open } of accused) {
    if (isSuspect(coordination, intent, open)) for (const member of members) suspects[member] = 1
  }
  const references = measureReferences(world, usual)
  const judged = accused.flatMap(({ open, ...one }): Judged[] => {
    const ranks = rankIntent(world, references, one.members, one.intent, suspects)
    const verdict = verdictOf(one.coordination, one.q, ranks, open, one.members.length)
    return verdict ? [{ ...one, ranks, verdict }] : []
  })
  return {
    judged,
    candidates: proposed.length,
    tested: candidates.length,
    references: references.groups.length,
  }
}

type Accused = Omit<Judged, 'ranks' | 'verdict'> & { readonly open: Openness }

/**
 * Whom the evidence is about. In a group that one long instruction of its own holds together these are all parts
 * that keys tie together, if they make up most of it, and the untied members as well if they keep the same hours
 * or loads; in any other group, the largest tied part. A part that is openly one customer speaks for itself alone:
 * a research team among the users of a tool is a team, not a pool.
 */
function heldTogether(world: World, members: Group, precise: boolean): Group | undefined {
  const parts = tiedParts(world, members)
  const hidden = parts.filter((part) => part.length > 1 && isHidden(world, part))
  if (precise) {
    const untied = union(parts.filter((part) => part.length === 1))
    const tied = union(hidden)
    if (inStep(world, untied)) return union([tied, untied])
    const spread = tied.length >= Math.max(MIN_GROUP, MOST * members.length)
    // Several firms that use one tool are several customers, however many cards they have between them.
    if (spread && (hidden[0].length >= MOST * tied.length || inStep(world, tied))) return tied
  }
  return parts[0].length >= MIN_GROUP ? parts[0] : undefined
}

function inStep(world: World, group: Group): boolean {
  return timingTests(world, group).some(({ logP }) => logEValue(logP) >= FAMILY_COUNTS)
}

/** A handful on one card is what pools are made of; on one campus, or in one organisation, it is not. */
function isHidden(world: World, part: Group): boolean {
  const open = openness(world, part)
  return open === undefined || (part.length < FEWEST_ACCUSED && (open === 'card' || open === 'mail-domain'))
}

/** Ties must reach this part of a group to speak for all of it. */
const MOST = 0.5
/** Tokens of an instruction of about twenty words or more, at two in nine five-word shingles. */
const LONG_INSTRUCTION = 4
/** This part of the members must use each of them, and this part of their users must be members. */
const SAME_INSTRUCTION = 0.8

function sharesLongInstruction(world: World, group: Group): boolean {
  const common = ownTokens(world, group, { exclusive: SAME_INSTRUCTION, common: SAME_INSTRUCTION })
  return common.length >= LONG_INSTRUCTION
}
