import { byPrincipal, degree, type Group, holdersOf, type World } from '../signals/index.ts'
import { logPoissonLowerTail } from '../statistics/index.ts'
import { keyTally, principalTally } from './tally.ts'

/** Independent users must be expected to meet this often before their not meeting says anything. */
const MEETINGS_NEEDED = 10
/** An outsider works on the same corpus when it shares at least this many sentences with the group ... */
const OUTSIDER_SHARED = 20
/** ... and they are at least this part of all it sent. */
const OUTSIDER_PART = 0.3
/** A sentence that this part of the group sent is part of its instruction, not of its data ... */
const INSTRUCTION_PART = 0.25
/** ... if it is so many standard deviations above what independent members would send as often. */
const INSTRUCTION_SIGMAS = 5
/** Users outside must really meet: at least this part of what independence would give, or the corpus is no commons. */
const MIXED = 0.5
/** A member works on the corpus when at least this part of what it sent is known to belong to it. */
const MEMBER_PART = 0.1

/**
 * Do the members avoid each other on a corpus on which independent users keep meeting?
 *
 * The corpus is what one outsider sent who works on the same data: a finite, known set of sentences, those that
 * nobody else sent included (a corpus of sentences seen to be shared would make sharing look expected). Members that
 * sent u_i and u_j of its N sentences, independently of each other, share u_i u_j / N of them on average, more if
 * some are popular. That they would is not assumed but seen: the other outsiders on this corpus must meet each
 * other like that. p is the lower Poisson tail of the members' meetings, for the outsider that overlaps most. Only
 * members that use the group's own instruction count: users of different instructions may well work on
 * different parts of a corpus.
 *
 * @returns ln p, or undefined where no such corpus is seen or too few meetings would be expected
 */
export function disjointShardsTest(world: World, group: Group, own: readonly number[]): number | undefined {
  const users = usersOf(world, group, own)
  if (users.length < 2) return undefined
  const found = largestCorpus(world, users)
  if (!found) return undefined
  const outside = meetings(world, found, found.others)
  if (outside.expected < MEETINGS_NEEDED || outside.observed < MIXED * outside.expected) return undefined
  const inside = meetings(world, found, users)
  return inside.expected < MEETINGS_NEEDED ? undefined : logPoissonLowerTail(inside.observed, inside.expected)
}

interface Corpus {
  /** Those of its sentences that somebody else sent too. */
  readonly sentences: ReadonlySet<number>
  /** Sentences in all. */
  readonly size: number
}

/** How often users sent the same sentence of a corpus, and how often independent ones would. */
function meetings(world: World, { sentences, size }: Corpus, users: readonly number[]) {
  const index = byPrincipal(world.segments, world.principals.count)
  const sent: number[] = []
  const holders = new Map<number, number>()
  for (const user of users) {
    const own = Array.from(index.keys.subarray(index.offsets[user], index.offsets[user + 1])).filter(
      (segment) => sentences.has(segment),
    )
    if (own.length < MEMBER_PART * world.principals.segments[user]) continue
    sent.push(own.length)
    for (const segment of own) holders.set(segment, (holders.get(segment) ?? 0) + 1)
  }
  const total = sent.reduce((sum, known) => sum + known, 0)
  const expected = (total ** 2 - sent.reduce((sum, known) => sum + known ** 2, 0)) / 2 / Math.max(1, size)
  let observed = 0
  for (const count of holders.values()) observed += (count * (count - 1)) / 2
  return { expected, observed }
}

/** Members that used one of the group's own instruction tokens. */
function usersOf(world: World, group: Group, own: readonly number[]): number[] {
  if (own.length === 0) return []
  const tokens = new Set(own)
  const index = byPrincipal(world.templates, world.principals.count)
  return Array.from(group).filter((member) =>
    index.keys.subarray(index.offsets[member], index.offsets[member + 1]).some((token) => tokens.has(token)),
  )
}

/** The sentences of the outsider who shares most with the users and works on little else. */
function largestCorpus(
  world: World,
  users: readonly number[],
): (Corpus & { others: readonly number[] }) | undefined {
  const { segments, principals } = world
  const index = byPrincipal(segments, principals.count)
  const usage = keyTally(segments)
  usage.addKeysOf(Uint32Array.from(users), index)
  const counts = usage.takeCounts()
  // Whoever shares so many sentences with them shares some of those that anybody else sent.
  const open = counts.filter(([segment, count]) => degree(segments, segment) > count)
  if (open.length < OUTSIDER_SHARED) return undefined
  const holders = principalTally(world)
  for (const [segment] of open) for (const holder of holdersOf(segments, segment)) holders.add(holder)
  const inside = new Set(users)
  const sharers = holders
    .takeCounts()
    .filter(
      ([outsider, shared]) =>
        shared >= OUTSIDER_SHARED &&
        shared >= OUTSIDER_PART * principals.segments[outsider] &&
        !inside.has(outsider),
    )
  if (sharers.length === 0) return undefined
  const usedBy = new Map(counts)
  const sent = (outsider: number): number => {
    let total = 0
    for (let at = index.offsets[outsider]; at < index.offsets[outsider + 1]; at++)
      total += usedBy.get(index.keys[at]) ?? 0
    return total
  }
  // By how much the users sent, not by how many sentences: the latter would choose a corpus on which they met little.
  const [best, ...others] = sharers
    .map(([outsider]) => ({ outsider, sent: sent(outsider) }))
    .sort((a, b) => b.sent - a.sent || a.outsider - b.outsider)
    .map(({ outsider }) => outsider)
  const known = Array.from(index.keys.subarray(index.offsets[best], index.offsets[best + 1]))
  const used = (segment: number): number => usedBy.get(segment) ?? 0
  const mean = known.reduce((sum, segment) => sum + used(segment), 0) / known.length
  // Without the second limit a small group's ordinary meetings would be taken for its instruction.
  const most = Math.max(2, INSTRUCTION_PART * users.length, mean + INSTRUCTION_SIGMAS * Math.sqrt(mean))
  const corpus = known.filter((segment) => used(segment) <= most)
  return {
    sentences: new Set(corpus),
    size: principals.segments[best] - (known.length - corpus.length),
    others,
  }
}
