import { type Clearance, type Family, VERDICTS, type Verdict } from '../../record/index.ts'
import { byPrincipal, degree, type Group, holdersOf, KEY_SIGNALS, type World } from '../../signals/index.ts'
import { inFull } from '../coordination/coordination.ts'
import { testTies } from '../coordination/ties.ts'
import { openness } from '../customers/openness.ts'
import { intersection, union } from '../groups/groups.ts'
import { keyTally } from '../groups/tally.ts'
import { ownTokens } from '../intent/own-work.ts'
import { isNotPopular } from '../keys/cohesion.ts'
import type { Judged } from '../verdict/judged.ts'
import {
  clearedBy,
  decisive,
  ELICITED_FLOOR,
  FEWEST_ACCUSED,
  FEWEST_CONFIRMED,
  FEWEST_WATCHED,
  verdictOf,
} from '../verdict/verdict.ts'
import { whoBringsOther, whoTriesOut } from './strangers.ts'

/** Verdicts on overlapping candidates, put together: one pool of accounts. */
export interface Pool {
  readonly judged: readonly Judged[]
  readonly verdict: Verdict
  /** The verdict's best-supported candidate; its figures head the campaign. */
  readonly lead: Judged
  /** Template tokens (key values) of the pool's own. */
  readonly tokens: readonly number[]
  readonly members: readonly PoolMember[]
}

export interface PoolMember {
  readonly principal: number
  readonly role: 'core' | 'linked'
  readonly families: readonly Family[]
  readonly reasons: readonly string[]
}

/**
 * One pool for each number that judged groups bear, and its core members told from its linked ones. The numbers that a
 * verdict asks for are those of core members, and so is the evidence: who is only linked accuses nobody else.
 */
export function pools(world: World, judged: readonly Judged[]): Pool[] {
  return withCore(world, judged).flatMap((pool): Pool[] => {
    if (pool.verdict === 'watch') return [pool]
    const core = coreOf(pool)
    const { pool: asked, cleared } = askedOfCore(world, pool, core)
    if (cleared.length > 0) return []
    const short = asked.verdict === 'confirmed' && core.length < FEWEST_CONFIRMED
    return [short ? { ...asked, verdict: 'suspected' } : asked]
  })
}

/**
 * The pools that have a core large enough for their verdict. None hides whose core is openly one customer, whoever came
 * along with it: it is shown to a person, or left out if it is small. Pools are told apart by these, whatever the evidence
 * says of the core alone: whom it clears then still stands aside for those it is about.
 */
export function withCore(world: World, judged: readonly Judged[]): Pool[] {
  return putTogether(world, judged).flatMap((pool): Pool[] => {
    const core = coreOf(pool)
    if (core.length === 0) return []
    if (pool.verdict === 'watch') return [pool]
    if (core.length < FEWEST_ACCUSED) return []
    if (openness(world, core) === undefined) return [pool]
    return core.length < FEWEST_WATCHED ? [] : [{ ...pool, verdict: 'watch' }]
  })
}

/**
 * The pool with the evidence of its lead asked again of the core alone, where others were among those it was found of, and
 * what clears the core then: what ties strangers who came along accuses nobody else. A verdict may fall by this and never
 * rises, since the keys that members share made some of them core.
 */
export function askedOfCore(
  world: World,
  pool: Pool,
  core: Group,
): { readonly pool: Pool; readonly cleared: readonly Clearance[] } {
  const { lead } = pool
  const tied = intersection(lead.tied, core)
  if (tied.length === lead.tied.length) return { pool, cleared: [] }
  const ties = decisive(testTies(world, lead.candidate, tied, lead.intent.tokens, lead.bond))
  const findings = [ties, lead.q, lead.ranks, undefined, core.length] as const
  const verdict = verdictOf(...findings) === 'confirmed' ? pool.verdict : 'suspected'
  return { pool: withLead({ ...pool, verdict }, { ...lead, ties, tied }), cleared: clearedBy(...findings) }
}

/** The lead is one of the groups that were judged, and its figures stand in both. */
function withLead(pool: Pool, lead: Judged): Pool {
  return { ...pool, lead, judged: pool.judged.map((one) => (one === pool.lead ? lead : one)) }
}

/** The same before it is asked whether enough of each are core, and who these are. */
export function putTogether(world: World, judged: readonly Judged[]): Pool[] {
  const groups = new Map<number, Judged[]>()
  for (const one of judged) groups.set(one.pool, [...(groups.get(one.pool) ?? []), one])
  return [...groups.values()].map((group) => poolOf(world, group))
}

/** Those whom a pool's verdict is about. */
export function coreOf({ members }: Pool): Group {
  return Uint32Array.from(
    members.flatMap(({ principal, role }) => (role === 'core' ? [principal] : [])),
  ).sort()
}

/** A token accuses whoever uses it only when this part of its users hang together in the pool anyway. */
const SIGNATURE = 0.8

function poolOf(world: World, judged: readonly Judged[]): Pool {
  // What members joined with says nothing about the pool: that group was another, or a mixture.
  const own = judged.filter(({ joined }) => !joined)
  const strongest = own.reduce((best, other) => (isStronger(other, best) ? other : best))
  const lead = { ...strongest, coordination: inFull(world, strongest.coordination, strongest.tested) }
  const members = union(judged.map((one) => one.members))
  const tokens = signature(world, judged, members)
  const pool = {
    judged,
    verdict: lead.verdict,
    lead: strongest,
    tokens: tokens.map((token) => world.templates.keys[token]),
    members: classify(world, members, tokens, judged),
  }
  // The evidence is that of the groups: the lead's is told in full.
  return withLead(pool, lead)
}

/** Tokens that are common in one of the pool's groups and of whose users nearly all are in it, the commonest first. */
function signature(world: World, judged: readonly Judged[], members: Group): number[] {
  const inPool = new Set(members)
  const common = new Set(judged.flatMap((one) => ownTokens(world, one.members, { exclusive: 0 })))
  return [...common]
    .filter((token) => {
      const users = holdersOf(world.templates, token)
      return users.filter((user) => inPool.has(user)).length >= SIGNATURE * users.length
    })
    .sort((a, b) => degree(world.templates, b) - degree(world.templates, a) || a - b)
}

/** By verdict, then size, then coordination. */
function isStronger(a: Judged, b: Judged): boolean {
  const order = [
    VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict),
    a.members.length - b.members.length,
    a.coordination.logE - b.coordination.logE,
  ]
  return (order.find((difference) => difference !== 0) ?? 0) > 0
}

/** Why somebody who uses the instruction is no member. */
export const TRIES_OUT = 'tried the instruction a few times, on texts of its own'
export const BRINGS_OTHER = 'brings texts unlike the others’ to the instruction'
export const ASKS_OTHER = 'its own requests hardly ever ask for what the pool asks for'
/** Whoever is called so stays linked until a full pass finds otherwise. */
export const STRANGER: ReadonlySet<string> = new Set([TRIES_OUT, BRINGS_OTHER, ASKS_OTHER])

/**
 * Core members stand on their own evidence: their own requests ask for what the pool asks for, and they used its
 * instruction or a non-network key ties them to it; or two such keys do. An instruction alone can be a public one, and
 * its other users ask for something else. Whoever is under contract, or vouched for, is at most linked.
 */
function classify(
  world: World,
  group: Group,
  tokens: readonly number[],
  judged: readonly Judged[],
): PoolMember[] {
  const { principals, templates } = world
  const own = new Set(tokens)
  const byToken = byPrincipal(templates, principals.count)
  const inEarnest = usersInEarnest(world, group, judged)
  const triesOut = whoTriesOut(world, group, judged)
  const shares = new Map<number, number>()
  for (const { members, intent } of judged) {
    members.forEach((member, i) => {
      shares.set(member, Math.max(shares.get(member) ?? 0, intent.elicitedShares[i]))
    })
  }
  const identity = sharedIdentity(world, group)
  const owned = (principal: number): boolean =>
    (identity.get(principal) ?? []).some(({ id }) => id !== PUBLISHED)
  const ties = group.filter(owned)
  const coded = group.filter((one) => !owned(one) && identity.has(one))
  const untied = group.filter((one) => !identity.has(one))
  const brings = new Set([
    ...whoBringsOther(world, 2 * ties.length >= group.length ? ties : group, coded, tokens),
    ...whoBringsOther(world, group, untied, tokens),
  ])
  return Array.from(group, (principal) => {
    const usesTemplate =
      inEarnest.has(principal) &&
      byToken.keys
        .subarray(byToken.offsets[principal], byToken.offsets[principal + 1])
        .some((token) => own.has(token))
    const elicits = (shares.get(principal) ?? 0) >= ELICITED_FLOOR
    const kinds = (identity.get(principal) ?? []).map(({ keyLabel }) => `a ${keyLabel}`)
    const reasons: string[] = []
    const families: Family[] = []
    if (usesTemplate) {
      families.push('content')
      reasons.push('used the pool’s instruction over changing texts')
    }
    if (elicits) {
      families.push('elicitation')
      reasons.push('its own requests ask for what the pool asks for')
    }
    if (kinds.length > 0) {
      families.push('identity')
      reasons.push(`shares ${kinds.join(', ')} with other members`)
    }
    const stands = (elicits && (usesTemplate || kinds.length >= 1)) || kinds.length >= 2
    const barred = principals.contracted[principal] === 1 || principals.vouched[principal] === 1
    if (triesOut.has(principal)) reasons.push(TRIES_OUT)
    else if (brings.has(principal)) reasons.push(BRINGS_OTHER)
    else if (!elicits && !stands) reasons.push(ASKS_OTHER)
    if (barred)
      reasons.push(
        principals.vouched[principal] ? 'vouched for in known.csv' : 'an organisation under contract',
      )
    const stranger = triesOut.has(principal) || brings.has(principal)
    const role = stands && !barred && !stranger ? 'core' : 'linked'
    return { principal, role, families, reasons } as const
  })
}

/** Who uses this part of what the median member uses of an instruction uses it as the others do. */
const AS_THE_OTHERS = 0.5

/** The members who use as much of their group's instruction as its other members: no mere phrase of it. */
function usersInEarnest(world: World, pool: Group, judged: readonly Judged[]): Set<number> {
  const inPool = new Set(pool)
  const index = byPrincipal(world.templates, world.principals.count)
  const users = new Set<number>()
  for (const { candidate, members, intent } of judged) {
    const tokens = new Set(intent.tokens)
    const used = (member: number): number => {
      let count = 0
      for (let at = index.offsets[member]; at < index.offsets[member + 1]; at++) {
        if (tokens.has(index.keys[at])) count++
      }
      return count
    }
    const all = Array.from(
      candidate.members.filter((member) => inPool.has(member)),
      used,
    ).sort((a, b) => a - b)
    const median = all[Math.floor(all.length / 2)] ?? 0
    for (const member of members) if (used(member) >= AS_THE_OTHERS * median) users.add(member)
  }
  return users
}

/** What a pool can hand to strangers beside its prompt. */
const PUBLISHED = 'shared-referral'

type KeySignal = (typeof KEY_SIGNALS)[number]

/** Per member: the kinds of identity key it shares with another member of the group, beyond what many people share. */
function sharedIdentity(world: World, group: Group): Map<number, KeySignal[]> {
  const fraction = group.length / world.principals.count
  const kinds = new Map<number, KeySignal[]>()
  for (const signal of KEY_SIGNALS) {
    const edges = world.keys.get(signal.id)
    // Everybody shares a sign-up hour or a mail provider with somebody: no tie of one account to another.
    if (
      !edges ||
      signal.family !== 'identity' ||
      signal.id === 'sign-up-batch' ||
      signal.id === 'shared-email-domain'
    )
      continue
    const index = byPrincipal(edges, world.principals.count)
    const tally = keyTally(edges)
    tally.addKeysOf(group, index)
    const ties = new Set(
      tally.takeCounts().flatMap(([key, members]) => {
        return isNotPopular(members - 1, degree(edges, key) - 1, fraction) ? [key] : []
      }),
    )
    for (const member of group) {
      for (let at = index.offsets[member]; at < index.offsets[member + 1]; at++) {
        if (!ties.has(index.keys[at])) continue
        const own = kinds.get(member)
        if (!own) kinds.set(member, [signal])
        else if (!own.includes(signal)) own.push(signal)
      }
    }
  }
  return kinds
}
