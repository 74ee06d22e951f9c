import { type Edges, type Group, holdersOf, KEY_SIGNALS, keyCount, type World } from '../../signals/index.ts'
import { templateGroups } from '../candidates/candidates.ts'
import { compareGroups, nameOf } from '../groups/groups.ts'
import { signUpDays } from '../keys/openings.ts'

/** A clump of principals with an ordinary reason to be related. */
export interface NaturalGroup {
  readonly members: Group
  /** Why they are related: a signal id, `organization`, `sign-up-day` or `template`. */
  readonly reason: string
}

/** Smaller clumps say nothing about a group. */
const SMALLEST = 3

/**
 * The groups that innocent life makes: holders of one card, device, phone or referral code, one address or range, one mail domain, one
 * sign-up hour or day, one organisation, one instruction. Equal sets count once.
 */
export function naturalGroups(world: World): NaturalGroup[] {
  const groups = new Map<string, NaturalGroup>()
  const add = (members: Group, reason: string): void => {
    const name = nameOf(members)
    if (!groups.has(name)) groups.set(name, { members, reason })
  }
  const addAll = (edges: Edges | undefined, reason: string): void => {
    if (!edges) return
    for (let key = 0; key < keyCount(edges); key++) add(holdersOf(edges, key), reason)
  }
  addAll(world.organizations, 'organization')
  for (const signal of KEY_SIGNALS) if (signal.natural) addAll(world.keys.get(signal.id), signal.id)
  addAll(signUpDays(world), 'sign-up-day')
  for (const members of templateGroups(world)) add(members, 'template')
  return distinct([...groups.values()], world.principals.count)
}

/** A clump that lies this far in another ... */
const SAME = 0.7
/** ... of no more than so many times its size is the same: a firm's card, mail domain and prompt are one story. */
const SIMILAR_SIZE = 3
/** Instructions of which this part of the users use a commoner one too are variants of it. */
const VARIANT = 0.5

/** Leaves out clumps too small, clumps that are nearly a larger one, and variants of a commoner instruction. */
export function distinct(groups: readonly NaturalGroup[], principalCount: number): NaturalGroup[] {
  const bySize = groups
    .filter(({ members }) => members.length >= SMALLEST)
    .sort(
      (a, b) =>
        b.members.length - a.members.length ||
        (a.reason === b.reason ? compareGroups(a.members, b.members) : a.reason < b.reason ? -1 : 1),
    )
  const within: number[][] = Array.from({ length: principalCount }, () => [])
  const kept: NaturalGroup[] = []
  for (const group of bySize) {
    const shared = new Map<number, number>()
    for (const member of group.members) {
      for (const other of within[member]) shared.set(other, (shared.get(other) ?? 0) + 1)
    }
    const size = group.members.length
    const again = [...shared].some(
      ([other, count]) =>
        (count >= SAME * size && kept[other].members.length <= SIMILAR_SIZE * size) ||
        (group.reason === 'template' && kept[other].reason === 'template' && count >= VARIANT * size),
    )
    if (again) continue
    for (const member of group.members) within[member].push(kept.length)
    kept.push(group)
  }
  return kept
}
