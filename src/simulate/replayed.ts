import type { Plan } from './arrivals.ts'
import { Random } from './random.ts'
import type { ArrivalTrace } from './traces.ts'
import { type Actor, DAY, HOUR, type World } from './world.ts'

/** Who sends less than this in all the time has no process to speak of, and keeps its modelled hours. */
const BUSY = 40
/** Half of the look-alike groups have one process, as the workers of one product do. */
const COMMON = 0.5

/**
 * Gives every busy actor the arrivals of a real client or service in place of modelled ones; how much it sends stays.
 * A client observed for a day repeats it. Where a trace is only an hour or so, the gaps between requests are real and the
 * hours of the day stay the actor's own. A real client's requests are thinned to the actor's number: the gaps keep
 * their variation, relative to the mean.
 */
export function replayArrivals(world: World, traces: readonly ArrivalTrace[]): void {
  const groups = new Map(
    world.lookalikes.flatMap(({ accounts }, at) => accounts.map((one) => [one.account_id, at] as const)),
  )
  const common = world.lookalikes.map((_, at) => {
    const random = new Random(world.seed, 'replayed group', at)
    return random.chance(COMMON) ? drawTrace(traces, random) : undefined
  })
  for (const [index, actor] of world.actors.entries()) {
    const hours = hoursOf(world, actor, index)
    const count = hours.reduce((sum, value) => sum + value, 0)
    if (count < BUSY) continue
    const random = new Random(world.seed, 'replayed', index)
    const { trace, shift } = common[groups.get(actor.account.account_id) ?? -1] ?? drawTrace(traces, random)
    const intensity = trace.rates ? shifted(trace.rates, shift, world.days) : { window: HOUR, values: hours }
    const times = arrivals(count, alive(intensity, world, actor), trace, random).map(
      (time) => world.start + time,
    )
    world.actors[index] = { ...actor, plan: fixedPlan(times) }
  }
}

/** Requests per window of `window` milliseconds, from the world's start. */
interface Intensity {
  readonly window: number
  readonly values: Float64Array
}

function drawTrace(traces: readonly ArrivalTrace[], random: Random) {
  return { trace: random.pick(traces), shift: random.int(0, 13) }
}

/** What the actor would have sent in each hour. */
function hoursOf(world: World, actor: Actor, index: number): Float64Array {
  const hours = new Float64Array(world.days * 24)
  for (let day = 0; day < world.days; day++) {
    const start = world.start + day * DAY
    for (const time of actor.plan(start, new Random(world.seed, index, day))) {
      if (time >= start && time < start + DAY) hours[Math.floor((time - world.start) / HOUR)] += 1
    }
  }
  return hours
}

/** The trace from another day on, again from its beginning where it ends, for as long as the world. */
function shifted({ window, values }: Intensity, days: number, length: number): Intensity {
  const first = Math.round((days * DAY) / window)
  const wanted = Math.ceil((length * DAY) / window)
  return {
    window,
    values: Float64Array.from({ length: wanted }, (_, at) => values[(at + first) % values.length] ?? 0),
  }
}

/** The same while the account exists; evenly where nothing would be left. */
function alive({ window, values }: Intensity, world: World, { account }: Actor): Intensity {
  const { created_at: created = 0, closed_at: closed = Number.POSITIVE_INFINITY } = account
  const lives = (at: number): boolean =>
    world.start + at * window >= created && world.start + (at + 1) * window <= closed
  const cut = values.map((value, at) => (lives(at) ? value : 0))
  return { window, values: cut.some((value) => value > 0) ? cut : values.map((_, at) => (lives(at) ? 1 : 0)) }
}

/** `count` times, in milliseconds, at the intensity given, with gaps that vary as the trace's do. */
function arrivals(
  count: number,
  { window, values }: Intensity,
  trace: ArrivalTrace,
  random: Random,
): number[] {
  const total = values.reduce((sum, value) => sum + value, 0)
  if (!(total > 0)) return []
  const times: number[] = []
  const first = random.int(0, Math.max(0, (trace.gaps?.length ?? 1) - 1))
  // Time runs in requests: one is due for each unit of `done`.
  let at = 0
  let done = 0
  let due = random.next()
  while (at < values.length) {
    const here = ((values[at] ?? 0) * count) / total
    if (due >= done + here) {
      done += here
      at++
      continue
    }
    times.push(Math.floor((at + (due - done) / here) * window))
    const { gaps } = trace
    due += gaps
      ? (gaps[(first + times.length) % gaps.length] ?? 1)
      : random.gap(Math.min(MOST_VARIED, trace.variation?.[at] ?? 1))
  }
  return times
}

/** Gaps that vary more come from a handful of requests in a window. */
const MOST_VARIED = 8

function fixedPlan(times: readonly number[]): Plan {
  return (start) => times.filter((time) => time >= start && time < start + DAY)
}
