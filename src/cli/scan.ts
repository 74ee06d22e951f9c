import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type PassOutcome, record, runPass } from '../campaigns/index.ts'
import { type IntakeSummary, ingest, type TextMode } from '../intake/index.ts'
import { expandInputs, type FieldMap, readKnown, readReleases } from '../readers/index.ts'
import { type Campaign, type CampaignPicture, type ScanResult, VERDICTS } from '../record/index.ts'
import { accountRows, accountsCsv, type Marking, renderReport } from '../report/index.ts'
import { dropUnsharedTokens, openStore, recordPass, type Store, sweep, writeFailure } from '../store/index.ts'
import type { Progress } from './progress.ts'
import { dataQuality } from './quality.ts'
import { VERSION } from './version.ts'

export type { TextMode }

export interface ScanOptions {
  readonly files: readonly string[]
  readonly accounts?: string
  readonly map?: FieldMap
  readonly networks?: string
  readonly releases?: string
  readonly known?: string
  readonly outDir: string
  /** Default: `data` in the output folder. */
  readonly dataDir?: string
  readonly textMode: TextMode
  readonly includeText: boolean
  /** Who may see the report; default `TLP:AMBER+STRICT`. */
  readonly marking?: Marking
  readonly threads?: number
  readonly clickhouseUrl?: string
}

export interface ScanOutcome {
  readonly result: ScanResult
  readonly pictures: readonly CampaignPicture[]
  /** Paths of the files written. */
  readonly written: readonly string[]
  /** Of each file that was passed over: why, and what to do. */
  readonly unread: readonly string[]
}

/**
 * The main job: read logs into the store, look for campaigns in everything the store holds, write the results.
 * @throws StillwatchError
 */
export async function scan(options: ScanOptions, progress: Progress): Promise<ScanOutcome> {
  const files = await expandInputs(options.files)
  const known = options.known === undefined ? [] : (await readKnown(options.known)).rows
  const releases = options.releases === undefined ? [] : (await readReleases(options.releases)).rows
  const dataDir = resolve(options.dataDir ?? join(options.outDir, 'data'))
  const store = await openStore({
    dataDir,
    ...(options.clickhouseUrl !== undefined && { clickhouseUrl: options.clickhouseUrl }),
  })
  try {
    progress.step(`Reading ${files.length === 1 ? files[0].path : `${files.length} files`}`)
    const intake = await ingest({
      store,
      files,
      accounts: options.accounts,
      networks: options.networks,
      map: options.map,
      textMode: options.textMode,
      threads: options.threads,
      onProgress: (state) => progress.update(state),
    })
    progress.done()
    progress.step('Looking for campaigns')
    const startedAt = Date.now()
    const outcome = await runPass(store, {
      known,
      releases,
      includeText: options.includeText,
      now: startedAt,
    })
    const result = resultOf(intake, outcome, startedAt)
    const passId = await recordPass(store, { startedAt, basis: 'batch', result })
    await record(store, passId, outcome, startedAt)
    await tidy(store, intake)
    const written = writeResults(options, result, outcome, await accountsOf(store))
    const unread = intake.files.flatMap(({ problem }) =>
      problem ? [`${problem.message} ${problem.advice}`] : [],
    )
    return { result, pictures: outcome.pictures, written, unread }
  } finally {
    progress.done()
    await store.close()
  }
}

const DAY_MS = 86_400_000
/** An instruction of one account or two is kept so long before the newest request, as a third may be yet to come. */
const TOKENS_WAIT_DAYS = 7

/** What need not stay: instructions that hardly anybody shares, and what rewriting left on the disk. */
async function tidy(store: Store, { to }: IntakeSummary): Promise<void> {
  if (to !== undefined) await dropUnsharedTokens(store, to - TOKENS_WAIT_DAYS * DAY_MS)
  await sweep(store)
}

function resultOf(intake: IntakeSummary, outcome: PassOutcome, now: number): ScanResult {
  return {
    format: 'stillwatch.campaigns/1',
    generated_at: new Date(now).toISOString(),
    stillwatch_version: VERSION,
    window: {
      from: new Date(intake.from ?? now).toISOString(),
      to: new Date(intake.to ?? now).toISOString(),
    },
    campaigns: [...outcome.campaigns].sort(gravestFirst),
    data_quality: dataQuality(intake, outcome.world, outcome.references),
  }
}

/** By verdict, then by size; the id settles ties, so that equal data gives equal order. */
function gravestFirst(a: Campaign, b: Campaign): number {
  return (
    VERDICTS.indexOf(b.verdict) - VERDICTS.indexOf(a.verdict) ||
    b.accounts.length - a.accounts.length ||
    (a.id < b.id ? -1 : 1)
  )
}

/** Every account that sent a request, in order. */
async function accountsOf(store: Store): Promise<string[]> {
  const rows = await store.query<{ account_id: string }>(
    'SELECT DISTINCT account_id FROM requests ORDER BY account_id',
  )
  return rows.map(({ account_id }) => account_id)
}

function writeResults(
  options: ScanOptions,
  result: ScanResult,
  outcome: PassOutcome,
  accounts: readonly string[],
): string[] {
  const write = (name: string, content: string): string => {
    const path = join(options.outDir, name)
    try {
      mkdirSync(options.outDir, { recursive: true })
      // Put in place when it is whole: a full disk does not cost the last result.
      writeFileSync(`${path}.draft`, content, { mode: 0o600 })
      renameSync(`${path}.draft`, path)
    } catch (error) {
      rmSync(`${path}.draft`, { force: true })
      throw writeFailure(path, error)
    }
    return path
  }
  return [
    write('campaigns.json', `${JSON.stringify(result, null, 2)}\n`),
    write('accounts.csv', accountsCsv(accountRows(result, accounts))),
    write(
      'report.html',
      renderReport(result, outcome.pictures, {
        textIncluded: options.includeText,
        ...(options.marking !== undefined && { marking: options.marking }),
      }),
    ),
  ]
}
