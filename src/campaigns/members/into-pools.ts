import { byPrincipal, type Group, type World } from '../../signals/index.ts'
import { MIN_GROUP } from '../candidates/candidates.ts'
import { sharedProfile } from '../candidates/shared-profile.ts'
import { compareGroups, difference, intersection, intersectionSize, union } from '../groups/groups.ts'
import { tiedTo } from '../keys/cohesion.ts'
import type { Judged, Sentence } from '../verdict/judged.ts'
import { withCore } from './members.ts'
import { linkedPools } from './pool-links.ts'
import { ofTheSameKind } from './resemblance.ts'

/**
 * Tells pools apart. Candidates overlap, and the broad ones among them mix pools that happen to share a phrase
 * with each other and with strangers. So groups are taken one by one, those first that have most in common: each
 * claims its members. Of a later group only the members not claimed yet count: those that a key ties to the pool
 * which has the others join it, and what is left must stand trial on its own.
 *
 * Whom a person should only look at, an open customer, comes last and joins nobody, also where it is what is left of an
 * accused group: no pool's verdict falls on it.
 *
 * @param judgeRest the verdicts on what is left of a group, if there are any
 */
export function intoPools(
  world: World,
  found: readonly Sentence[],
  judgeRest: (one: Sentence, rest: Group) => readonly Sentence[],
): Judged[] {
  const judged: Judged[] = []
  const membersOf: Group[] = []
  const poolOf = new Int32Array(world.principals.count).fill(NONE)
  const linked = linkedPools(world, membersOf)
  const add = (pool: number, one: Sentence, joined: boolean): void => {
    judged.push({ ...one, pool, joined })
    // Most views of a pool are of members it has: it stays the same group then, of which what was found is known.
    if (one.members.every((member) => poolOf[member] === pool)) return
    membersOf[pool] = union([membersOf[pool] ?? new Uint32Array(), one.members])
    for (const member of one.members) poolOf[member] = pool
    linked.note(pool, one.members)
  }
  const queue = inOrder(world, found)
  for (const one of queue) {
    const nearest = commonest(Array.from(one.members, (member) => poolOf[member]))
    let parts: readonly Sentence[] = [one]
    if (nearest !== NONE) {
      const free = one.members.filter((member) => poolOf[member] === NONE)
      let tied: Group = new Uint32Array()
      if (isAccused(one)) {
        const same = intersection(one.members, membersOf[nearest])
        if (same.length >= SAME * Math.max(one.members.length, membersOf[nearest].length))
          add(nearest, { ...one, members: same, intent: part(one, same) }, false)
        tied = whoJoins(world, membersOf[nearest], free, one)
        if (tied.length > 0) add(nearest, { ...one, members: tied, intent: part(one, tied) }, true)
      }
      const left = difference(free, tied)
      parts = left.length >= MIN_GROUP ? judgeRest(one, left) : []
    }
    for (const own of parts) {
      // The untied may resemble several parts of what was left: the first has them.
      const free = own.members.filter((member) => poolOf[member] === NONE)
      if (free.length < Math.min(MIN_GROUP, own.members.length)) continue
      if (isAccused(one) && !isAccused(own)) queue.push(own)
      else
        add(
          (isAccused(own) ? linked.to(free) : undefined) ?? membersOf.length,
          { ...own, members: free, intent: part(own, free) },
          false,
        )
    }
  }
  return judged.sort((a, b) => a.pool - b.pool)
}

function isAccused({ verdict }: Sentence): boolean {
  return verdict !== 'watch'
}

/** Who of some members of a group joins the pool that has the others: whom a key ties to it, or what they write. */
function whoJoins(world: World, pool: Group, free: Group, { bond }: Sentence): Group {
  if (free.length === 0) return free
  const users = bond.long || bond.alike ? usersOf(world, pool) : new Set<number>()
  return union([
    Uint32Array.from(tiedTo(world, pool, free)),
    ofTheSameKind(
      world,
      pool,
      free.filter((member) => users.has(member)),
    ),
  ])
}

/** A group most of whose members only came along with pools, or are in none, is one of its own. */
const MOSTLY = 0.5

/**
 * The same pools, and those of accounts that a broad group had taken for another pool, of which they turned out to be no
 * core members: two pools may share a phrase, and whose group is the larger takes the other's. What stands trial on its
 * own leaves the pool that it came along with.
 */
export function withStrays(
  world: World,
  judged: readonly Judged[],
  found: readonly Sentence[],
  judgeRest: (one: Sentence, rest: Group) => readonly Sentence[],
): readonly Judged[] {
  const core = new Set<number>()
  for (const { members } of withCore(world, judged))
    for (const { principal, role } of members) if (role === 'core') core.add(principal)
  const inPools = union(judged.map(({ members }) => members))
  const strays = inPools.filter((member) => !core.has(member))
  if (strays.length < MIN_GROUP) return judged
  const own = found.flatMap((one) => {
    const free = one.members.filter((member) => !core.has(member))
    const isOwn = free.length >= Math.max(MIN_GROUP, MOSTLY * one.members.length)
    return isOwn && intersectionSize(free, strays) > 0 ? judgeRest(one, free) : []
  })
  const first = judged.reduce((most, { pool }) => Math.max(most, pool + 1), 0)
  const apart = intoPools(world, own, judgeRest).map((one) => ({ ...one, pool: one.pool + first }))
  const left = union(apart.map(({ members }) => members))
  const stayed = judged.flatMap((one): Judged[] => {
    const stay = difference(one.members, left)
    if (stay.length === one.members.length) return [one]
    return stay.length === 0 ? [] : [{ ...one, members: stay, intent: part(one, stay) }]
  })
  // Where all left whom the others had joined, the pool is theirs.
  const led = new Set(stayed.flatMap(({ pool, joined }) => (joined ? [] : pool)))
  return [...stayed.map((one) => (led.has(one.pool) ? one : { ...one, joined: false })), ...apart]
}

const NONE = -1

/** The pool that most members are in, of several the first. */
function commonest(pools: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const pool of pools) if (pool !== NONE) counts.set(pool, (counts.get(pool) ?? 0) + 1)
  let best = NONE
  let most = 0
  for (const [pool, count] of counts) {
    if (count < most || (count === most && pool > best)) continue
    best = pool
    most = count
  }
  return best
}

/** A group that shares this part of its members with a pool, and the pool with it, is one more view of the pool. */
const SAME = 0.8

/** Those who use in full what a pool uses. */
function usersOf(world: World, pool: Group): ReadonlySet<number> {
  return new Set(sharedProfile(world, pool)?.members)
}

/** The intent of some of a group's members, its figures being those of the whole. */
function part({ members, intent }: Sentence, some: Group): Sentence['intent'] {
  const inside = new Set(some)
  return { ...intent, elicitedShares: intent.elicitedShares.filter((_, i) => inside.has(members[i])) }
}

/** The accused first; groups that have much in common before those that have little, large before small. */
function inOrder(world: World, found: readonly Sentence[]): Sentence[] {
  return found
    .map((one) => ({ one, weight: one.members.length * inCommon(world, one) ** 2 }))
    .sort(
      (a, b) =>
        Number(isAccused(b.one)) - Number(isAccused(a.one)) ||
        b.weight - a.weight ||
        b.one.members.length - a.one.members.length ||
        compareGroups(a.one.members, b.one.members),
    )
    .map(({ one }) => one)
}

/** The part of the group's instruction tokens that one of its members uses on average. */
function inCommon(world: World, { members, intent: { tokens } }: Sentence): number {
  if (tokens.length === 0) return 0
  const own = new Set(tokens)
  const index = byPrincipal(world.templates, world.principals.count)
  let uses = 0
  for (const member of members) {
    for (let at = index.offsets[member]; at < index.offsets[member + 1]; at++) {
      if (own.has(index.keys[at])) uses++
    }
  }
  return uses / (members.length * tokens.length)
}
