import {
  buildEdges,
  byPrincipal,
  degree,
  type Edges,
  type Group,
  holdersOf,
  KEY_SIGNALS,
  keyCount,
  type World,
} from '../signals/index.ts'
import { Partition } from './groups.ts'

/** A key ties members together when it is this much commoner among them than among all others. */
const ENRICHED = 5

/**
 * The parts of a group that hang together by identity and network keys, largest first; untied members are parts
 * of one. That some members are related does not make the rest related: a research team among the users of a
 * public tool is a team, not a pool.
 */
export function tiedParts(world: World, group: Group): Group[] {
  const place = new Map(Array.from(group, (member, i) => [member, i]))
  const parts = new Partition(group.length)
  for (const signal of KEY_SIGNALS) {
    const edges = world.keys.get(signal.id)
    if (edges && signal.proposes) joinHolders(world, edges, group, place, parts)
  }
  return parts
    .sets()
    .map((set) => Uint32Array.from(set, (i) => group[i]))
    .sort((a, b) => b.length - a.length || a[0] - b[0])
}

function joinHolders(
  world: World,
  edges: Edges,
  group: Group,
  place: ReadonlyMap<number, number>,
  parts: Partition,
): void {
  const index = byPrincipal(edges, world.principals.count)
  const holders = new Map<number, number[]>()
  for (const member of group) {
    for (let at = index.offsets[member]; at < index.offsets[member + 1]; at++) {
      const known = holders.get(index.keys[at])
      const position = place.get(member) ?? 0
      if (known) known.push(position)
      else holders.set(index.keys[at], [position])
    }
  }
  const others = Math.max(1, world.principals.count - group.length)
  for (const [key, inside] of holders) {
    if (inside.length < 2) continue
    const outside = degree(edges, key) - inside.length
    if (inside.length / group.length < (ENRICHED * (outside + 1)) / others) continue
    for (const position of inside) parts.join(inside[0], position)
  }
}

/**
 * Which of the `others` are tied to the members of a pool by any key that is much commoner among these than
 * elsewhere: identity and network keys, an uncommon client, or the day of opening.
 */
export function tiedTo(world: World, tied: Group, others: Iterable<number>): Set<number> {
  const found = new Set<number>()
  const candidates = [...others]
  const inPool = new Set(tied)
  for (const edges of [...world.keys.values(), signUpDays(world)]) {
    if (!edges) continue
    const index = byPrincipal(edges, world.principals.count)
    const rest = Math.max(1, world.principals.count - tied.length)
    for (const other of candidates) {
      for (let at = index.offsets[other]; at < index.offsets[other + 1]; at++) {
        const holders = holdersOf(edges, index.keys[at])
        const inside = holders.filter((holder) => inPool.has(holder)).length
        const outside = holders.length - inside
        if (inside >= 2 && inside / tied.length >= (ENRICHED * (outside + 1)) / rest) found.add(other)
      }
    }
  }
  return found
}

const daysOf = new WeakMap<World, Edges>()

/** Sign-up hours put together into days. */
function signUpDays(world: World): Edges | undefined {
  const hours = world.keys.get('sign-up-batch')
  const known = daysOf.get(world)
  if (known || !hours) return known
  const keys: number[] = []
  const members: number[] = []
  for (let key = 0; key < keyCount(hours); key++) {
    for (const holder of holdersOf(hours, key)) {
      keys.push(1 + Math.floor((hours.keys[key] - 1) / 24))
      members.push(holder)
    }
  }
  const days = buildEdges(keys, members, undefined, 2)
  daysOf.set(world, days)
  return days
}
