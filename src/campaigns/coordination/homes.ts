import { buildEdges, type Edges, type Group, type World } from '../../signals/index.ts'
import { logEValue } from '../../statistics/index.ts'
import { compareGroups } from '../groups/groups.ts'
import { membersByKey } from '../groups/members-by-key.ts'
import { FAMILY_COUNTS } from './coordination.ts'
import { sharedKeyTest } from './shared-key-test.ts'

/** Fewer customers on one range of homes are a family and its guests. */
const HOUSEFUL = 4
/** One place may have a common reason: a dormitory, a village and its provider. Several have none. */
const PLACES = 2

/**
 * Do customers share home connections in several places, beyond chance? Firms that want the same may well rent at the
 * same clouds, and classes sit on one campus; but nothing brings unrelated customers together behind the home lines of
 * one street, and again, others of them, behind those of another. Pools rent such lines by the range (residential
 * proxies): Anthropic, Detecting and preventing distillation attacks, 2026-02-23.
 * @param customers a partition of the group
 */
export function shareHomes(world: World, group: Group, customers: readonly Group[]): boolean {
  const homes = homeRanges(world)
  if (homes.keys.length < PLACES) return false
  const customerOf = new Map(customers.flatMap((members, i) => Array.from(members, (member) => [member, i])))
  // Of places with as many customers the first members come first: keys are keyed hashes, and decide no order.
  const held = [...membersByKey(world, homes, group).values()]
    .sort(compareGroups)
    .map((members) => new Set(members.map((member) => customerOf.get(member))))
    .sort((a, b) => b.size - a.size)
  const placed = new Set<number | undefined>()
  let places = 0
  for (const there of held) {
    // The same people behind another range have moved with their provider's addresses.
    const others = [...there].filter((customer) => !placed.has(customer))
    if (others.length < HOUSEFUL) continue
    for (const customer of others) placed.add(customer)
    places++
  }
  if (places < PLACES) return false
  const logP = sharedKeyTest(world, homes, group, customers)
  return logP !== undefined && logEValue(logP) >= FAMILY_COUNTS
}

const homesOf = new WeakMap<World, Edges>()

/** Who was seen behind each address range that networks.csv calls residential. */
function homeRanges(world: World): Edges {
  const known = homesOf.get(world)
  if (known) return known
  const { keys, offsets, members, weights } = world.keys.get('shared-address-range') ?? NONE
  const [ranges, holders, requests]: number[][] = [[], [], []]
  keys.forEach((key, k) => {
    if (!world.homeRanges.has(key)) return
    for (let at = offsets[k]; at < offsets[k + 1]; at++) {
      ranges.push(key)
      holders.push(members[at])
      requests.push(weights[at])
    }
  })
  const homes = buildEdges(ranges, holders, requests, 2)
  homesOf.set(world, homes)
  return homes
}

const NONE: Edges = buildEdges([], [], undefined, 2)
