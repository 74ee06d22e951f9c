import type { Clearance } from '../record/index.ts'
import type { Group, World } from '../signals/index.ts'
import { qOfOneMore } from '../statistics/index.ts'
import { type Candidate, COHORT, MIN_GROUP, propose } from './candidates/candidates.ts'
import { inFull, testWithoutTiming } from './coordination/coordination.ts'
import { COORDINATION_FDR, rejections } from './coordination/rejections.ts'
import { type StagedTies, testTies } from './coordination/ties.ts'
import { type Openness, openness } from './customers/openness.ts'
import { difference, union } from './groups/groups.ts'
import { background } from './intent/background.ts'
import { type Bond, bondOf, UNBOUND } from './intent/bond.ts'
import { type Effect, measureEffect, measureIntent } from './intent/intent.ts'
import { ownTokens } from './intent/own-work.ts'
import { type IntentRanks, measureReferences, rankIntent, withoutSuspects } from './intent/references.ts'
import { type Held, heldTogether } from './members/held-together.ts'
import { intoPools, withStrays } from './members/into-pools.ts'
import type { Judged, Near, Sentence } from './verdict/judged.ts'
import {
  clearedBy,
  decisive,
  enoughOf,
  isSuspect,
  passesEffectFloor,
  verdictOf,
  watchedForTies,
} from './verdict/verdict.ts'

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
  // A cohort was chosen for what it asks: only what keys tie of it can be accused.
  const bondAmong = ({ via }: Candidate, members: Group, effect: Effect): Bond =>
    via === COHORT ? UNBOUND : bondOf(world, members, effect)
  const weighed = candidates.flatMap((candidate, i): Weighed[] => {
    if (q[i] > COORDINATION_FDR) return []
    return weighParts({
      candidate,
      bond: bondAmong(candidate, candidate.members, effects[i]),
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
    const bond = bondAmong(one.candidate, members, measureEffect(world, usual, members))
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

/** A candidate for which "unrelated" was rejected. */
type Rejected = Pick<Judged, 'candidate' | 'bond' | 'coordination' | 'tested' | 'q'> & {
  readonly tokens: readonly number[]
}

type Weighed = Rejected &
  Pick<Judged, 'members' | 'tied' | 'intent'> & { readonly ties: StagedTies; readonly open: Openness }
