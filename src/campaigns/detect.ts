import type { Clearance, Verdict } from '../record/index.ts'
import type { Group, World } from '../signals/index.ts'
import { qOfOneMore } from '../statistics/index.ts'
import { type Candidate, COHORT, MIN_GROUP, propose } from './candidates/candidates.ts'
import { type Coordination, inFull, testWithoutTiming } from './coordination/coordination.ts'
import { rejections } from './coordination/rejections.ts'
import { decisive, enoughOf, type StagedTies, testTies } from './coordination/ties.ts'
import { difference, union } from './groups/groups.ts'
import { background } from './intent/background.ts'
import { areAlike, type Effect, type Intent, measureEffect, measureIntent } from './intent/intent.ts'
import { ownTokens } from './intent/own-work.ts'
import { type IntentRanks, measureReferences, rankIntent, withoutSuspects } from './intent/references.ts'
import {
  type Bond,
  type Held,
  heldTogether,
  sharesLongInstruction,
  UNBOUND,
} from './members/held-together.ts'
import { intoPools, withStrays } from './members/into-pools.ts'
import { type Openness, openness } from './verdict/openness.ts'
import {
  COORDINATION_FDR,
  clearedBy,
  isSuspect,
  passesEffectFloor,
  type Ties,
  verdictOf,
  watchedForTies,
} from './verdict/verdict.ts'

/** A candidate with everything that was found about it. */
export interface Judged {
  readonly candidate: Candidate
  /** The part of the candidate that is accused: what hangs together by its keys. */
  readonly members: Group
  /** What holds the candidate together besides its keys. */
  readonly bond: Bond
  /** The tests of the whole candidate, or of what other pools left of it; timing only where it had to be asked. */
  readonly coordination: Coordination
  /** Whom these tests are about. */
  readonly tested: Group
  /** The tests of its tied members, and of the customers among them; without timing where that decides nothing. */
  readonly ties: Ties
  /** Whom these tests are about. */
  readonly tied: Group
  /** Smallest false discovery rate at which e-BH rejects "unrelated". */
  readonly q: number
  readonly intent: Intent
  readonly ranks: IntentRanks
  readonly verdict: Verdict
  /** Number of the pool it belongs to; groups do not overlap. */
  readonly pool: number
  /** Its members only joined the pool: figures and verdict are those of the group they came with. */
  readonly joined: boolean
}

/** A group, or a part of one, that came near and got no verdict. */
export interface Near {
  readonly members: Group
  /** What proposed the group. */
  readonly via: string
  readonly reasons: readonly Clearance[]
}

export interface Detection {
  readonly judged: readonly Judged[]
  /** Of the groups for which "unrelated" was rejected, the parts that got no verdict. They overlap. */
  readonly near: readonly Near[]
  readonly candidates: number
  /** Candidates whose effect passed the floor; only these were tested. */
  readonly tested: number
  /** ln of the e-values of the tested candidates, as e-BH took them. */
  readonly logE: readonly number[]
  /** Natural groups of the world. */
  readonly references: number
}

/**
 * The whole of detection on one world, without a store: candidates, both hypotheses, verdicts. Pure and
 * deterministic; decoys and benchmarks run exactly this.
 */
export function detect(world: World): Detection {
  return world.principals.texts.some((texts) => texts > 0) ? judgeBoth(world) : judgeTies(world)
}

/** Without any prompt text intent cannot be judged: hidden ties are shown to a person, and no more. */
function judgeTies(world: World): Detection {
  const usual = background(world)
  const candidates = propose(world)
  const { coordination, logE, q } = rejections(world, candidates, () => [])
  const found = candidates.flatMap((candidate, i): Sentence[] => {
    if (q[i] > COORDINATION_FDR) return []
    return heldTogether(world, candidate.members, UNBOUND).flatMap(({ members }): Sentence[] => {
      const ties = testTies(world, candidate, members, [], UNBOUND).all()
      if (!watchedForTies(ties, openness(world, members), members.length)) return []
      return [
        {
          candidate,
          members,
          bond: UNBOUND,
          coordination: coordination[i],
          tested: candidate.members,
          ties,
          tied: members,
          q: q[i],
          intent: measureIntent(world, usual, members),
          ranks: UNRANKED,
          verdict: 'watch',
        },
      ]
    })
  })
  const judged = intoPools(world, found, () => [])
  return { judged, near: [], candidates: candidates.length, tested: candidates.length, logE, references: 0 }
}

const UNRANKED: IntentRanks = {
  content: 1,
  elicitation: 1,
  references: 0,
  words: 'not ranked: no prompt text',
  highest: undefined,
}

function judgeBoth(world: World): Detection {
  const usual = background(world)
  const proposed = propose(world)
  // Which groups are worth testing is decided by what they ask for, which under the null hypothesis tells nothing
  // about who is related; so only these count among the tests.
  const candidates: Candidate[] = []
  const effects: Effect[] = []
  for (const candidate of proposed) {
    const effect = measureEffect(world, usual, candidate.members)
    if (!passesEffectFloor(effect)) continue
    candidates.push(candidate)
    effects.push(effect)
  }
  const { coordination, logE, q } = rejections(world, candidates, (i) => effects[i].tokens)
  const near: Near[] = []
  const clear = ({ via }: Candidate, members: Group, ...reasons: Clearance[]): undefined => {
    if (members.length > 0) near.push({ members, via, reasons })
  }
  const weigh = (one: Rejected, { members, tied }: Held): Weighed | undefined => {
    const tokens = one.bond.long || one.bond.alike ? one.tokens : ownTokens(world, members)
    const intent = measureIntent(world, usual, members, tokens)
    if (members.length < MIN_GROUP) {
      return clear(one.candidate, members, { reason: 'too-few', figure: members.length })
    }
    if (!passesEffectFloor(intent)) {
      return clear(one.candidate, members, { reason: 'asks-little', figure: Math.round(intent.hits) })
    }
    const ties = testTies(world, one.candidate, tied, tokens, one.bond)
    return { ...one, tokens, members, tied, intent, ties, open: openness(world, members) }
  }
  const weighParts = (one: Rejected): Weighed[] => {
    const parts = heldTogether(world, one.tested, one.bond)
    const untied = difference(one.tested, union(parts.map(({ members }) => members)))
    clear(one.candidate, untied, { reason: 'not-tied', figure: untied.length })
    return parts.flatMap((held) => weigh(one, held) ?? [])
  }
  const weighed = candidates.flatMap((candidate, i): Weighed[] => {
    if (q[i] > COORDINATION_FDR) return []
    const bond = candidate.via === COHORT ? UNBOUND : bondOf(world, candidate.members, effects[i])
    return weighParts({
      candidate,
      bond,
      coordination: coordination[i],
      tested: candidate.members,
      q: q[i],
      tokens: effects[i].tokens,
    })
  })
  const suspects = new Uint8Array(world.principals.count)
  for (const { members, ties, intent, open } of weighed) {
    if (isSuspect(enoughOf(ties, open), intent, open)) for (const member of members) suspects[member] = 1
  }
  const references = measureReferences(world, usual)
  const innocent = withoutSuspects(world, usual, references, suspects)
  const judge = ({ open, tokens, ...one }: Weighed): Sentence | undefined => {
    const ranks = rankIntent(world, innocent, one.members, one.intent)
    const rest = [one.q, ranks, open, one.members.length] as const
    const reasons = clearedBy(enoughOf(one.ties, open), ...rest)
    if (reasons.length > 0) return clear(one.candidate, one.members, ...reasons)
    const ties = decisive(one.ties)
    const verdict = verdictOf(ties, ...rest)
    return verdict && { ...one, ties, ranks, verdict }
  }
  const qAmongAll = qOfOneMore(logE)
  const judgeRest = (one: Sentence, members: Group): Sentence[] => {
    const tokens = one.intent.tokens
    const first = testWithoutTiming(world, { ...one.candidate, members }, tokens)
    const again = qAmongAll(first.logE) <= COORDINATION_FDR ? first : inFull(world, first, members)
    const q = qAmongAll(again.logE)
    if (q > COORDINATION_FDR) {
      clear(one.candidate, members, { reason: 'left-over', figure: members.length })
      return []
    }
    const bond = bondOf(world, members, measureEffect(world, usual, members))
    return weighParts({ ...one, bond, coordination: again, tested: members, q, tokens }).flatMap(
      (rest) => judge(rest) ?? [],
    )
  }
  const found = weighed.flatMap((one) => judge(one) ?? [])
  return {
    judged: withStrays(world, intoPools(world, found, judgeRest), found, judgeRest),
    near,
    candidates: proposed.length,
    tested: candidates.length,
    logE,
    references: references.groups.length,
  }
}

/** Members who write the same are alike to this degree. */
const VERY_ALIKE = 0.75

function bondOf(world: World, members: Group, { tokens }: Effect): Bond {
  return {
    long: sharesLongInstruction(world, members),
    alike: tokens.length > 0 && areAlike(world, background(world), members, tokens, VERY_ALIKE),
  }
}

/** A candidate for which "unrelated" was rejected. */
type Rejected = Pick<Judged, 'candidate' | 'bond' | 'coordination' | 'tested' | 'q'> & {
  readonly tokens: readonly number[]
}

type Weighed = Rejected &
  Pick<Judged, 'members' | 'tied' | 'intent'> & { readonly ties: StagedTies; readonly open: Openness }

/** A judged group before it is said which pool it belongs to. */
export type Sentence = Omit<Judged, 'pool' | 'joined'>
