import { byPrincipal, degree, type Edges, type Group, type World } from '../../signals/index.ts'
import { logBinomialTail } from '../../statistics/index.ts'
import { keyTally } from '../groups/tally.ts'
import { keyShares } from '../keys/cohesion.ts'

/** Fewer holders make no key common. */
const MANY_HOLDERS = 9
/** So many are named in a query at most, those that most of the group hold first: a query has room for some thousands. */
const MOST_NAMED = 500
/** A common key is held by so many of a group with more than this probability by chance. */
const BY_CHANCE = Math.log(0.05)

/**
 * The keys in common use that several of a group hold, ascending: a public mail provider, a carrier's range. None where
 * the group shares no others: what it was tested by is then these.
 */
export function commonKeys(world: World, edges: Edges, group: Group): number[] {
  const tally = keyTally(edges)
  tally.addKeysOf(group, byPrincipal(edges, world.principals.count))
  const shared = tally.takeCounts().filter(([, inside]) => inside >= 2)
  const shareOf = keyShares(world, edges, group)
  const common = shared.filter(
    ([key, inside]) =>
      degree(edges, key) >= MANY_HOLDERS &&
      logBinomialTail(inside, degree(edges, key), shareOf(key)) > BY_CHANCE,
  )
  if (common.length === shared.length) return []
  return common
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, MOST_NAMED)
    .map(([key]) => edges.keys[key])
    .sort((a, b) => a - b)
}
