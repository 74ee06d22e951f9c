import { byPrincipal, degree, type Group, holdersOf, type World } from '../../signals/index.ts'
import { logPoissonLowerTail, permutationPValue, type Random } from '../../statistics/index.ts'
import { keyTally, principalTally } from '../groups/tally.ts'

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
/** ln p of the Poisson tail up to which random choices of users are drawn ... */
const WORTH_DRAWING = Math.log(0.1)
/** ... so many of them ... */
const DRAWS = 999
/** ... unless so many avoid each other as much before (Besag & Clifford 1991). */
const STOP_AFTER = 10

/**
 * Do the members avoid each other on a corpus on which independent users keep meeting?
 *
 * The corpus is what one outsider sent who works on the same data: a finite, known set of sentences, those that
 * nobody else sent included (a corpus of sentences seen to be shared would make sharing look expected). Members that
 * sent u_i and u_j of its N sentences, independently of each other, share u_i u_j / N of them on average, more if
 * some are popular. That they would is not assumed but seen: the other outsiders on this corpus must meet each
 * other like that. p is the lower Poisson tail of the members' meetings, for the outsider that overlaps most; or, where
 * that is more, the part of random choices of as many of the corpus's users, the members among them, that avoid each
 * other as much: a sweep may be dealt out to many, of whom the members are but some. Only members that use the group's own
 * instruction count: users of different instructions may well work on different parts of a corpus.
 *
 * @returns ln p, or undefined where no such corpus is seen or too few meetings would be expected
 */
export function disjointShardsTest(world: World, group: Group, own: readonly number[]): number | undefined {
  const users = usersOf(world, group, own)
  if (users.length < 2) return undefined
  const found = largestCorpus(world, users)
  if (!found) return undefined
  const others = worksOn(world, found, othersOn(world, found, users))
  const outside = meetings(others, found)
  if (outside.expected < MEETINGS_NEEDED || outside.observed < MIXED * outside.expected) return undefined
  const members = worksOn(world, found, users)
  const inside = meetings(members, found)
  if (inside.expected < MEETINGS_NEEDED) return undefined
  const logP = logPoissonLowerTail(inside.observed, inside.expected)
  return logP > WORTH_DRAWING
    ? logP
    : Math.max(logP, avoidanceAmong([...members, ...others], members.length, found))
}

interface Corpus {
  /** Whose corpus it is. */
  readonly owner: number
  /** Those of its sentences that somebody else sent too, numbered from 0 on. */
  readonly sentences: ReadonlyMap<number, number>
  /** Sentences in all. */
  readonly size: number
}

/** Whoever else sent anything of a corpus: who is chosen by what it shares with the members would seem to meet more. */
function othersOn(world: World, { owner, sentences }: Corpus, users: readonly number[]): number[] {
  const but = new Set([owner, ...users])
  const senders = new Set<number>()
  for (const segment of sentences.keys())
    for (const sender of holdersOf(world.segments, segment)) senders.add(sender)
  return [...senders].filter((sender) => !but.has(sender)).sort((a, b) => a - b)
}

/** The numbers of the sentences of a corpus that each of its users sent, for those who work on it. */
function worksOn(world: World, { sentences }: Corpus, users: readonly number[]): Uint32Array[] {
  const index = byPrincipal(world.segments, world.principals.count)
  return users.flatMap((user) => {
    const own: number[] = []
    for (let at = index.offsets[user]; at < index.offsets[user + 1]; at++) {
      const sentence = sentences.get(index.keys[at])
      if (sentence !== undefined) own.push(sentence)
    }
    return own.length < MEMBER_PART * world.principals.segments[user] ? [] : [Uint32Array.from(own)]
  })
}

/**
 * How often users sent the same sentence of a corpus, and how often independent ones would. What too many of these very
 * users sent is an instruction of theirs: left out for whoever is looked at, members or others, so that random choices of
 * users lose what members do.
 * @param holders room to count the users of each sentence in
 */
function meetings(
  works: readonly Uint32Array[],
  { sentences, size }: Corpus,
  holders = new Uint32Array(sentences.size),
) {
  holders.fill(0)
  let sent = 0
  for (const own of works) {
    sent += own.length
    for (let i = 0; i < own.length; i++) holders[own[i]]++
  }
  const mean = sent / Math.max(1, holders.length)
  // Without the second limit a small group's ordinary meetings would be taken for its instruction.
  const most = Math.max(2, INSTRUCTION_PART * works.length, mean + INSTRUCTION_SIGMAS * Math.sqrt(mean))
  let left = size
  let observed = 0
  for (let sentence = 0; sentence < holders.length; sentence++) {
    const by = holders[sentence]
    if (by > most) left--
    else observed += (by * (by - 1)) / 2
  }
  let total = 0
  let squares = 0
  for (const own of works) {
    let data = 0
    for (let i = 0; i < own.length; i++) if (holders[own[i]] <= most) data++
    total += data
    squares += data ** 2
  }
  return { expected: (total ** 2 - squares) / 2 / Math.max(1, left), observed }
}

/**
 * Of all choices of `count` users of a corpus, how many avoid each other as much as the first `count`?
 * @returns ln p of a permutation test, by an exponential tail beyond its draws
 */
function avoidanceAmong(works: readonly Uint32Array[], count: number, corpus: Corpus): number {
  const holders = new Uint32Array(corpus.sentences.size)
  const avoidance = (some: readonly Uint32Array[]): number => {
    const { expected, observed } = meetings(some, corpus, holders)
    return (expected - observed) / Math.sqrt(Math.max(1, expected))
  }
  const draw = (random: Random): number => avoidance(random.sample(works.length, count).map((i) => works[i]))
  const { p } = permutationPValue(avoidance(works.slice(0, count)), draw, {
    seed: 'disjoint-shards',
    maxDraws: DRAWS,
    stopAfter: STOP_AFTER,
    tail: true,
  })
  return Math.log(p)
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
function largestCorpus(world: World, users: readonly number[]): Corpus | undefined {
  const { segments, principals } = world
  const index = byPrincipal(segments, principals.count)
  const usage = keyTally(segments)
  usage.addKeysOf(Uint32Array.from(users), index)
  const counts = usage.takeCounts()
  // Whoever shares so many sentences with them shares some of those that anybody else sent.
  const open = counts.filter(([segment, count]) => degree(segments, segment) > count)
  if (open.length < OUTSIDER_SHARED) return undefined
  const holders = principalTally(world)
  for (const [segment] of open) holders.addAll(holdersOf(segments, segment))
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
  const [owner] = sharers
    .map(([outsider]) => ({ outsider, sent: sent(outsider) }))
    .sort((a, b) => b.sent - a.sent || a.outsider - b.outsider)
    .map(({ outsider }) => outsider)
  const known = Array.from(index.keys.subarray(index.offsets[owner], index.offsets[owner + 1]))
  return {
    owner,
    sentences: new Map(known.map((segment, number) => [segment, number])),
    size: principals.segments[owner],
  }
}
