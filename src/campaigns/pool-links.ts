import { byPrincipal, type Edges, type Group, holdersOf, KEY_SIGNALS, type World } from '../signals/index.ts'
import { logChernoffTail } from '../statistics/index.ts'
import { memberShares } from './shared-key-test.ts'

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
      edges !== undefined &&
      linkTail(world, edges, large, new Set(small), share) + Math.log(kinds.length) <= level
    )
  })
}

/** ln of the bound on P(at least so many keys of `group` are held in the other group too). */
function linkTail(
  world: World,
  edges: Edges,
  group: Group,
  other: ReadonlySet<number>,
  share: Float64Array,
): number {
  const index = byPrincipal(edges, world.principals.count)
  const own = new Set(group)
  const keys = new Set<number>()
  for (const member of group) {
    for (let at = index.offsets[member]; at < index.offsets[member + 1]; at++) keys.add(index.keys[at])
  }
  let observed = 0
  let expected = 0
  for (const key of keys) {
    let met = false
    let chance = 0
    for (const holder of holdersOf(edges, key)) {
      if (own.has(holder)) continue
      chance += share[world.principals.stratum[holder]]
      met ||= other.has(holder)
    }
    expected += Math.min(1, chance)
    if (met) observed++
  }
  return logChernoffTail(observed, expected)
}
