import type { Edges, Group, World } from '../../signals/index.ts'
import { membersByKey } from '../groups/members-by-key.ts'
import { signUpDays } from '../keys/openings.ts'
import { DESK } from './cells.ts'
import { namesFirm } from './mail-domains.ts'

/** How a group declares itself to be one customer or one place, if it does. */
export type Openness = 'organization' | 'card' | 'phone' | 'mail-domain' | 'campus' | undefined

/** This part of the members must say the same if there are two customers ... */
const DECLARED = 0.8
/** ... and this part if there is one: a few strangers who copied its tool change nothing. */
const MOSTLY_ONE = 0.6
/** People in one place also work from home: this part of them must have been seen there ... */
const PRESENT = 0.6
/** ... or this part, where nearly all opened their accounts on one day, as a class or a hackathon does. */
const PRESENT_TOGETHER = 0.4
/** Two customers who work together (a firm and its contractor) are as open as one. */
const CUSTOMERS = 2

/**
 * Distillation pools hide that they belong together; a firm with many seats says so, and a class sits in one
 * building. A group whose members declare one organisation (or two), pay with one card, are verified by the phone of
 * one desk, write from one domain of their own, or work from one campus or office network, is one customer whatever it
 * asks for: the provider can talk to it. It is never accused as a hidden pool: if it is large it is reported for a
 * person to look at, else cleared.
 * @param atMost so many customers together are still open
 */
export function openness(world: World, group: Group, atMost = CUSTOMERS): Openness {
  return WAYS.find(([, isOpen]) => isOpen(world, group, atMost))?.[0]
}

/** Every way in which a group declares itself, where `openness` gives the first. */
export function waysOpen(world: World, group: Group): Exclude<Openness, undefined>[] {
  return WAYS.flatMap(([way, isOpen]) => (isOpen(world, group, CUSTOMERS) ? [way] : []))
}

const WAYS: readonly (readonly [
  Exclude<Openness, undefined>,
  (world: World, group: Group, atMost: number) => boolean,
])[] = [
  ['organization', (world, group, atMost) => isCustomer(world, world.organizations, group, atMost)],
  ['card', (world, group, atMost) => isCustomer(world, world.keys.get('shared-card'), group, atMost)],
  [
    'phone',
    (world, group, atMost) =>
      isCustomer(world, world.keys.get('shared-phone'), group, atMost, (_, inside) => inside >= DESK),
  ],
  [
    'mail-domain',
    (world, group, atMost) =>
      isCustomer(world, world.keys.get('shared-email-domain'), group, atMost, (key, inside) =>
        namesFirm(world, key, inside),
      ),
  ],
  ['campus', isOnePlace],
]

function isCustomer(
  world: World,
  edges: Edges | undefined,
  group: Group,
  atMost: number,
  counts?: (key: number, inside: number) => boolean,
): boolean {
  return (
    edges !== undefined &&
    (covered(world, edges, group, 1, counts, MOSTLY_ONE) ||
      (atMost > 1 && covered(world, edges, group, atMost, counts, DECLARED)))
  )
}

function isOnePlace(world: World, group: Group): boolean {
  const { keys, campusRanges, unknownRanges } = world
  const ranges = keys.get('shared-address-range')
  if (!ranges) return false
  const campus = (key: number): boolean => campusRanges.has(ranges.keys[key])
  if (covered(world, ranges, group, 1, campus, PRESENT)) return true
  // A class or a hackathon: one place, be it in no file, and one day of opening.
  const days = signUpDays(world)
  if (!days) return false
  const place = (key: number): boolean => unknownRanges.has(ranges.keys[key])
  const opened = (part: number): boolean => covered(world, days, group, 1, () => true, part)
  return (
    (covered(world, ranges, group, 1, place, PRESENT) && opened(PRESENT)) ||
    (covered(world, ranges, group, 1, campus, PRESENT_TOGETHER) && opened(DECLARED))
  )
}

/** Do at most so many keys of one kind, of those that count, cover the group? */
function covered(
  world: World,
  edges: Edges,
  group: Group,
  atMost: number,
  counts: ((key: number, inside: number) => boolean) | undefined,
  part: number,
): boolean {
  const commonest = [...membersByKey(world, edges, group)]
    .filter(([key, inside]) => counts === undefined || counts(key, inside.length))
    .sort((a, b) => b[1].length - a[1].length || a[0] - b[0])
    .slice(0, atMost)
  return new Set(commonest.flatMap(([, inside]) => inside)).size >= part * group.length
}
