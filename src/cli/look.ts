import { join, resolve } from 'node:path'
import { type PassOutcome, record, runPass, type Stage } from '../campaigns/index.ts'
import type { IntakeSummary } from '../intake/index.ts'
import { readKnown, readReleases, unusedIn } from '../readers/index.ts'
import {
  type Campaign,
  type CampaignPicture,
  type Known,
  type Release,
  type ScanResult,
  VERDICTS,
} from '../record/index.ts'
import { accountRows, accountsCsv, type Marking, renderReport } from '../report/index.ts'
import { gatherRows, storesOf, type Traffic } from '../signals/index.ts'
import {
  alone,
  dropUnsharedTokens,
  openStore,
  putInPlace,
  recordPass,
  type Store,
  sweep,
} from '../store/index.ts'
import type { Progress } from './progress.ts'
import { dataQuality } from './quality.ts'
import { VERSION } from './version.ts'

/** How to look for campaigns, and where what was found goes. */
export interface ResultOptions {
  readonly releases?: string
  readonly known?: string
  readonly outDir: string
  /** Default: `data` in the output folder. */
  readonly dataDir?: string
  readonly includeText: boolean
  /** Who may see the report; default `TLP:AMBER+STRICT`. */
  readonly marking?: Marking
  readonly clickhouseUrl?: string
}

export interface ScanOutcome {
  readonly result: ScanResult
  readonly pictures: readonly CampaignPicture[]
  /** Paths of the files written. */
  readonly written: readonly string[]
  /** What was passed over of the files that were given: why, and what to do. */
  readonly unread: readonly string[]
}

export interface Context {
  readonly known: readonly Known[]
  readonly releases: readonly Release[]
  /** What of the releases could not be used, in sentences. */
  readonly unused: readonly string[]
}

export async function readContext(options: ResultOptions): Promise<Context> {
  const known = options.known === undefined ? undefined : await readKnown(options.known)
  const releases = options.releases === undefined ? undefined : await readReleases(options.releases)
  return {
    known: known?.rows ?? [],
    releases: releases?.rows ?? [],
    unused: releases ? unusedIn('The releases file', releases) : [],
  }
}

export function dataDirOf({ dataDir, outDir }: ResultOptions): string {
  return resolve(dataDir ?? join(outDir, 'data'))
}

export function openOwn(options: ResultOptions): Promise<Store> {
  const { clickhouseUrl } = options
  return openStore({ dataDir: dataDirOf(options), ...(clickhouseUrl !== undefined && { clickhouseUrl }) })
}

/**
 * Looks for campaigns in everything that is stored, and writes the results.
 * @param traffic the stores that hold the traffic, where that is not `store`
 * @throws StillwatchError SW_STORE_LOCKED where another process does over one of their servers
 */
export function look(
  store: Store,
  intake: IntakeSummary,
  context: Context,
  options: ResultOptions,
  progress: Progress,
  traffic: Traffic = store,
): Promise<Omit<ScanOutcome, 'unread'>> {
  const stores = [...new Set([store, ...storesOf(traffic)])]
  return alone(stores, 'A full pass', () => lookAlone(store, intake, context, options, progress, traffic))
}

/** The stages of a pass as an analyst would say them: over much traffic each takes minutes. */
const STAGES: Readonly<Record<Stage, string>> = {
  Loading: 'Looking for campaigns: summing up what every account did',
  Detecting: 'Looking for groups that work together, and for what they ask',
  Attaching: 'Looking for who else belongs to them',
  Evidence: 'Putting the evidence together',
  Keeping: 'Keeping what follow-ups go by',
}

async function lookAlone(
  store: Store,
  intake: IntakeSummary,
  context: Context,
  options: ResultOptions,
  progress: Progress,
  traffic: Traffic,
): Promise<Omit<ScanOutcome, 'unread'>> {
  const startedAt = Date.now()
  const outcome = await runPass(store, {
    known: context.known,
    releases: context.releases,
    traffic,
    includeText: options.includeText,
    now: startedAt,
    forFollowUps: true,
    onStage: (stage) => progress.step(STAGES[stage]),
  })
  progress.step('Writing the results')
  const warnings = [...context.unused, ...(await textWarnings(traffic, options))]
  const result = resultOf(intake, outcome, startedAt, warnings)
  const passId = await recordPass(store, { startedAt, basis: 'batch', result })
  await record(store, passId, outcome, startedAt)
  // Which instructions several stores share is known to none of them.
  if (traffic === store) await tidy(store, outcome.world.now)
  const written = writeResults(options, result, outcome.pictures, await accountsOf(traffic))
  return { result, pictures: outcome.pictures, written }
}

const DAY_MS = 86_400_000
/** An instruction of one account or two is kept so long before the newest request, as a third may be yet to come. */
const TOKENS_WAIT_DAYS = 7

/** What need not stay: instructions that hardly anybody shares, and what rewriting left on the disk. */
async function tidy(store: Store, newest: number): Promise<void> {
  await dropUnsharedTokens(store, newest - TOKENS_WAIT_DAYS * DAY_MS)
  await sweep(store)
}

/** Texts that were asked for and are not there. Costs a look at one column, which is empty then. */
async function textWarnings(traffic: Traffic, { includeText }: ResultOptions): Promise<string[]> {
  if (!includeText) return []
  for (const store of storesOf(traffic)) {
    const kept = await store.query("SELECT 1 FROM requests WHERE text != '' LIMIT 1")
    if (kept.length > 0) return []
  }
  return [
    'No text was kept when the logs were read, so --include-text shows none: scan into a new --data with --text exemplars or keep.',
  ]
}

function resultOf(
  intake: IntakeSummary,
  outcome: PassOutcome,
  now: number,
  warnings: readonly string[],
): ScanResult {
  return {
    format: 'stillwatch.campaigns/1',
    generated_at: new Date(now).toISOString(),
    stillwatch_version: VERSION,
    window: {
      from: new Date(intake.from ?? now).toISOString(),
      // What a clock gone wrong has dated is in no window.
      to: new Date(outcome.world.misdated > 0 ? outcome.world.now : (intake.to ?? now)).toISOString(),
    },
    campaigns: [...outcome.campaigns].sort(gravestFirst),
    cleared: outcome.cleared,
    data_quality: dataQuality(intake, outcome.world, outcome.references, warnings),
  }
}

/** By verdict, then by size; the id settles ties, so that equal data gives equal order. */
export function gravestFirst(a: Campaign, b: Campaign): number {
  return (
    VERDICTS.indexOf(b.verdict) - VERDICTS.indexOf(a.verdict) ||
    b.accounts.length - a.accounts.length ||
    (a.id < b.id ? -1 : 1)
  )
}

/** Every account that sent a request, in order. */
async function accountsOf(traffic: Traffic): Promise<string[]> {
  const rows = await gatherRows<{ account_id: string }>(
    traffic,
    'SELECT DISTINCT account_id FROM requests ORDER BY account_id',
    {},
  )
  return rows.map(({ account_id }) => account_id)
}

/** What `writeResults` writes into the output folder. */
export const RESULT_FILES = ['campaigns.json', 'accounts.csv', 'report.html'] as const

/** @param accounts those that accounts.csv lists, beside the campaigns' */
export function writeResults(
  options: ResultOptions,
  result: ScanResult,
  pictures: readonly CampaignPicture[],
  accounts: readonly string[],
): string[] {
  const write = (name: (typeof RESULT_FILES)[number], content: string): string => {
    const path = join(options.outDir, name)
    putInPlace(path, content)
    return path
  }
  return [
    write('campaigns.json', `${JSON.stringify(result, null, 2)}\n`),
    write('accounts.csv', accountsCsv(accountRows(result, accounts))),
    write(
      'report.html',
      renderReport(result, pictures, {
        textIncluded: options.includeText,
        ...(options.marking !== undefined && { marking: options.marking }),
      }),
    ),
  ]
}
