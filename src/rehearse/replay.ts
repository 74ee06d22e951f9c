import { record, runPass } from '../campaigns/index.ts'
import type { Campaign, Known, Release } from '../record/index.ts'
import type { Store } from '../store/index.ts'
import { holdBack } from './held-back.ts'
import { HOUR } from './units.ts'

/** Passes over a replay when nobody says how often: a fortnight takes a few minutes so. */
const USUAL_PASSES = 28
/** Intervals that fall on the same hours every day, in hours. */
const NEAT_HOURS = [1, 2, 3, 4, 6, 8, 12, 24]

export interface ReplayOptions {
  readonly known?: readonly Known[]
  readonly releases?: readonly Release[]
  /** Milliseconds between passes; chosen by the length of the traffic where it is not given. */
  readonly every?: number | undefined
  /** Called before each pass: when it is held, its number from 1, and how many there are. */
  readonly onPass?: (at: number, number: number, passes: number) => void
}

/** What one pass of a replay said. */
export interface ReplayPass {
  /** The end of what it knew, milliseconds since 1970. */
  readonly at: number
  readonly campaigns: readonly Campaign[]
}

export interface Replay {
  /** In order of time; the last knew everything. */
  readonly passes: readonly ReplayPass[]
  /** Milliseconds between passes. */
  readonly every: number
  readonly requests: number
}

/** How far apart passes are over traffic of that length, both in milliseconds. */
export function usualInterval(length: number): number {
  const hours = length / HOUR / USUAL_PASSES
  return (NEAT_HOURS.find((neat) => neat >= hours) ?? Math.ceil(hours / 24) * 24) * HOUR
}

/**
 * Runs detection over a store's traffic as time goes on: at every interval once, with nothing but what was known then.
 * Campaigns keep their names from pass to pass, and their histories are in the store afterwards.
 * @throws StillwatchError SW_STORE_FAILED
 */
export async function replay(store: Store, options: ReplayOptions): Promise<Replay> {
  const held = await holdBack(store)
  const every = options.every ?? usualInterval(held.to - held.from)
  const times = passTimes(held.from, held.to, every)
  const passes: ReplayPass[] = []
  try {
    for (const [index, at] of times.entries()) {
      options.onPass?.(at, index + 1, times.length)
      await held.letIn(at)
      const outcome = await runPass(store, {
        known: options.known ?? [],
        releases: (options.releases ?? []).filter(({ time }) => time < at),
        basis: 'replay',
        now: at,
      })
      await record(store, at, outcome, at)
      passes.push({ at, campaigns: outcome.campaigns })
    }
  } catch (error) {
    // What went wrong is to be told, and not that nothing can be put back either: the next opening does that.
    await held.release().catch(() => {})
    throw error
  }
  await held.release()
  return { passes, every, requests: held.requests }
}

/** Full intervals of UTC after the first request, until the last request is known. */
export function passTimes(from: number, to: number, every: number): number[] {
  const times: number[] = []
  for (
    let at = Math.floor(from / every) * every + every;
    times.at(-1) === undefined || at - every <= to;
    at += every
  )
    times.push(at)
  return times
}
