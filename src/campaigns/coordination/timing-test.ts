import type { Group, World } from '../../signals/index.ts'
import { coActivity, permutationPValue, type Random } from '../../statistics/index.ts'
import { nameOf, union } from '../groups/groups.ts'
import { stratumSizes } from '../keys/key-classes.ts'

/** Values beyond all draws are judged by the tail of these. */
export const DRAWS = 999
/** A Monte-Carlo test may stop early once this many draws were at least as extreme (Besag & Clifford 1991). */
const STOP_AFTER = 10
/** So many members, or so many with so few active hours in all, say all that there is to say of hours ... */
const MOST_MEMBERS = 150
const MOST_HOURS = 2_000
/** ... and so many of loads. */
const MOST_LOADS = 500

/**
 * Are the members active in the same hours beyond the hours they keep on working days and on weekends? With `customers`, are these?
 * @returns ln p
 */
export function coActivityTest(world: World, group: Group, customers?: readonly Group[]): number | undefined {
  return stepsOf(world, group, customers, STOP_AFTER)
}

/**
 * Whether that test gives p = 1 / (1 + `DRAWS`) or less, which it does unless a single draw reaches what was seen: so
 * the first that does is the last.
 */
export function keepsStep(world: World, group: Group, customers?: readonly Group[]): boolean {
  return isRare(stepsOf(world, group, customers, 1))
}

/**
 * Whether the test finds all of a group, and not only some of it, in step: what is left without the half of the members
 * (of the `customers`, where these are given) that meet the others most keeps step as well. A pool among the many users
 * of a phrase is enough for the test of all of them, and says nothing of the rest.
 */
export function allKeepStep(world: World, group: Group, customers?: readonly Group[]): boolean {
  if (!keepsStep(world, group, customers)) return false
  const each = customers ?? eachByItself(group)
  const meetings = meetingsOf(world, each)
  const order = each.map((_, i) => i).sort((a, b) => meetings[a] - meetings[b] || a - b)
  const rest = order.slice(0, Math.ceil(each.length / 2)).map((i) => each[i])
  return keepsStep(world, union(rest), rest)
}

/** Of each, how many others are active in its hours on average, an hour counting the more the quieter it is. */
function meetingsOf(world: World, each: readonly Group[]): number[] {
  const usual = activeShare(world)
  const active = new Float64Array(world.hours)
  const hours = each.map((members) => hoursOf(world, members))
  for (const own of hours) for (let i = 0; i < own.length; i++) active[own[i]]++
  return hours.map((own) => {
    let sum = 0
    for (let i = 0; i < own.length; i++) sum += (active[own[i]] - 1) / usual[own[i]]
    return own.length === 0 ? 0 : sum / own.length
  })
}

const RARE = -Math.log(1 + DRAWS)

function isRare(logP: number | undefined): boolean {
  return logP !== undefined && logP <= RARE
}

/** The draws are dear and one group comes up in several candidates: found once for each of a world. */
const steps = new WeakMap<World, Map<string, number | undefined>>()

function stepsOf(
  world: World,
  group: Group,
  customers: readonly Group[] | undefined,
  stopAfter: number,
): number | undefined {
  if (customers && customers.length < group.length) return testSteps(world, customers, stopAfter)
  const known = steps.get(world) ?? new Map<string, number | undefined>()
  steps.set(world, known)
  const name = nameOf(group)
  if (known.has(name)) return known.get(name)
  const logP = testSteps(world, eachByItself(group), stopAfter)
  // What no draw reaches is the same wherever the draws would have stopped.
  if (stopAfter === STOP_AFTER || logP === undefined || isRare(logP)) known.set(name, logP)
  return logP
}

function eachByItself(group: Group): Group[] {
  return Array.from(group, (member) => Uint32Array.of(member))
}

function testSteps(world: World, each: readonly Group[], stopAfter: number): number | undefined {
  const hours = each.reduce((sum, members) => sum + hoursOf(world, members).length, 0)
  const some = everyNth(each, Math.max(MOST_MEMBERS, Math.floor((MOST_HOURS * each.length) / hours)))
  const series = some.map((members) => seriesOf(world, members))
  const result = coActivity(series, {
    startDay: new Date(world.start).getUTCDay(),
    background: activeShare(world),
    seed: 'co-activity',
    maxDraws: DRAWS,
    stopAfter,
    tail: true,
  })
  return result && Math.log(result.p)
}

/** The hours in which any of the members was active, ascending. */
function hoursOf({ activity: { offsets, hours } }: World, members: Group): ArrayLike<number> {
  const [first] = members
  if (members.length === 1) return hours.subarray(offsets[first], offsets[first + 1])
  const all = Array.from(members, (member) =>
    Array.from(hours.subarray(offsets[member], offsets[member + 1])),
  )
  return [...new Set(all.flat())].sort((a, b) => a - b)
}

/** The same, and between what times they could have been active. */
function seriesOf(world: World, members: Group) {
  const { principals, start } = world
  const from = members.reduce((time, member) => Math.min(time, principals.firstSeen[member]), Infinity)
  const to = members.reduce((time, member) => Math.max(time, principals.lastSeen[member]), 0)
  return {
    hours: hoursOf(world, members),
    from: Math.max(0, Math.floor((from - start) / 3_600_000)),
    to: Math.floor((to - start) / 3_600_000),
  }
}

/** Are the members' loads more even than those of principals drawn from their strata? @returns ln p */
export function evenLoadTest(world: World, group: Group): number | undefined {
  return testLoads(world, group, STOP_AFTER)
}

/** The same for loads as `keepsStep` is for hours. */
export function keepsLoad(world: World, group: Group): boolean {
  return isRare(testLoads(world, group, 1))
}

function testLoads(world: World, group: Group, stopAfter: number): number | undefined {
  const members = everyNth(Array.from(group), MOST_LOADS)
  const strata = Array.from(members, (member) => world.principals.stratum[member])
  const sizes = stratumSizes(world.principals.stratum)
  if (members.length < 4 || strata.some((stratum) => sizes[stratum] < 20)) return undefined
  const peers = peersByStratum(world)
  const others = strata.map((stratum) => peers.get(stratum) ?? [])
  const counts = Uint32Array.from(others, ({ length }) => length)
  const chosen = new Uint32Array(members.length)
  // Counts are whole: loads n tell apart no less than a variance of 1 / 12 n^2 of their logarithms (Sheppard 1898).
  const spread = (loads: Float64Array): number => {
    let sum = 0
    let squares = 0
    for (let i = 0; i < loads.length; i++) {
      sum += loads[i]
      squares += loads[i] * loads[i]
    }
    const mean = sum / loads.length
    // The logarithm of a small variance has an exponential tail.
    return Math.log(Math.max(Math.exp(-2 * mean) / 12, squares / loads.length - mean ** 2))
  }
  const own = spread(Float64Array.from(members, (member) => Math.log(world.principals.requests[member])))
  const drawn = new Float64Array(members.length)
  const draw = (random: Random): number => {
    random.integers(counts, chosen)
    for (let i = 0; i < drawn.length; i++) drawn[i] = others[i][chosen[i]]
    return -spread(drawn)
  }
  const { p } = permutationPValue(-own, draw, {
    seed: 'even-load',
    maxDraws: DRAWS,
    stopAfter,
    tail: true,
  })
  return Math.log(p)
}

/** Every n-th of many, so that the choice is the same in every run. */
function everyNth<T>(all: readonly T[], atMost: number): readonly T[] {
  const step = Math.ceil(all.length / atMost)
  return step <= 1 ? all : all.filter((_, i) => i % step === 0)
}

const logLoads = new WeakMap<World, Map<number, number[]>>()

function peersByStratum(world: World): Map<number, number[]> {
  let peers = logLoads.get(world)
  if (!peers) {
    peers = new Map()
    for (let p = 0; p < world.principals.count; p++) {
      const own = peers.get(world.principals.stratum[p])
      const load = Math.log(world.principals.requests[p])
      if (own) own.push(load)
      else peers.set(world.principals.stratum[p], [load])
    }
    logLoads.set(world, peers)
  }
  return peers
}

const shares = new WeakMap<World, Float64Array>()

/** Per hour, the share of all principals that were active. */
function activeShare(world: World): Float64Array {
  let share = shares.get(world)
  if (!share) {
    share = new Float64Array(world.hours)
    for (const hour of world.activity.hours) share[hour] += 1 / world.principals.count
    shares.set(world, share)
  }
  return share
}
