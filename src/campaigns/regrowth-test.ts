import { type Group, REPLACED_WITHIN, type World } from '../signals/index.ts'
import { logBinomialTail } from '../statistics/index.ts'

/** Fewer closures, or fewer accounts that came later, show no pattern. */
const FEWEST = 3
const WITHIN = REPLACED_WITHIN * 3_600_000

/**
 * Do accounts of the group open right after others of it are closed?
 *
 * Null: the members that opened within the window did so as anybody else did in it. Then each opens within
 * `REPLACED_WITHIN` of one of the group's closures with the share of the other new accounts that did, and the number
 * that did is binomial. Closures of a member's own customer do not count: rotating one's accounts is no regrowth.
 *
 * @returns ln p, or undefined where fewer than three members were closed or came later
 */
export function regrowthTest(
  world: World,
  group: Group,
  customers: readonly Group[] = Array.from(group, (member) => Uint32Array.of(member)),
): number | undefined {
  const { createdAt, closedAt, count } = world.principals
  const end = world.start + world.hours * 3_600_000
  const inWindow = (time: number): boolean => time >= world.start && time < end
  const closures = customers.flatMap((members, customer) =>
    Array.from(members).flatMap((member) =>
      inWindow(closedAt[member]) ? [{ time: closedAt[member], customer }] : [],
    ),
  )
  if (closures.length < FEWEST) return undefined
  const follows = (time: number, own?: number): boolean =>
    closures.some(
      (closure) => closure.customer !== own && time > closure.time && time <= closure.time + WITHIN,
    )
  const first = closures.reduce((least, { time }) => Math.min(least, time), Number.POSITIVE_INFINITY)
  const later = (principal: number): boolean => createdAt[principal] > first && createdAt[principal] < end

  let came = 0
  let followed = 0
  const inside = new Set<number>()
  customers.forEach((members, customer) => {
    for (const member of members) {
      inside.add(member)
      if (!later(member)) continue
      came++
      if (follows(createdAt[member], customer)) followed++
    }
  })
  if (came < FEWEST) return undefined
  // One of each kind is assumed, so that few others prove nothing.
  let others = 2
  let byChance = 1
  for (let principal = 0; principal < count; principal++) {
    if (inside.has(principal) || !later(principal)) continue
    others++
    if (follows(createdAt[principal])) byChance++
  }
  return logBinomialTail(followed, came, byChance / others)
}
