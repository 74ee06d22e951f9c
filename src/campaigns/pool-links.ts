import { byPrincipal, type Edges, type Group, KEY_SIGNALS, type World } from '../signals/index.ts'
import { logChernoffTail } from '../statistics/index.ts'
import { expectedHolders, keyClasses, type MemberShares, memberShares } from './key-classes.ts'

/** Two groups are one pool when sharing this many keys between them would be rarer than this by chance. */
const SAME_POOL = Math.log(1e-4)

/**
 * Do two disjoint groups share identity or network keys with each other more than chance has it? Each key of
 * one group may turn up in the other; under the null the other group is a random draw from its strata.
 */
export function areLinked(world: World, a: Group, b: Group, level = SAME_POOL): boolean {
  if (a.length === 0 || b.length === 0) return false
  const [small, large] = a.length <= b.length ? [a, b] : [b, a]
  const share = memberShares(world, small)
  const kinds = KEY_SIGNALS.filter((signal) => signal.proposes)
  return kinds.some((signal) => {
    const edges = world.keys.get(signal.id)
    return (
      edges !== undefined && linkTail(world, edges, large, small, share) + Math.log(kinds.length) <= level
    )
  })
}

/** ln of the bound on P(at least so many keys of `group` are held in the other group too). */
function linkTail(world: World, edges: Edges, group: Group, other: Group, share: MemberShares): number {
  const index = byPrincipal(edges, world.principals.count)
  const classes = keyClasses(world, edges)
  const met = new Set<number>()
  for (const member of other) {
    for (let at = index.offsets[member]; at < index.offsets[member + 1]; at++) met.add(index.keys[at])
  }
  /** By key, the share of its holders in the group itself: these are not drawn. */
  const own = new Map<number, number>()
  for (const member of group) {
    const part = share.of(world.principals.stratum[member])
    for (let at = index.offsets[member]; at < index.offsets[member + 1]; at++) {
      own.set(index.keys[at], (own.get(index.keys[at]) ?? 0) + part)
    }
  }
  let observed = 0
  let expected = 0
  for (const [key, part] of own) {
    expected += Math.min(1, Math.max(0, expectedHolders(classes, key, share) - part))
    if (met.has(key)) observed++
  }
  return logChernoffTail(observed, expected)
}
