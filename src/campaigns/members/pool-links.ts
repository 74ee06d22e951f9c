import {
  byPrincipal,
  type Edges,
  type Group,
  holdersOf,
  KEY_SIGNALS,
  type World,
} from '../../signals/index.ts'
import { logChernoffTail } from '../../statistics/index.ts'
import { contains, meet } from '../groups/groups.ts'
import { keyTally } from '../groups/tally.ts'
import { hitApart } from '../keys/hit-apart.ts'
import { expectedHolders, keyClasses, memberShares } from '../keys/key-classes.ts'
import { strataFor } from '../keys/openings.ts'

/** Two groups are one pool when sharing this many keys between them would be rarer than this by chance. */
const SAME_POOL = Math.log(1e-4)

/**
 * Do two disjoint groups share identity or network keys with each other more than chance has it? Each key of
 * one group may turn up in the other; under the null the other group is a random draw from its strata. Keys that overlap turn
 * up together, as all exits of a VPN do with one customer of it: only as many count as different members hold (`hitApart`).
 */
export function areLinked(world: World, a: Group, b: Group, level = SAME_POOL): boolean {
  if (a.length === 0 || b.length === 0) return false
  const [small, large] = a.length <= b.length ? [a, b] : [b, a]
  const kinds = KEY_SIGNALS.filter((signal) => signal.proposes)
  return kinds.some((signal) => {
    const edges = world.keys.get(signal.id)
    return edges !== undefined && areTied(world, edges, large, small, level - Math.log(kinds.length))
  })
}

/**
 * Finds the first of some growing pools that a group is linked to. Only pools that hold one of its keys can be, and who
 * holds a key is noted as pools grow: what is looked at does not grow with their number.
 */
export function linkedPools(
  world: World,
  membersOf: readonly Group[],
): { note(pool: number, members: Group): void; to(group: Group): number | undefined } {
  const kinds = KEY_SIGNALS.flatMap(({ id, proposes }) => {
    const edges = proposes && world.keys.get(id)
    return edges
      ? [{ index: byPrincipal(edges, world.principals.count), pools: new Map<number, Set<number>>() }]
      : []
  })
  return {
    note(pool, members) {
      for (const { index, pools } of kinds) {
        for (const member of members) {
          for (let at = index.offsets[member]; at < index.offsets[member + 1]; at++) {
            const known = pools.get(index.keys[at])
            if (known) known.add(pool)
            else pools.set(index.keys[at], new Set([pool]))
          }
        }
      }
    },
    to(group) {
      const sharing = new Set<number>()
      for (const { index, pools } of kinds) {
        for (const member of group) {
          for (let at = index.offsets[member]; at < index.offsets[member + 1]; at++)
            for (const pool of pools.get(index.keys[at]) ?? []) sharing.add(pool)
        }
      }
      // Bonferroni over all pools there are: those that share nothing were tried too.
      const level = SAME_POOL - Math.log(membersOf.length)
      return [...sharing]
        .sort((a, b) => a - b)
        .find((pool) => areLinked(world, membersOf[pool], group, level))
    },
  }
}

/** Between looks at whether what is expected already explains what is seen. */
const KEYS_A_LOOK = 64

/**
 * Whether ln of the bound on P(at least so many keys of `group` are held in the other group too, by as many members of it)
 * is no more than a level.
 */
function areTied(world: World, edges: Edges, group: Group, other: Group, level: number): boolean {
  const observed = heldApart(world, edges, group, other)
  // Most groups have no key in common, which their own keys tell: not all those of a large group need be looked at.
  if (observed === 0) return false
  const index = byPrincipal(edges, world.principals.count)
  const stratumOf = strataFor(world, edges)
  const classes = keyClasses(stratumOf, edges)
  const share = memberShares(stratumOf, other)
  /** The share of a key's holders in the group itself: these are not drawn. */
  const own = (key: number): number =>
    among(holdersOf(edges, key), group).reduce((part, one) => part + share.of(stratumOf[one]), 0)
  // What explains what is seen is mostly found among the first keys: those of the rest of a large group are not looked at.
  const looked = new Set<number>()
  let expected = 0
  for (const member of group) {
    for (let at = index.offsets[member]; at < index.offsets[member + 1]; at++) {
      const key = index.keys[at]
      if (looked.has(key)) continue
      looked.add(key)
      expected += Math.min(1, Math.max(0, expectedHolders(classes, key, share) - own(key)))
      if (looked.size % KEYS_A_LOOK === 0 && logChernoffTail(observed, expected) > level) return false
    }
  }
  return logChernoffTail(observed, expected) <= level
}

/**
 * How many keys of one kind are held in both of two groups, each by another member of the second. Costs what the holders of
 * the second's keys are.
 */
function heldApart(world: World, edges: Edges, group: Group, other: Group): number {
  const keys = keyTally(edges)
  keys.addKeysOf(other, byPrincipal(edges, world.principals.count))
  const inBoth = keys.takeAtLeast(1).filter((key) => meet(holdersOf(edges, key), group))
  return hitApart(
    inBoth.map((key) => ({ members: [...among(holdersOf(edges, key), other)], depth: 1 })),
    other.length,
  )
}

/** The members of both of two groups. Costs the smaller, and little of the larger. */
function among(a: Group, b: Group): Group {
  const [few, many] = a.length <= b.length ? [a, b] : [b, a]
  return few.filter((one) => contains(many, one))
}
