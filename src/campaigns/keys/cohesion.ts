import {
  byPrincipal,
  degree,
  type Edges,
  type Group,
  KEY_SIGNALS,
  type KeysByPrincipal,
  keyCount,
  type World,
} from '../../signals/index.ts'
import { logBinomialTail } from '../../statistics/index.ts'
import { Partition } from '../groups/groups.ts'
import { keyTally } from '../groups/tally.ts'
import { expectedHolders, keyClasses, memberShares } from './key-classes.ts'
import { signUpDays, strataFor } from './openings.ts'

/**
 * The parts of a group that hang together by identity and network keys, largest first; untied members are parts
 * of one. That some members are related does not make the rest related: a research team among the users of a
 * public tool is a team, not a pool.
 * @param weaker further keys that may tie, as those of identity and network do
 * @param leftOut the signal of identity or network whose keys do not
 */
export function tiedParts(
  world: World,
  group: Group,
  weaker: readonly Edges[] = [],
  leftOut?: string,
): Group[] {
  let parts = leftOut === undefined ? hardTies(world, group) : tiesBut(world, group, leftOut)
  if (weaker.length > 0) parts = parts.copy()
  for (const edges of weaker) joinHolders(world, edges, group, parts)
  return parts
    .sets()
    .map((set) => Uint32Array.from(set, (i) => group[i]))
    .sort((a, b) => b.length - a.length || a[0] - b[0])
}

const latest = new WeakMap<World, { readonly group: Group; readonly parts: Partition }>()

/** The places of members in parts tied by keys of identity and network. Remembered for the latest group. */
function hardTies(world: World, group: Group): Partition {
  const known = latest.get(world)
  if (known?.group === group) return known.parts
  const parts = tiesBut(world, group)
  latest.set(world, { group, parts })
  return parts
}

function tiesBut(world: World, group: Group, leftOut?: string): Partition {
  const parts = new Partition(group.length)
  for (const { id, proposes } of KEY_SIGNALS) {
    const edges = world.keys.get(id)
    if (edges && proposes && id !== leftOut) joinHolders(world, edges, group, parts)
  }
  return parts
}

function joinHolders(world: World, edges: Edges, group: Group, parts: Partition): void {
  const index = byPrincipal(edges, world.principals.count)
  const tally = keyTally(edges)
  tally.addKeysOf(group, index)
  const held = tally.takeCounts()
  const ties = tieRule(world, edges, held, group)
  /** Where in the group the first holder of each key that ties stands. */
  const firstOf = new Map<number, number>()
  for (const [key, members] of held) if (ties(key, members)) firstOf.set(key, NOWHERE)
  if (firstOf.size === 0) return
  for (let i = 0; i < group.length; i++) {
    for (let at = index.offsets[group[i]]; at < index.offsets[group[i] + 1]; at++) {
      const first = firstOf.get(index.keys[at])
      if (first === NOWHERE) firstOf.set(index.keys[at], i)
      else if (first !== undefined) parts.join(first, i)
    }
  }
}

const NOWHERE = -1

/** So many of the keys taken for ties may be shared by chance. */
const CHANCE_TIES = 0.1

/**
 * Decides from how many holders a key has (d) and how many of them are members (g) whether it ties these
 * together. Keys that no member holds tell how many keys of d holders there would be without the group:
 * c_d = R_d / (1 - f)^d for a group that is the fraction f of everybody. By chance, c_d P(Bin(d, s) >= g) of them
 * have g members or more, s being the members' share of the strata that the key's holders are of (`keyShares`); where
 * this is a small part of how many are seen to, those seen are ties.
 */
function tieRule(
  world: World,
  edges: Edges,
  held: readonly (readonly [key: number, members: number])[],
  group: Group,
): (key: number, members: number) => boolean {
  const fraction = group.length / world.principals.count
  const shareOf = keyShares(world, edges, group)
  const outsideKeys = new Map(keysByBin(edges))
  /** By bin, how many keys have so many members or more. */
  const seen = new Map<number, number[]>()
  for (const [key, members] of held) {
    const bin = binOf(degree(edges, key))
    outsideKeys.set(bin, (outsideKeys.get(bin) ?? 0) - 1)
    if (members < 2) continue
    const counts = seen.get(bin) ?? []
    if (counts.length === 0) seen.set(bin, counts)
    while (counts.length <= members) counts.push(0)
    counts[members]++
  }
  for (const counts of seen.values())
    for (let members = counts.length - 2; members >= 0; members--) counts[members] += counts[members + 1]
  return (key, members) => {
    if (members < 2) return false
    const holders = degree(edges, key)
    const bin = binOf(holders)
    // In logarithms: of a thousand holders both factors are beyond what a number can hold.
    const without = Math.log(1 + (outsideKeys.get(bin) ?? 0)) - holders * Math.log1p(-fraction)
    const byChance = without + logBinomialTail(members, holders, shareOf(key))
    return byChance <= Math.log(CHANCE_TIES * (seen.get(bin)?.[members] ?? 0))
  }
}

/**
 * The part of a key's holders that would be members by chance: a group's part of everybody. Only those who came at about
 * the same time can have been opened together, so of times of opening it is the members' share of their strata.
 */
export function keyShares(world: World, edges: Edges, group: Group): (key: number) => number {
  const fraction = group.length / world.principals.count
  const strata = strataFor(world, edges)
  if (strata === world.principals.stratum) return () => fraction
  const classes = keyClasses(strata, edges)
  const share = memberShares(strata, group)
  return (key) => Math.min(1, expectedHolders(classes, key, share) / degree(edges, key))
}

const binned = new WeakMap<Edges, ReadonlyMap<number, number>>()

/** How many keys there are in each bin; counted once for each set of edges. */
function keysByBin(edges: Edges): ReadonlyMap<number, number> {
  const known = binned.get(edges)
  if (known) return known
  const bins = new Map<number, number>()
  for (let key = 0; key < keyCount(edges); key++) {
    const bin = binOf(degree(edges, key))
    bins.set(bin, (bins.get(bin) ?? 0) + 1)
  }
  binned.set(edges, bins)
  return bins
}

/** Keys with about as many holders are looked at together: up to 8 by number, then by powers of two. */
function binOf(holders: number): number {
  return holders <= 8 ? holders : 8 + Math.floor(Math.log2(holders / 8) + 1)
}

/** A key ties an account to a pool when so many of its other holders are members with at most this probability. */
const BY_CHANCE = Math.log(0.003)
/** Keys of more holders tie members only if so many of these are members with at most this probability by chance. */
const FEW_HOLDERS = 8
const POPULAR_BY_CHANCE = Math.log(0.05)

/**
 * Whether a key says anything of two of its holders: few hold it, or more of them are of a group than chance has it. A
 * device of a library has hundreds.
 * @param members how many of the group hold it besides the one who is asked about
 * @param others how many hold it in all besides that one
 * @param share the group's part of everybody
 */
export function isNotPopular(members: number, others: number, share: number): boolean {
  return (
    members >= 1 && (others < FEW_HOLDERS || logBinomialTail(members, others, share) <= POPULAR_BY_CHANCE)
  )
}

/** Many people share these with strangers; it takes two kinds of them to tie an account to a pool. */
export const WEAK: ReadonlySet<string> = new Set(['sign-up-batch', 'shared-email-domain', 'shared-client'])
const TWO_KINDS = 2

/**
 * Which of the `others` are tied to the members of a pool by a key that more of these hold than chance has it:
 * one key of identity or network, or two kinds of weaker ones (an uncommon client, a mail domain, the
 * time of opening, be it by the hour or by the day).
 */
export function tiedTo(world: World, tied: Group, others: Iterable<number>): Set<number> {
  const candidates = [...others]
  const kindsOf = new Map<number, Set<string>>()
  const inPool = new Set(tied)
  const kinds = [...world.keys]
  const days = signUpDays(world)
  // The day of opening and the hour are one kind.
  if (days) kinds.push(['sign-up-batch', days])
  for (const [kind, edges] of kinds) {
    const index = byPrincipal(edges, world.principals.count)
    const tally = keyTally(edges)
    tally.addKeysOf(tied, index)
    const inside = new Map(tally.takeCounts())
    const shareOf = keyShares(world, edges, tied)
    for (const other of candidates) {
      if (!sharesPoolKey(index, edges, { inPool, inside, shareOf }, other)) continue
      const own = kindsOf.get(other)
      if (own) own.add(kind)
      else kindsOf.set(other, new Set([kind]))
    }
  }
  const isTied = (own: ReadonlySet<string>): boolean =>
    own.size >= TWO_KINDS || [...own].some((kind) => !WEAK.has(kind))
  return new Set([...kindsOf].filter(([, own]) => isTied(own)).map(([other]) => other))
}

/**
 * Whether a key ties whoever else holds it to a pool.
 * @param members how many of the pool hold it; two at least
 * @param others how many hold it in all
 * @param share the part of these that the pool would be by chance
 * @param tried how many keys were tried
 */
export function beyondChance(members: number, others: number, share: number, tried = 1): boolean {
  return members >= 2 && logBinomialTail(members, others, share) <= BY_CHANCE - Math.log(tried)
}

/** How many of a pool hold each key that any of it holds, and what part of its holders they would be by chance. */
interface PoolKeys {
  readonly inPool: ReadonlySet<number>
  readonly inside: ReadonlyMap<number, number>
  readonly shareOf: (key: number) => number
}

function sharesPoolKey(
  index: KeysByPrincipal,
  edges: Edges,
  { inPool, inside, shareOf }: PoolKeys,
  other: number,
): boolean {
  const itself = inPool.has(other) ? 1 : 0
  const [from, to] = [index.offsets[other], index.offsets[other + 1]]
  for (let at = from; at < to; at++) {
    const key = index.keys[at]
    const members = (inside.get(key) ?? 0) - itself
    if (members >= 2 && beyondChance(members, degree(edges, key) - 1, shareOf(key), to - from)) return true
  }
  return false
}
