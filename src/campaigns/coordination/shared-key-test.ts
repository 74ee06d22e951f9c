import {
  byPrincipal,
  degree,
  type Edges,
  type Group,
  holdersOf,
  keyCount,
  type World,
} from '../../signals/index.ts'
import { addDraws, logChernoffBound, logDisjointBound, logHoeffdingTail } from '../../statistics/index.ts'
import { keyTally } from '../groups/tally.ts'
import { areDisjoint, hitApart } from '../keys/hit-apart.ts'
import {
  expectedHolders,
  type KeyClass,
  type KeyClasses,
  keyClasses,
  type MemberShares,
  memberShares,
} from '../keys/key-classes.ts'
import { strataFor } from '../keys/openings.ts'

/**
 * Do the members share more keys of one kind than principals drawn at random from the members' strata would?
 *
 * Null: given how many members each stratum contributes, which of its principals are members is uniformly random.
 * Then the members among the holders of one key are negatively associated indicators (Joag-Dev & Proschan 1983),
 * for which the Chernoff-Hoeffding bounds of independent indicators hold (Dubhashi & Ranjan 1998). Keys that overlap, as
 * addresses do, are hit together: two members on one VPN share a dozen. So only as many count as are hit by members apart
 * (`hitApart`), for which the bounds of `logChernoffBound` and `logDisjointBound` hold, however keys overlap. Three
 * statistics are looked at, Bonferroni over all:
 * the most concentrated single key; the number of keys with at least r members among those with at most d holders, for
 * r in `DEPTHS` and d in `DEGREES` (offices and carriers must not drown what a few share); and the number of keys with
 * at least r holders all of whom are members, for r in `WHOLE` (a swarm is most of its strata, where any key has
 * members, and hardly one has nobody else).
 *
 * With `customers`, a partition of the members, those of one customer count as one holder of each key they hold: the
 * null is then that the customers are unrelated, whatever ties their own members. Only members' customers are known: a
 * key that is counted so has one member for certain, and the question is how many of its other holders are.
 *
 * @returns the natural logarithm of a p-value, at most 0; undefined when no key of the kind is shared at all
 */
export function sharedKeyTest(
  world: World,
  edges: Edges,
  group: Group,
  customers?: readonly Group[],
): number | undefined {
  if (keyCount(edges) === 0) return undefined
  const stratumOf = strataFor(world, edges)
  const share = memberShares(stratumOf, group)
  const held = holdings(stratumOf, edges, group, customers)
  if (held.length === 0) return 0
  const classes = keyClasses(stratumOf, edges)

  const shared = held.filter(({ inside }) => inside >= 2)
  if (shared.length === 0) return 0
  let best = 0
  for (const { key, inside, degree: holders, moved, given } of shared) {
    let expected = expectedHolders(classes, key, share)
    for (const [stratum, more] of moved) expected += more * share.of(stratum)
    const certain = given === undefined ? 0 : 1
    if (given !== undefined) expected -= share.of(given)
    best = Math.min(
      best,
      logHoeffdingTail(inside - certain, holders - certain, Math.max(0, expected)) +
        Math.log(keyCount(edges)),
    )
  }
  const { counted, single } = countedClasses(classes, held, share)
  const deepest = shared.reduce((most, { inside }) => Math.max(most, inside), 0)
  const depths = DEPTHS.filter((depth) => depth <= deepest)
  const tails = depthTails(counted, share, depths)
  const counts = new Float64Array(counted.length + 1)
  const chances = new Float64Array(counted.length + 1)
  const disjoint = areDisjoint(edges)
  const bound = disjoint ? logChernoffBound : logDisjointBound
  const membersOf = membersByKey(edges, group, customers, disjoint)
  /** Of the keys that are hit, each by so many members, given the first `size` of `counts` and `chances`. */
  const tail = (hit: readonly Holding[], depthOf: (one: Holding) => number, size: number): number => {
    const could = [counts.subarray(0, size), chances.subarray(0, size)] as const
    // No more than all that are hit, which most often says nothing.
    if (bound(hit.length, ...could) >= best) return 0
    const keys = hit.map((one) => ({ members: membersOf(one.key), depth: depthOf(one) }))
    return bound(hitApart(keys, group.length), ...could)
  }
  for (const most of DEGREES) {
    depths.forEach((depth, i) => {
      if (depth > most) return
      const hit = shared.filter(({ inside, degree }) => inside >= depth && degree <= most)
      if (hit.length === 0) return
      let size = 0
      let hardly = 0
      for (const [degree, keys] of single) if (degree >= depth && degree <= most) hardly += keys
      for (let c = 0; c < counted.length; c++) {
        const { degree, keys } = counted[c]
        const chance = tails[c * depths.length + i]
        if (degree < depth || degree > most || chance === 0) continue
        if (chance === LEAST_TAIL) {
          hardly += keys
          continue
        }
        counts[size] = keys
        chances[size++] = chance
      }
      if (hardly > 0) {
        counts[size] = hardly
        chances[size++] = LEAST_TAIL
      }
      best = Math.min(
        best,
        tail(hit, () => depth, size),
      )
    })
  }
  for (const least of WHOLE) {
    const hit = shared.filter(({ inside, degree }) => inside === degree && degree >= least)
    if (hit.length === 0) continue
    let size = 0
    for (const { strata, counts: holders, degree, keys, given } of counted) {
      if (degree < least) continue
      counts[size] = keys
      const chance = strata.reduce(
        (product, stratum, i) =>
          product * share.of(stratum) ** (stratum === given ? holders[i] - 1 : holders[i]),
        1,
      )
      chances[size++] = Math.max(LEAST_TAIL, chance)
    }
    best = Math.min(
      best,
      tail(hit, ({ degree }) => degree, size),
    )
  }
  return Math.min(0, best + Math.log(DEPTHS.length * DEGREES.length + WHOLE.length + 1))
}

const DEPTHS = [2, 3, 4, 6, 8] as const
const DEGREES = [8, 32, Number.POSITIVE_INFINITY] as const
const WHOLE = [8, 16] as const

/**
 * The members that hold a key, one for each customer among them: one of those who hold it themselves where keys are hardly
 * shared, else the one who stands for the customer whatever key its members hold.
 */
function membersByKey(
  edges: Edges,
  group: Group,
  customers: readonly Group[] | undefined,
  disjoint: boolean,
): (key: number) => readonly number[] {
  const standsFor = standIns(customers)
  const inside = new Set(group)
  const found = new Map<number, readonly number[]>()
  return (key) => {
    const known = found.get(key)
    if (known) return known
    const byCustomer = new Map<number, number>()
    for (const holder of holdersOf(edges, key)) {
      const customer = standsFor(holder)
      if (inside.has(holder) && !byCustomer.has(customer)) byCustomer.set(customer, holder)
    }
    const members = [...(disjoint ? byCustomer.values() : byCustomer.keys())]
    found.set(key, members)
    return members
  }
}

/** A member stands for its customer by the smallest of the members of it. */
function standIns(customers: readonly Group[] = []): (member: number) => number {
  const smallest = new Map<number, number>()
  for (const members of customers) for (const member of members) smallest.set(member, members[0])
  return (member) => smallest.get(member) ?? member
}

/** A key that some member holds. */
interface Holding {
  readonly key: number
  /** Members that hold it, one for each customer among them. */
  readonly inside: number
  /** All its holders, counted like that. */
  readonly degree: number
  /** By stratum, how many holders more than all there are count: members are less where customers are counted. */
  readonly moved: ReadonlyMap<number, number>
  /** The stratum of a holder who is a member for certain: whose seats count once because they are members. */
  readonly given?: number
}

const UNMOVED: ReadonlyMap<number, number> = new Map()

/** Every key that any member holds. Costs what the members hold, not what others do. */
function holdings(
  stratum: Uint32Array,
  edges: Edges,
  group: Group,
  customers: readonly Group[] | undefined,
): Holding[] {
  const index = byPrincipal(edges, stratum.length)
  if (!customers) {
    const counts = keyTally(edges)
    counts.addKeysOf(group, index)
    return counts
      .takeCounts()
      .map(([key, inside]) => ({ key, inside, degree: degree(edges, key), moved: UNMOVED }))
  }
  const standsFor = standIns(customers)
  const counts = keyTally(edges)
  counts.addKeysOf(group, index)
  /** The members that hold a key, where it counts otherwise than without customers. */
  const holders = new Map<number, number[]>()
  for (const member of group) {
    const isMoved = stratum[standsFor(member)] !== stratum[member]
    for (let at = index.offsets[member]; at < index.offsets[member + 1]; at++) {
      if (!isMoved && counts.of(index.keys[at]) === 1) continue
      const known = holders.get(index.keys[at])
      if (known) known.push(member)
      else holders.set(index.keys[at], [member])
    }
  }
  return counts.takeCounts().map(([key, count]) => {
    const plain = { key, inside: count, degree: degree(edges, key), moved: UNMOVED }
    const members = holders.get(key)
    if (!members) return plain
    const inside = new Set(members.map(standsFor))
    const moved = new Map<number, number>()
    const move = (principal: number, by: number): void => {
      moved.set(stratum[principal], (moved.get(stratum[principal]) ?? 0) + by)
    }
    for (const member of members) move(member, -1)
    for (const customer of inside) move(customer, 1)
    if ([...moved.values()].every((more) => more === 0)) return plain
    const [first] = inside
    return {
      key,
      inside: inside.size,
      degree: plain.degree - members.length + inside.size,
      moved,
      given: stratum[first],
    }
  })
}

/** The keys that could be shared. */
interface Counted {
  /** The classes of those that two members could hold, in order. */
  readonly counted: readonly Counting[]
  /** Of how many keys of each degree one member could be a holder, and no more. */
  readonly single: ReadonlyMap<number, number>
}

/** A class of keys one of whose holders, in this stratum, is a member for certain. */
interface Counting extends KeyClass {
  readonly given?: number | undefined
}

/** The classes of keys that members could hold; those that they hold count with one holder for each customer. */
function countedClasses(
  { all, of, inStratum, tally }: KeyClasses,
  held: readonly Holding[],
  share: MemberShares,
): Counted {
  const otherwise = held.filter(({ moved }) => moved !== UNMOVED)
  const fewer = new Map<number, number>()
  for (const { key } of otherwise) fewer.set(of[key], (fewer.get(of[key]) ?? 0) + 1)
  for (const stratum of share.strata) {
    const { classes, holders } = inStratum[stratum]
    for (let i = 0; i < classes.length; i++) tally.addTimes(classes[i], holders[i])
  }
  const single = new Map<number, number>()
  for (const number of tally.seen()) {
    const { degree, keys } = all[number]
    if (degree < 2 || tally.of(number) > 1) continue
    single.set(degree, (single.get(degree) ?? 0) + keys - (fewer.get(number) ?? 0))
  }
  const counted: Counting[] = []
  for (const number of Uint32Array.from(tally.takeAtLeast(2)).sort()) {
    const own = all[number]
    const less = fewer.get(number) ?? 0
    if (less >= own.keys) continue
    counted.push(less === 0 ? own : { ...own, keys: own.keys - less })
  }
  for (const { key, degree: holders, moved, given } of otherwise) {
    if (holders < 2) continue
    const { strata, counts } = all[of[key]]
    const now = new Map(strata.map((stratum, i) => [stratum, counts[i]]))
    for (const [stratum, more] of moved) now.set(stratum, (now.get(stratum) ?? 0) + more)
    counted.push({ strata: [...now.keys()], counts: [...now.values()], degree: holders, keys: 1, given })
  }
  return { counted, single }
}

/**
 * P(at least r of the holders are members), holders being members independently, for each class and depth r:
 * [class * depths.length + depth].
 */
function depthTails(
  classes: readonly Counting[],
  share: MemberShares,
  depths: readonly number[],
): Float64Array {
  const deepest = depths[depths.length - 1]
  const mass = new Float64Array(deepest)
  const tails = new Float64Array(classes.length * depths.length)
  for (let c = 0; c < classes.length; c++) {
    const { strata, counts, given } = classes[c]
    mass.fill(0)
    mass[given === undefined ? 0 : 1] = 1
    let possible = given !== undefined
    for (let i = 0; i < strata.length; i++) {
      const p = share.of(strata[i])
      const drawn = strata[i] === given ? counts[i] - 1 : counts[i]
      if (p === 0 || drawn === 0) continue
      possible = true
      addDraws(mass, drawn, p)
      // Among very many holders fewer than the deepest do not occur.
      if (mass[deepest - 1] < NEVER && mass.every((part) => part < NEVER)) break
    }
    // Without members in its strata, no chance.
    if (!possible) continue
    let below = 0
    let at = 0
    for (let i = 0; i < depths.length; i++) {
      while (at < depths[i]) below += mass[at++]
      tails[c * depths.length + i] = Math.max(LEAST_TAIL, 1 - below)
    }
  }
  return tails
}

/**
 * The least chance of a key: 1 less what is below cancels, products over hundreds of holders vanish, and a bound this small
 * decides nothing any more.
 */
const LEAST_TAIL = 1e-15

/** A probability that changes no sum of which the rest is 1. */
const NEVER = 1e-18
