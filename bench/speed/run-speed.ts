import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { detect, record, runPass } from '../../src/campaigns/index.ts'
import { ingest } from '../../src/intake/index.ts'
import { readKnown, readReleases } from '../../src/readers/index.ts'
import { loadWorld } from '../../src/signals/index.ts'
import { simulate, writeScenario } from '../../src/simulate/index.ts'
import { openStore, recordPass } from '../../src/store/index.ts'
import { requestsFile } from '../requests-file.ts'
import { stopwatch } from '../worlds/run-world.ts'
import type {
  CountResult,
  CountTask,
  ScanResultFigures,
  ScanTask,
  TrafficResult,
  TrafficTask,
} from './types.ts'

const COUNTS = 5

export async function composeTraffic(task: TrafficTask): Promise<TrafficResult> {
  const scenario = simulate({
    scenario: 'demo',
    seed: task.seed,
    scale: task.scale,
    ...(task.corpus !== undefined && { corpus: task.corpus }),
  })
  const { traffic, requests } = await writeScenario(scenario, task.folder)
  return { requests, bytes: statSync(traffic[0]).size }
}

/** The steps of `stillwatch scan`, timed one by one. The report page is left out. */
export async function timeScan({ folder }: ScanTask): Promise<ScanResultFigures> {
  const began = performance.now()
  const clock = stopwatch()
  const data = mkdtempSync(join(folder, 'data-'))
  const known = (await readKnown(join(folder, 'known.csv'))).rows
  const releases = (await readReleases(join(folder, 'releases.csv'))).rows
  const store = await openStore({ dataDir: data })
  try {
    const open = clock()
    const summary = await ingest({
      store,
      files: [join(folder, 'requests.ndjson')],
      accounts: join(folder, 'accounts.csv'),
      networks: join(folder, 'networks.csv'),
      textMode: 'none',
    })
    const ingested = clock()
    const startedAt = Date.now()
    const outcome = await runPass(store, { known, releases, now: startedAt })
    const pass = clock()
    const result = {
      format: 'stillwatch.campaigns/1' as const,
      generated_at: new Date(startedAt).toISOString(),
      stillwatch_version: 'bench',
      window: { from: new Date(startedAt).toISOString(), to: new Date(startedAt).toISOString() },
      campaigns: [...outcome.campaigns],
      data_quality: emptyQuality(summary.records),
    }
    const passId = await recordPass(store, { startedAt, basis: 'batch', result })
    await record(store, passId, outcome, startedAt)
    writeFileSync(join(folder, 'campaigns.json'), JSON.stringify(result, null, 2))
    const written = clock()
    const total = (performance.now() - began) / 1_000
    const peak = process.resourceUsage().maxRSS * 1_024
    // After the clock has stopped: how the pass divides into reading the store and judging.
    clock()
    const world = await loadWorld(store, known)
    const load = clock()
    detect(world)
    const judged = clock()
    return {
      requests: summary.records,
      accounts: summary.accounts,
      groups: outcome.campaigns.length,
      seconds: {
        open,
        ingest: ingested,
        load,
        detect: judged,
        rest: Math.max(0, pass - load - judged) + written,
        total,
      },
      peak_bytes: peak,
    }
  } finally {
    await store.close()
    rmSync(data, { recursive: true, force: true })
  }
}

function emptyQuality(records: number) {
  return {
    records,
    duplicates: 0,
    unreadable: 0,
    accounts: 0,
    accounts_joined: 0,
    field_coverage: {},
    signals_left_out: [],
    warnings: [],
  }
}

export async function timeCount({ folder }: CountTask): Promise<CountResult> {
  const data = mkdtempSync(join(folder, 'count-'))
  const store = await openStore({ dataDir: data })
  try {
    const seconds: number[] = []
    let requests = 0
    for (let run = 0; run < COUNTS; run++) {
      const clock = stopwatch()
      const [row] = await store.query<{ n: number }>(
        `SELECT count() AS n FROM ${requestsFile(folder)} SETTINGS use_cache_for_count_from_files = 0`,
        {},
        { numbers: true },
      )
      seconds.push(clock())
      requests = row.n
    }
    const [version] = await store.query<{ version: string }>('SELECT version() AS version')
    return { requests, seconds, engine: version.version }
  } finally {
    await store.close()
    rmSync(data, { recursive: true, force: true })
  }
}
