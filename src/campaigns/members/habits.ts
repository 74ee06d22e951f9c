import type { Activity, Group, World } from '../../signals/index.ts'
import { permutationPValue } from '../../statistics/index.ts'
import { union } from '../groups/groups.ts'

/** How a principal uses the service, whatever it writes, whoever it shares keys with, and from which day on. */
const HABITS: readonly ((world: World, principal: number) => number)[] = [
  ({ principals }, p) => principals.requests[p],
  ({ principals }, p) => principals.tokens[p] / Math.max(1, principals.requests[p]),
  ({ principals, activity }, p) => principals.requests[p] / Math.max(1, activeHours(activity, p)),
  // Of the days between its first and its last request, the part on which it sent any.
  ({ principals, activity }, p) =>
    activeDays(activity, p) / (1 + (principals.lastSeen[p] - principals.firstSeen[p]) / DAY),
]

const DAY = 86_400_000

function activeHours({ offsets }: Activity, principal: number): number {
  return offsets[principal + 1] - offsets[principal]
}

function activeDays({ offsets, hours }: Activity, principal: number): number {
  let days = 0
  let last = -1
  for (let at = offsets[principal]; at < offsets[principal + 1]; at++) {
    const day = Math.floor(hours[at] / 24)
    if (day !== last) days++
    last = day
  }
  return days
}

/** Of random parts of a group, fewer than this differ as much from the rest as who has other habits. */
const RARELY = 0.01
const DRAWS = 199
/** Once so many draws reach it, it can no longer be so rare. */
const REACHED = 2
/** Fewer say nothing. */
const FEWEST = 3

/**
 * Do some principals use the service in another way than the members of a group: more or less, in longer or shorter
 * requests, in bursts, with days off? Members of a pool whom no key ties to it work like the others; users of the
 * public tool that the pool uses too have lives of their own. When they came and at which hours they work does not
 * count: cells that share a key were opened together, and shifts work by turns. A permutation test of the sum, over
 * the habits, of the squared standardised difference in mean rank (Kruskal & Wallis 1952).
 */
export function hasOtherHabits(world: World, some: Group, group: Group): boolean {
  if (some.length < FEWEST || group.length < FEWEST) return false
  const all = union([some, group])
  const place = new Map(Array.from(all, (principal, i) => [principal, i]))
  const ranks = HABITS.map((habit) => standardRanks(Array.from(all, (principal) => habit(world, principal))))
  const difference = (part: readonly number[]): number => {
    let total = 0
    for (const own of ranks) {
      let sum = 0
      for (let i = 0; i < part.length; i++) sum += own[part[i]]
      total += sum ** 2
    }
    return total
  }
  const { p } = permutationPValue(
    difference(Array.from(some, (principal) => place.get(principal) ?? 0)),
    (random) => difference(random.sample(all.length, some.length)),
    { seed: 'habits', maxDraws: DRAWS, stopAfter: REACHED },
  )
  return p <= RARELY
}

/** Ranks, equal values sharing theirs, scaled to mean 0 and variance 1; all 0 where nobody differs. */
function standardRanks(values: readonly number[]): Float64Array {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b])
  const ranks = new Float64Array(values.length)
  for (let first = 0; first < order.length; ) {
    let end = first + 1
    while (end < order.length && values[order[end]] === values[order[first]]) end++
    for (let i = first; i < end; i++) ranks[order[i]] = (first + end - order.length) / 2
    first = end
  }
  const spread = Math.sqrt(ranks.reduce((sum, rank) => sum + rank * rank, 0) / ranks.length)
  return spread > 0 ? ranks.map((rank) => rank / spread) : ranks
}
