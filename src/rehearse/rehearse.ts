import { type IntakeSummary, ingest, type Progress } from '../intake/index.ts'
import type { FieldMap } from '../readers/index.ts'
import type { Known, Release } from '../record/index.ts'
import type { Truth } from '../simulate/index.ts'
import { openStore, type Store } from '../store/index.ts'
import { byTactic } from './by-tactic.ts'
import { bystandersOf } from './bystanders.ts'
import { rehearsalOf } from './campaign.ts'
import type { ReadOwnLogs } from './own-logs.ts'
import type { Rehearsal } from './rehearsal.ts'
import { type Replay, replay } from './replay.ts'
import { HOUR, iso } from './units.ts'
import { warningsOf } from './warnings.ts'

/** Logs with what is known about the accounts and networks in them. */
export interface Traffic {
  readonly files: readonly string[]
  readonly accounts?: string | undefined
  readonly networks?: string | undefined
  readonly map?: FieldMap | undefined
}

export interface RehearseOptions {
  /** Request logs: the simulated ones, and the provider's own where campaigns are mixed into them. */
  readonly traffic: readonly Traffic[]
  readonly known: readonly Known[]
  readonly releases: readonly Release[]
  readonly truth: Truth
  /** The provider's own logs, where campaigns are mixed into them. */
  readonly own?: ReadOwnLogs | undefined
  /** What of the provider's releases could not be used, in sentences: warnings of the result. */
  readonly unused?: readonly string[]
  /** A new folder; afterwards a data folder like any other. */
  readonly dataDir: string
  /** Milliseconds between passes; chosen by the length of the traffic where it is not given. */
  readonly every?: number | undefined
  readonly threads?: number | undefined
  readonly version: string
  readonly onStep?: (name: string) => void
  /** Hears how far reading has come. */
  readonly onProgress?: (progress: Progress) => void
}

/**
 * Reads traffic whose truth is known, runs detection as time goes on, and measures what would have been seen when.
 * @throws StillwatchError what `ingest` throws; SW_STORE_FAILED; SW_ENGINE_MISSING
 */
export async function rehearse(options: RehearseOptions): Promise<Rehearsal> {
  const startedAt = performance.now()
  // Never a server: its tables may be in use, and a rehearsal sets them aside.
  const store = await openStore({ dataDir: options.dataDir, clickhouseUrl: '' })
  try {
    options.onStep?.('Reading the traffic')
    const intake = await readAll(options, store)
    const laps: number[] = []
    let lap = performance.now()
    const whole = await replay(store, {
      known: options.known,
      releases: options.releases,
      every: options.every,
      onPass: (at, number, of) => {
        const now = performance.now()
        if (number > 1) laps.push(now - lap)
        lap = now
        options.onStep?.(`Pass ${number} of ${of}, at ${iso(at).slice(0, 16).replace('T', ' ')}`)
      },
    })
    laps.push(performance.now() - lap)
    return measured(options, intake, whole, laps, startedAt)
  } finally {
    await store.close()
  }
}

type Read = Pick<IntakeSummary, 'accounts' | 'from' | 'to' | 'unreadable' | 'contextUnused'>

/** Requests and accounts in the store once all logs are read. */
async function readAll({ traffic, threads, onProgress }: RehearseOptions, store: Store): Promise<Read> {
  let whole: Pick<IntakeSummary, 'accounts' | 'from' | 'to'> | undefined
  let unreadable = 0
  const unused: string[] = []
  for (const { files, accounts, networks, map } of traffic) {
    const summary = await ingest({
      store,
      files,
      accounts,
      networks,
      map,
      threads,
      textMode: 'none',
      ...(onProgress && { onProgress }),
    })
    unreadable += summary.unreadable
    unused.push(...summary.contextUnused)
    whole = summary
  }
  if (!whole) throw new RangeError('a rehearsal needs traffic')
  return { ...whole, unreadable, contextUnused: unused }
}

function measured(
  options: RehearseOptions,
  intake: Read,
  { passes, every, requests }: Replay,
  laps: readonly number[],
  startedAt: number,
): Rehearsal {
  const { truth } = options
  const campaigns = truth.campaigns.map((campaign) => rehearsalOf(campaign, passes))
  return {
    format: 'stillwatch.rehearsal/1',
    stillwatch_version: options.version,
    scenario: truth.scenario,
    seed: truth.seed,
    scale: truth.scale,
    into: [...(options.own?.files ?? [])],
    window: { from: iso(intake.from ?? 0), to: iso(intake.to ?? 0) },
    passes: passes.length,
    every_hours: every / HOUR,
    requests,
    accounts: intake.accounts,
    campaigns,
    tactics: byTactic(campaigns),
    bystanders: bystandersOf(truth, passes),
    warnings: [
      ...warningsOf(truth, intake.unreadable, options.own?.own),
      ...(options.unused ?? []),
      ...intake.contextUnused,
    ],
    slowest_pass_seconds: Math.max(...laps) / 1000,
    elapsed_seconds: (performance.now() - startedAt) / 1000,
  }
}
