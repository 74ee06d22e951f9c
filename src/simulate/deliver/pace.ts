import { setTimeout as sleep } from 'node:timers/promises'
import type { RequestRecord } from '../../record/index.ts'

export interface PaceOptions {
  /** So many times as fast as it happened; 3600 lets an hour pass in a second. */
  readonly speed: number
  /** Ends after so many requests. */
  readonly most: number
  /** Ends after so many milliseconds of real time. */
  readonly within: number
  /** Requests that are handed over together at most. */
  readonly batch: number
}

/** What came of a stream. */
export interface Paced {
  readonly requests: number
  /** Milliseconds since 1970 of the last request's time in the traffic; undefined where none was sent. */
  readonly reached: number | undefined
  /** Whether a bound ended it before the traffic did. */
  readonly cut: boolean
  /** The most that it was behind its schedule, in milliseconds of real time. */
  readonly lag: number
}

/** Requests that are due within so many milliseconds go together. */
const TICK = 100

/**
 * Hands over requests when they are due. Whoever takes them slowly delays what follows; nothing is dropped and nothing
 * is held but the batch at hand.
 * @param requests in time order
 */
export async function pace(
  requests: Iterable<RequestRecord>,
  { speed, most, within, batch }: PaceOptions,
  send: (batch: readonly RequestRecord[]) => Promise<void>,
): Promise<Paced> {
  const begun = performance.now()
  let first: number | undefined
  let reached: number | undefined
  let sent = 0
  let lag = 0
  let waiting: RequestRecord[] = []
  let opened = 0
  let due = 0

  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return
    const early = begun + due - performance.now()
    if (early > 0) await sleep(early)
    else lag = Math.max(lag, -early)
    await send(waiting)
    sent += waiting.length
    reached = waiting.at(-1)?.time
    waiting = []
  }

  for (const record of requests) {
    first ??= record.time
    const at = (record.time - first) / speed
    if (at > within || performance.now() - begun > within || sent + waiting.length >= most) {
      await flush()
      return { requests: sent, reached, cut: true, lag }
    }
    if (waiting.length >= batch || (waiting.length > 0 && at > opened + TICK)) await flush()
    if (waiting.length === 0) opened = at
    due = at
    waiting.push(record)
  }
  await flush()
  return { requests: sent, reached, cut: false, lag }
}
