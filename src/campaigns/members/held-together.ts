import type { Group, World } from '../../signals/index.ts'
import { MIN_GROUP } from '../candidates/candidates.ts'
import { sharedProfile } from '../candidates/shared-profile.ts'
import { FAMILY_COUNTS, identityEvidence } from '../coordination/coordination.ts'
import { allKeepStep } from '../coordination/timing-test.ts'
import { customersOf } from '../customers/cells.ts'
import { type Openness, openness } from '../customers/openness.ts'
import { contains, difference, intersection, intersectionSize, nameOf, union } from '../groups/groups.ts'
import { membersByKey } from '../groups/members-by-key.ts'
import type { Bond } from '../intent/bond.ts'
import { tiedParts } from '../keys/cohesion.ts'
import { signUpWindows } from '../keys/openings.ts'
import { areLinked } from './pool-links.ts'
import {
  draftsOf,
  ofTheSameKind,
  resemble,
  resembling,
  type Writing,
  writesSomethingElse,
  writingOf,
  writingWithout,
} from './resemblance.ts'

/** A group, and the part of it that something besides its instruction holds together. */
export interface Held {
  readonly members: Group
  /** The evidence of coordination is about these. */
  readonly tied: Group
}

/**
 * Whom the evidence is about: the pools among a group's members. Where an instruction of their own or what they write
 * holds them together, these are the tied parts that write the same, with the untied who do, if keys tie enough of
 * them, or all of it where everybody keeps step. Of any other group it is each tied part by itself. A part that is
 * openly one customer speaks for itself alone: a research team among the users of a tool is a team, not a pool.
 */
export function heldTogether(world: World, members: Group, bond: Bond): Held[] {
  return partsHeld(world, members, bond).map((held) => withoutGuests(world, held))
}

function partsHeld(world: World, members: Group, bond: Bond): Held[] {
  const precise = bond.long || bond.alike
  const own = withoutStrangers(world, members, precise)
  // Clean identities leave their sign-ups; where the instruction is the group's own, these tie as well.
  const hard = tiedParts(world, own)
  const parts = tiedParts(world, own, precise ? signUpWindows(world) : [])
  if (precise) {
    const hidden = parts.filter((part) => part.length > 1 && isHidden(world, part))
    const untied = union(parts.filter((part) => part.length === 1))
    const tied = union(hidden)
    const notOpen = union([tied, untied])
    if (belongTogether(world, own, hard) || allKeepStep(world, own, hard)) {
      const core = tied.length >= MIN_GROUP ? tied : notOpen
      const rest = difference(notOpen, core)
      if (core.length >= MIN_GROUP)
        return [{ members: union([core, ofTheSameKind(world, core, rest)]), tied: core }]
    }
    if (allKeepStep(world, untied)) {
      return [{ members: notOpen, tied: notOpen }]
    }
    const sharers = usersInFull(world, members, untied)
    const pools = whoWriteTheSame(world, hidden).flatMap((some): Held[] => {
      const core = coreOf(world, some)
      if (core.length < MIN_GROUP) return []
      // Whoever is related to others of the group, but not to its core, has a group of their own.
      const all = union([core, resembling(world, core, sharers)])
      if (core.length < (bond.alike ? MANY : MOST) * all.length) return []
      return [{ members: union([core, ofTheSameKind(world, core, sharers)]), tied: core }]
    })
    if (pools.length > 0) return pools
  }
  return parts.flatMap((part) => {
    if (part.length < MIN_GROUP) return []
    const rest = withoutStrangers(world, part)
    return [{ members: rest, tied: rest }]
  })
}

/** So many members on one card or phone, in one organisation, mail domain or range may be somebody else. */
const GUESTS = 3

/** Leaves out what is openly one customer or place, however few, writes something else, and is linked to nobody else. */
function withoutGuests(world: World, { members, tied }: Held): Held {
  let rest = members
  let written: Writing | undefined
  for (const block of blocks(world, members, GUESTS)) {
    if (2 * block.length > rest.length || openness(world, block, 1) === undefined) continue
    // What all wrote is summed once, not for each of what may be a thousand guests.
    written ??= writingOf(world, rest)
    const inside = block.filter((member) => contains(rest, member))
    const others = (): Group => difference(rest, inside)
    const byOthers = writingWithout(written, writingOf(world, inside))
    if (!writesSomethingElse(world, block, others, byOthers)) continue
    if (areLinked(world, block, others(), HARDLY_LINKED)) continue
    rest = others()
    written = byOthers
  }
  return { members: rest, tied: intersection(tied, rest) }
}

/** Tied parts put together with those whose members write what they write, the largest first. */
function whoWriteTheSame(world: World, parts: readonly Group[]): Group[][] {
  const found: { readonly parts: Group[]; all: Group }[] = []
  for (const part of parts) {
    const written = draftsOf(world, part)
    const alike = found.find(({ all }) => resemble(world, all, written, MOST * part.length))
    if (alike) {
      alike.parts.push(part)
      alike.all = union([alike.all, part])
    } else found.push({ parts: [part], all: part })
  }
  return found.map(({ parts }) => parts)
}

/**
 * What of some tied parts is one pool. Several firms that use one tool are several customers, however many cards they
 * have between them: unless one part is most of them, or most are in parts of several customers, or all keep step,
 * nobody is.
 */
function coreOf(world: World, parts: readonly Group[]): Group {
  const all = union(parts)
  const across = union(parts.filter((part) => customersOf(world, part).length > 1))
  if (across.length >= MOST * all.length) return across
  if (parts[0].length >= MOST * all.length) return parts[0]
  return allKeepStep(world, all) ? all : new Uint32Array()
}

/** Whether the parts of a group share identities as unrelated customers do not. */
function belongTogether(world: World, group: Group, parts: readonly Group[]): boolean {
  if (parts.length < MIN_GROUP) return false
  return identityEvidence(world, group, parts) >= FAMILY_COUNTS
}

/** Those who use as much of the group's instruction as its other members do. */
function usersInFull(world: World, group: Group, some: Group): Group {
  const users = new Set(sharedProfile(world, group)?.members)
  return some.filter((member) => users.has(member))
}

/** A customer or a place of so many members, making up so much of the group, is looked at by itself. */
const BLOCK = 6
const BLOCK_PART = 0.15
/** Sharing keys as this is not nothing. */
const HARDLY_LINKED = Math.log(0.01)

/**
 * Leaves out customers and places that nothing ties to the rest but what chance ties: a class among the users of
 * an instruction has its own reason to be alike.
 */
export function withoutStrangers(world: World, group: Group, precise = false): Group {
  let rest = group
  const parts = precise ? tiedParts(world, group) : []
  for (const block of blocks(world, group, Math.max(BLOCK, BLOCK_PART * group.length))) {
    const others = difference(rest, block)
    const open = openness(world, block, 1)
    if (2 * block.length > rest.length || open === undefined) continue
    const isTied = parts.some(
      (part) => part.length > block.length && intersectionSize(part, block) === block.length,
    )
    if (isTied && OF_CELLS.has(open)) continue
    // Pools have cards and phones too: one alone makes its holders strangers only where nothing links them.
    const bound = open === 'card' || open === 'phone' ? HARDLY_LINKED : undefined
    if (!areLinked(world, block, others, bound)) rest = others
  }
  return rest
}

/** The members of each organisation, card, phone, mail domain and address range with so many of them, largest first. */
function blocks(world: World, group: Group, least: number): Group[] {
  const found = new Map<string, Group>()
  const kinds = ['shared-card', 'shared-phone', 'shared-email-domain', 'shared-address-range'].map((id) =>
    world.keys.get(id),
  )
  for (const edges of [world.organizations, ...kinds]) {
    if (!edges) continue
    for (const inside of membersByKey(world, edges, group).values()) {
      if (inside.length < least) continue
      const block = Uint32Array.from(inside)
      found.set(nameOf(block), block)
    }
  }
  return [...found.values()].sort((a, b) => b.length - a.length || a[0] - b[0])
}

/** Cells of a pool are smaller than this. */
const HANDFUL = 6

/** What the cells of a pool have in common as firms do. */
const OF_CELLS: ReadonlySet<Openness> = new Set(['card', 'phone', 'mail-domain'])

/** A handful on one card is what pools are made of; on one campus, or in one organisation, it is not. */
function isHidden(world: World, part: Group): boolean {
  const open = openness(world, part)
  return open === undefined || (part.length < HANDFUL && OF_CELLS.has(open))
}

/** Ties must reach this part of a group to speak for all of it. */
const MOST = 0.5
/** ... and this part, where all of it write the same. */
const MANY = 0.25
