import type { ClearedGroup, ScanResult } from '../record/index.ts'
import type { Group, World } from '../signals/index.ts'
import { MIN_GROUP } from './candidates/candidates.ts'
import { openness } from './customers/openness.ts'
import type { Detection } from './detect.ts'
import { intersectionSize, union } from './groups/groups.ts'
import { askedOfCore, coreOf, type Pool, putTogether } from './members/members.ts'
import type { Near } from './verdict/judged.ts'
import { FEWEST_ACCUSED } from './verdict/verdict.ts'

/** So many groups are kept, with so many accounts in all: results are stored pass after pass. */
const MOST_GROUPS = 200
const MOST_ACCOUNTS = 50_000
/** Groups that have this part in common are one. */
const SAME = 0.8

/**
 * The groups that came near and are not in any pool, with what cleared them, nearest first. What is mostly within pools
 * is left out, of groups that are nearly the same the nearest stands for all.
 */
export function clearedGroups(
  world: World,
  { near, judged }: Pick<Detection, 'near' | 'judged'>,
  found: readonly Pool[],
): NonNullable<ScanResult['cleared']> {
  const inPools = new Set(found.flatMap(({ members }) => members.map(({ principal }) => principal)))
  const outside = [...near, ...withoutCore(world, judged, found)].flatMap((one): Near[] => {
    const members = one.members.filter((member) => !inPools.has(member))
    return members.length < MIN_GROUP || 2 * members.length < one.members.length ? [] : [{ ...one, members }]
  })
  const distinct = withoutRepeats(outside.sort(nearestFirst))
  const groups: ClearedGroup[] = []
  let accounts = 0
  for (const { members, via, reasons } of distinct.slice(0, MOST_GROUPS)) {
    const names = Array.from(members).flatMap((member) => world.principals.accounts[member])
    if (accounts + names.length > MOST_ACCOUNTS) continue
    accounts += names.length
    groups.push({ accounts: names.sort(), related_by: via, reasons: [...reasons] })
  }
  return { groups, omitted: distinct.length - groups.length }
}

/** Leaves out groups that are nearly one before them. */
function withoutRepeats(near: readonly Near[]): Near[] {
  const distinct: Near[] = []
  /** By member, the numbers of the groups that it is in. */
  const within = new Map<number, number[]>()
  for (const one of near) {
    // Whoever shares so many members shares one of any that are more than the rest: others need not be looked at.
    const telling = one.members.subarray(Math.ceil(SAME * one.members.length) - 1)
    const others = new Set(Array.from(telling).flatMap((member) => within.get(member) ?? []))
    if ([...others].some((other) => areSame(distinct[other].members, one.members))) continue
    for (const member of one.members) {
      const known = within.get(member)
      if (known) known.push(distinct.length)
      else within.set(member, [distinct.length])
    }
    distinct.push(one)
  }
  return distinct
}

/**
 * Groups that got a verdict, but of which too few members remained to accuse, or one small open customer, or some whom the
 * evidence is not about.
 */
function withoutCore(world: World, judged: Detection['judged'], found: readonly Pool[]): Near[] {
  const named = new Set(found.flatMap((pool) => pool.judged.map(({ pool: number }) => number)))
  const dropped = judged.filter(({ pool }) => !named.has(pool))
  return putTogether(world, dropped).map((pool): Near => {
    const { via } = pool.judged[0].candidate
    const core = coreOf(pool)
    if (core.length < FEWEST_ACCUSED) {
      const members = union(pool.judged.map((one) => one.members))
      return { members, via, reasons: [{ reason: 'few-core', figure: members.length }] }
    }
    const open = openness(world, core)
    const reasons =
      open === undefined ? askedOfCore(world, pool, core).cleared : [{ reason: open, figure: core.length }]
    return { members: core, via, reasons }
  })
}

/** What hangs together and was ranked before what was not, then who meets the most conditions, then the largest. */
function nearestFirst(a: Near, b: Near): number {
  return (
    Number(wasPassedOver(a)) - Number(wasPassedOver(b)) ||
    a.reasons.length - b.reasons.length ||
    b.members.length - a.members.length ||
    a.members[0] - b.members[0]
  )
}

function wasPassedOver({ reasons }: Near): boolean {
  return reasons.some(
    ({ reason }) => reason === 'not-tied' || reason === 'asks-little' || reason === 'left-over',
  )
}

function areSame(a: Group, b: Group): boolean {
  const least = SAME * Math.max(a.length, b.length)
  return Math.min(a.length, b.length) >= least && intersectionSize(a, b) >= least
}
