import { storesOf, type Traffic } from './gather.ts'

const DAY = 86_400_000
/** Nobody's traffic rests so long, and then comes back ... */
const PAUSE = 14
/** ... with less than this part of all that was ever sent: where it seems to, some sender's clock is wrong. */
const NEXT_TO_NOTHING = 0.001

/** What was sent on one day (UTC). */
export interface DayOf {
  /** Days since 1970. */
  readonly day: number
  readonly requests: number
  /** Times of the first and the last request, in milliseconds since 1970. */
  readonly from: number
  readonly to: number
}

/** From when until when traffic goes. */
export interface Span {
  readonly from: number
  readonly to: number
  /** Requests that bear a later time, by a clock gone wrong. */
  readonly misdated: number
}

/** From the first to the last request that a clock gone wrong has not dated; 1970 where there is none. Costs the times of all. */
export async function spanOf(traffic: Traffic): Promise<Span> {
  const days = await Promise.all(
    storesOf(traffic).map((store) =>
      store.query<DayOf>(
        `SELECT intDiv(toUnixTimestamp64Milli(time), ${DAY}) AS day, count() AS requests,
           toUnixTimestamp64Milli(min(time)) AS from, toUnixTimestamp64Milli(max(time)) AS to
         FROM requests GROUP BY day`,
        {},
        { numbers: true },
      ),
    ),
  )
  return spanOfDays(days.flat())
}

/** The same from what was sent on each day, in any order; a day may be told in several parts. */
export function spanOfDays(days: readonly DayOf[]): Span {
  if (days.length === 0) return { from: 0, to: 0, misdated: 0 }
  const order = days.toSorted((a, b) => a.to - b.to)
  const all = order.reduce((sum, { requests }) => sum + requests, 0)
  let end = order.length - 1
  let misdated = 0
  let after = 0
  for (let i = end; i > 0; i--) {
    after += order[i].requests
    if (after >= NEXT_TO_NOTHING * all) break
    if (order[i].day - order[i - 1].day <= PAUSE) continue
    end = i - 1
    misdated = after
  }
  return {
    from: order.reduce((least, { from }) => Math.min(least, from), Infinity),
    to: order[end].to,
    misdated,
  }
}
