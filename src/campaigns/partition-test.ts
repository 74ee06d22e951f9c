import { byPrincipal, degree, type Group, holdersOf, type World } from '../signals/index.ts'
import { logPoissonLowerTail } from '../statistics/index.ts'

/** Independent users must be expected to meet this often before their not meeting says anything. */
const MEETINGS_NEEDED = 10
/** An outsider works on the same corpus when it shares at least this many sentences with the group ... */
const OUTSIDER_SHARED = 20
/** ... and they are at least this part of all it sent. */
const OUTSIDER_PART = 0.3
/** A sentence that this part of the group sent is part of its instruction, not of its data. */
const INSTRUCTION_PART = 0.25
/** A member works on the corpus when at least this part of what it sent is known to belong to it. */
const MEMBER_PART = 0.1

/**
 * Do the members avoid each other on a corpus on which independent users keep meeting?
 *
 * The corpus is what one outsider sent who works on the same data: a finite, known set of sentences. Members that
 * sent u_i and u_j of its N sentences, independently of each other, share u_i u_j / N of them on average, more if
 * some are popular. p is the lower Poisson tail of the shared sentences seen, for the outsider that overlaps most.
 * Only members that use the group's own instruction count: users of different instructions may well work on
 * different parts of a corpus.
 *
 * @returns ln p, or undefined where no such corpus is seen or too few meetings would be expected
 */
export function disjointShardsTest(world: World, group: Group, own: readonly number[]): number | undefined {
  const users = usersOf(world, group, own)
  if (users.length < 2) return undefined
  const corpus = largestCorpus(world, users)
  if (!corpus) return undefined
  const index = byPrincipal(world.segments, world.principals.count)
  const sent: number[] = []
  const holders = new Map<number, number>()
  for (const user of users) {
    let known = 0
    for (let at = index.offsets[user]; at < index.offsets[user + 1]; at++) {
      if (!corpus.has(index.keys[at])) continue
      known++
      holders.set(index.keys[at], (holders.get(index.keys[at]) ?? 0) + 1)
    }
    if (known >= MEMBER_PART * world.principals.segments[user]) sent.push(known)
  }
  const total = sent.reduce((sum, known) => sum + known, 0)
  const expected = (total ** 2 - sent.reduce((sum, known) => sum + known ** 2, 0)) / 2 / corpus.size
  let meetings = 0
  for (const count of holders.values()) meetings += (count * (count - 1)) / 2
  return expected < MEETINGS_NEEDED ? undefined : logPoissonLowerTail(meetings, expected)
}

/** Members that used one of the group's own instruction tokens. */
function usersOf(world: World, group: Group, own: readonly number[]): number[] {
  const tokens = new Set(own)
  const index = byPrincipal(world.templates, world.principals.count)
  return Array.from(group).filter((member) =>
    index.keys.subarray(index.offsets[member], index.offsets[member + 1]).some((token) => tokens.has(token)),
  )
}

/** The sentences of the outsider who shares most with the users and works on little else. */
function largestCorpus(world: World, users: readonly number[]): Set<number> | undefined {
  const { segments, principals } = world
  const index = byPrincipal(segments, principals.count)
  const inside = new Set(users)
  const usedBy = new Map<number, number>()
  for (const user of users) {
    for (let at = index.offsets[user]; at < index.offsets[user + 1]; at++) {
      usedBy.set(index.keys[at], (usedBy.get(index.keys[at]) ?? 0) + 1)
    }
  }
  const shared = new Map<number, number>()
  for (const [segment, count] of usedBy) {
    if (count > Math.max(2, INSTRUCTION_PART * users.length) || degree(segments, segment) === count) continue
    for (const holder of holdersOf(segments, segment)) {
      if (!inside.has(holder)) shared.set(holder, (shared.get(holder) ?? 0) + 1)
    }
  }
  const [best] = [...shared]
    .filter(
      ([outsider, count]) =>
        count >= OUTSIDER_SHARED && count >= OUTSIDER_PART * principals.segments[outsider],
    )
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
  if (!best) return undefined
  return new Set(
    Array.from(index.keys.subarray(index.offsets[best[0]], index.offsets[best[0] + 1])).filter(
      (segment) => (usedBy.get(segment) ?? 0) <= Math.max(2, INSTRUCTION_PART * users.length),
    ),
  )
}
