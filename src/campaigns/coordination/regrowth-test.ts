import { type Group, REPLACED_WITHIN, type World } from '../../signals/index.ts'
import { logBinomialTail } from '../../statistics/index.ts'

/** Fewer closures, or fewer accounts that came later, show no pattern. */
const FEWEST = 3
const WITHIN = REPLACED_WITHIN * 3_600_000

/**
 * Do accounts of the group open right after others of it are closed?
 *
 * Null: the members that opened within the window did so as anybody else did in it. Then each opens within
 * `REPLACED_WITHIN` of one of the group's closures with the share of the other new accounts that did, and the number
 * that did is binomial. Closures of a member's own customer do not count, and a customer that opened several accounts
 * opened once, when it opened the first: rotating one's accounts is no regrowth, nor is that of two customers in one week.
 *
 * @returns ln p, or undefined where fewer than three members were closed or came later
 */
export function regrowthTest(
  world: World,
  group: Group,
  customers: readonly Group[] = Array.from(group, (member) => Uint32Array.of(member)),
): number | undefined {
  const { createdAt, closedAt } = world.principals
  const end = world.start + world.hours * 3_600_000
  const inWindow = (time: number): boolean => time >= world.start && time < end
  const closures = customers
    .flatMap((members, customer) =>
      Array.from(members).flatMap((member) =>
        inWindow(closedAt[member]) ? [{ time: closedAt[member], customer }] : [],
      ),
    )
    .sort((a, b) => a.time - b.time)
  if (closures.length < FEWEST) return undefined
  const times = Float64Array.from(closures, ({ time }) => time)
  const follows = (time: number, own?: number): boolean => {
    for (let i = before(times, time) - 1; i >= 0 && time <= times[i] + WITHIN; i--)
      if (closures[i].customer !== own) return true
    return false
  }
  const [first] = times
  const later = (principal: number): boolean => createdAt[principal] > first && createdAt[principal] < end

  let came = 0
  let followed = 0
  // One of each kind is assumed, so that few others prove nothing.
  let others = 2
  let byChance = 1
  customers.forEach((members, customer) => {
    let opened = Number.POSITIVE_INFINITY
    for (const member of members) {
      if (!later(member)) continue
      opened = Math.min(opened, createdAt[member])
      others--
      if (follows(createdAt[member])) byChance--
    }
    if (opened === Number.POSITIVE_INFINITY) return
    came++
    if (follows(opened, customer)) followed++
  })
  if (came < FEWEST) return undefined
  // Everybody is counted in order of opening: a look at each of them for each group would grow with their square.
  const opened = openings(world)
  const last = before(opened, end)
  others += last - upTo(opened, first)
  for (let i = 0, counted = 0; i < times.length; i++) {
    const from = Math.max(counted, upTo(opened, times[i]))
    counted = Math.max(from, Math.min(last, upTo(opened, times[i] + WITHIN)))
    byChance += counted - from
  }
  return logBinomialTail(followed, came, byChance / others)
}

const openingsOf = new WeakMap<World, Float64Array>()

/** When accounts were opened, ascending. */
function openings(world: World): Float64Array {
  const known = openingsOf.get(world) ?? world.principals.createdAt.toSorted()
  openingsOf.set(world, known)
  return known
}

/** How many of ascending times lie before one. */
function before(times: Float64Array, time: number): number {
  let [from, to] = [0, times.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (times[middle] < time) from = middle + 1
    else to = middle
  }
  return from
}

/** How many of ascending times lie before one or on it. */
function upTo(times: Float64Array, time: number): number {
  let [from, to] = [0, times.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (times[middle] <= time) from = middle + 1
    else to = middle
  }
  return from
}
