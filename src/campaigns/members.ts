import type { Family, Verdict } from '../record/index.ts'
import { byPrincipal, type Group, holdersOf, KEY_SIGNALS, type World } from '../signals/index.ts'
import type { Judged } from './detect.ts'
import { overlap, Partition, union } from './groups.ts'

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

const RANK: Record<Verdict, number> = { watch: 0, suspected: 1, confirmed: 2 }

/** Candidates that share this part of the smaller one's members are the same pool. */
const SAME_POOL = 0.5
/** So are candidates of which this part of the smaller one's members share an identity key with the other. */
const SAME_IDENTITIES = 0.2

/** Puts judged candidates together into pools and tells core members from linked ones. */
export function pools(world: World, judged: readonly Judged[]): Pool[] {
  const partition = new Partition(judged.length)
  for (let a = 0; a < judged.length; a++) {
    for (let b = a + 1; b < judged.length; b++) {
      const [one, other] = [judged[a].candidate.members, judged[b].candidate.members]
      if (overlap(one, other) >= SAME_POOL || identityOverlap(world, one, other) >= SAME_IDENTITIES)
        partition.join(a, b)
    }
  }
  return partition
    .sets()
    .filter((set) => set.length > 0)
    .map((set) =>
      poolOf(
        world,
        set.map((i) => judged[i]),
      ),
    )
    .filter((pool) => pool.members.some(({ role }) => role === 'core'))
}

function poolOf(world: World, judged: readonly Judged[]): Pool {
  const lead = judged.reduce((best, other) => (isStronger(other, best) ? other : best))
  const tokens = [...new Set(judged.flatMap(({ intent }) => intent.tokens))].sort((a, b) => a - b)
  return {
    judged,
    verdict: lead.verdict,
    lead,
    tokens: tokens.map((token) => world.templates.keys[token]),
    members: classify(world, union(judged.map(({ candidate }) => candidate.members)), tokens, judged),
  }
}

/** By verdict, then size, then coordination. */
function isStronger(a: Judged, b: Judged): boolean {
  const order = [
    RANK[a.verdict] - RANK[b.verdict],
    a.candidate.members.length - b.candidate.members.length,
    a.coordination.logE - b.coordination.logE,
  ]
  return (order.find((difference) => difference !== 0) ?? 0) > 0
}

/**
 * Core members stand on their own evidence: they used the pool's instruction themselves, or their own requests
 * ask for what the pool asks for and a non-network key ties them to it, or two such keys do. Whoever is under
 * contract, or vouched for, is at most linked.
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
  const shares = new Map<number, number>()
  for (const { candidate, intent } of judged) {
    candidate.members.forEach((member, i) => {
      shares.set(member, Math.max(shares.get(member) ?? 0, intent.elicitedShares[i]))
    })
  }
  const identity = sharedIdentityKinds(world, group)
  return Array.from(group, (principal) => {
    const usesTemplate = byToken.keys
      .subarray(byToken.offsets[principal], byToken.offsets[principal + 1])
      .some((token) => own.has(token))
    const elicits = (shares.get(principal) ?? 0) >= 0.05
    const kinds = identity.get(principal) ?? []
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
    const stands = usesTemplate || (elicits && kinds.length >= 1) || kinds.length >= 2
    const barred = principals.contracted[principal] === 1 || principals.vouched[principal] === 1
    if (barred)
      reasons.push(
        principals.vouched[principal] ? 'vouched for in known.csv' : 'an organisation under contract',
      )
    return { principal, role: stands && !barred ? 'core' : 'linked', families, reasons } as const
  })
}

/** Per member: the kinds of identity key it shares with another member of the group. */
function sharedIdentityKinds(world: World, group: Group): Map<number, string[]> {
  const inside = new Set(group)
  const kinds = new Map<number, string[]>()
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
    for (const member of group) {
      for (let at = index.offsets[member]; at < index.offsets[member + 1]; at++) {
        const holders = holdersOf(edges, index.keys[at])
        if (!holders.some((holder) => holder !== member && inside.has(holder))) continue
        const own = kinds.get(member)
        if (!own) kinds.set(member, [`a ${signal.keyLabel}`])
        else if (!own.includes(`a ${signal.keyLabel}`)) own.push(`a ${signal.keyLabel}`)
      }
    }
  }
  return kinds
}

/** The part of the smaller group whose members share an identity key with a member of the other group. */
function identityOverlap(world: World, a: Group, b: Group): number {
  const [small, large] = a.length <= b.length ? [a, b] : [b, a]
  const inLarge = new Set(large)
  const tied = new Set<number>()
  for (const signal of KEY_SIGNALS) {
    const edges = world.keys.get(signal.id)
    if (
      !edges ||
      signal.family !== 'identity' ||
      signal.id === 'sign-up-batch' ||
      signal.id === 'shared-email-domain'
    )
      continue
    const index = byPrincipal(edges, world.principals.count)
    for (const member of small) {
      for (let at = index.offsets[member]; at < index.offsets[member + 1]; at++) {
        if (holdersOf(edges, index.keys[at]).some((holder) => inLarge.has(holder))) tied.add(member)
      }
    }
  }
  return tied.size / Math.max(1, small.length)
}
