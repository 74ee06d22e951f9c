import type { Edges, Group, World } from '../../signals/index.ts'
import { Partition } from '../groups/groups.ts'
import { membersByKey } from '../groups/members-by-key.ts'
import { isFirm, namesFirm } from './mail-domains.ts'

/**
 * The customers among the members: those that one card, one declared organisation, one mail domain of their own or the
 * phone of a front desk makes the same. What ties a pool together must tie its customers to each other; what is only
 * found within them is several firms, each of which is related to itself.
 */
export function customersOf(world: World, group: Group): Group[] {
  return byDomains(world, group, (key, inside) => namesFirm(world, key, inside))
}

/** The customers among everybody. Of any mail domain all holders are inside, so only one firm's makes them one customer. */
export function allCustomers(world: World): Group[] {
  const everybody = Uint32Array.from({ length: world.principals.count }, (_, i) => i)
  return byDomains(world, everybody, (key) => isFirm(world, key))
}

function byDomains(world: World, group: Group, domainCounts: Counts): Group[] {
  return cellsOf(world, group, [
    [world.keys.get('shared-card'), always],
    [world.organizations, always],
    [world.keys.get('shared-phone'), (_, inside) => inside >= Math.max(DESK, DESK_PART * group.length)],
    [world.keys.get('shared-email-domain'), domainCounts],
  ])
}

/** The firms among the members: those that declare one organisation, and everybody else for itself. */
export function firmsOf(world: World, group: Group): Group[] {
  return cellsOf(world, group, [[world.organizations, always]])
}

type Counts = (key: number, inside: number) => boolean

const always: Counts = () => true

/** A person verifies a second account by the same phone, and a pool a few by each; a firm all of its seats by one. */
export const DESK = 6
const DESK_PART = 0.15

/** Members that share a key that counts, put together. */
function cellsOf(
  world: World,
  group: Group,
  kinds: readonly (readonly [edges: Edges | undefined, counts: Counts])[],
): Group[] {
  const place = new Map(Array.from(group, (member, i) => [member, i]))
  const cells = new Partition(group.length)
  for (const [edges, counts] of kinds) {
    if (!edges) continue
    for (const [key, members] of membersByKey(world, edges, group)) {
      if (members.length < 2 || !counts(key, members.length)) continue
      for (const member of members) cells.join(place.get(members[0]) ?? 0, place.get(member) ?? 0)
    }
  }
  return cells.sets().map((positions) => Uint32Array.from(positions, (i) => group[i]))
}

/** The part of a group that declares an organisation together with others of it. */
export function declaredPart(world: World, group: Group): number {
  const together = [...membersByKey(world, world.organizations, group).values()].filter(
    (members) => members.length > 1,
  )
  return together.reduce((sum, members) => sum + members.length, 0) / Math.max(1, group.length)
}
