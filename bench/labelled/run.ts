import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runPass } from '../../src/campaigns/index.ts'
import { ingest, openInputs } from '../../src/intake/index.ts'
import {
  expandInputs,
  type FieldMap,
  readAccounts,
  readBlock,
  readKnown,
  readReleases,
} from '../../src/readers/index.ts'
import type { AccountRecord, Clearance, RequestRecord, Verdict } from '../../src/record/index.ts'
import { score, type Truth } from '../../src/simulate/index.ts'
import { openStore } from '../../src/store/index.ts'
import { BASELINES } from '../baselines/index.ts'
import { compareSeen, type SideBySide } from '../figures/side-by-side.ts'
import { accusedAccounts, ownersOf } from '../worlds/assess.ts'
import { barredAccounts, baselineRows } from '../worlds/baseline-rows.ts'
import { dataFolder } from '../worlds/run-world.ts'
import { readLabels } from './labels.ts'

export interface LabelledOptions {
  readonly files: readonly string[]
  /** Where the labels stand; the log itself where it is undefined. */
  readonly labels: string | undefined
  readonly label: string
  readonly map?: FieldMap
  readonly accounts?: string
  readonly networks?: string
  readonly known?: string
  readonly releases?: string
}

/** What a labelled campaign is, and what became of it. */
export interface LabelledCampaign {
  readonly id: string
  /** Accounts that the label names and that sent something, and their requests. */
  readonly accounts: number
  readonly requests: number
  /** Shares of the accounts that are core in accused groups, and in confirmed ones, 0 to 1. */
  readonly recall: number
  readonly recall_confirmed: number
  /** The gravest verdict on a group with one of its accounts in the core. */
  readonly verdict: Verdict | null
  /** What cleared groups with at least half of its accounts, if it was not found. */
  readonly cleared_by: readonly Clearance['reason'][]
}

export interface Labelled {
  readonly requests: number
  readonly unreadable: number
  readonly accounts: number
  readonly innocent: number
  /** Hours from the first to the last request. */
  readonly hours: number
  readonly campaigns: readonly LabelledCampaign[]
  readonly sideBySide: SideBySide
}

/**
 * Detection and the baselines on a log that somebody has labelled. The baselines are given the bound that accuses as many of
 * the accounts without a label as detection does. All records are held in memory meanwhile, for baselines see them in the
 * order of time.
 */
export async function runLabelled(options: LabelledOptions): Promise<Labelled> {
  const campaigns = await readLabels(
    options.labels === undefined ? options.files : [options.labels],
    options.label,
  )
  if (campaigns.length === 0)
    throw new RangeError(
      `no row names a campaign in its column ${options.label}; --label names another column`,
    )
  const { records, unreadable } = await readRecords(options)
  const sent = new Map<string, number>()
  for (const { account_id: account } of records) sent.set(account, (sent.get(account) ?? 0) + 1)
  const active = [...sent.keys()].sort()
  const truth = truthOf(campaigns, sent)
  if (truth.campaigns.length === 0)
    throw new RangeError('no account that a label names sent anything in these logs; are the ids the same?')
  const accounts = options.accounts === undefined ? [] : (await readAccounts(options.accounts)).rows
  const folder = mkdtempSync(join(tmpdir(), 'stillwatch-labelled-'))
  const store = await openStore({ dataDir: dataFolder(folder, 1), clickhouseUrl: '' })
  try {
    const { files, map, networks } = options
    await ingest({
      store,
      files,
      textMode: 'none',
      ...(map && { map }),
      ...(options.accounts !== undefined && { accounts: options.accounts }),
      ...(networks !== undefined && { networks }),
    })
    const outcome = await runPass(store, {
      known: options.known === undefined ? [] : (await readKnown(options.known)).rows,
      releases: options.releases === undefined ? [] : (await readReleases(options.releases)).rows,
      now: 0,
    })
    const owners = ownersOf(truth)
    const found = score(truth, { campaigns: [...outcome.campaigns] })
    const accused = accusedAccounts(outcome.campaigns, owners)
    const rows = baselineRows(active, owners, scoresOf(records, accounts), barredAccounts(outcome.world))
    const seen = { accounts: active.length, accused, score: found, baselines: rows }
    const innocent = rows.filter(({ owner }) => owner < 0)
    const [wrongly, surely] = [accused.suspected.innocent, accused.confirmed.innocent]
    const free = {
      ...seen,
      accounts: innocent.length,
      baselines: innocent,
      accused: {
        watch: accused.watch,
        suspected: { accounts: wrongly, innocent: wrongly },
        confirmed: { accounts: surely, innocent: surely },
      },
    }
    return {
      requests: records.length,
      unreadable,
      accounts: active.length,
      innocent: innocent.length,
      hours: hoursOf(records),
      campaigns: found.campaigns.map((one, at) => ({
        id: one.id,
        accounts: one.accounts,
        requests: truth.campaigns[at].accounts.reduce((sum, { requests }) => sum + requests, 0),
        recall: one.recall,
        recall_confirmed: one.recall_confirmed,
        ...becameOf(truth.campaigns[at], outcome),
      })),
      sideBySide: compareSeen([free], [seen]),
    }
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The records of the log in the order of time. */
async function readRecords({ files, map }: LabelledOptions): Promise<{
  records: RequestRecord[]
  unreadable: number
}> {
  const reader = map ? { map } : {}
  const records: RequestRecord[] = []
  let unreadable = 0
  let parts = 0
  for (const { source, problem } of await openInputs(await expandInputs(files), reader)) {
    if (problem) throw problem
    if (!source) continue
    for await (const block of source.blocks())
      await readBlock(block, reader, {
        record: (record) => records.push(record),
        unreadable: ({ rows = 1 }) => {
          unreadable += rows
        },
        part: () => {
          parts++
        },
        passedOver: () => {},
      })
  }
  if (parts > 0)
    throw new RangeError('these logs have one half of a request each; give one that has whole requests')
  records.sort((a, b) => a.time - b.time)
  return { records, unreadable }
}

function scoresOf(records: readonly RequestRecord[], accounts: readonly AccountRecord[]) {
  return BASELINES.map((baseline) => {
    const observer = baseline.start()
    for (const record of records) observer.see(record)
    return observer.scores(accounts)
  })
}

/** The labels as the scorer takes truth, with what each account sent; who sent nothing here was not to be found. */
function truthOf(campaigns: Truth['campaigns'], sent: ReadonlyMap<string, number>): Truth {
  return {
    format: 'stillwatch.truth/1',
    scenario: 'labelled',
    seed: 0,
    scale: 1,
    campaigns: campaigns.flatMap((one) => {
      const accounts = one.accounts.flatMap((member) => {
        const requests = sent.get(member.account_id)
        return requests === undefined ? [] : [{ ...member, requests }]
      })
      return accounts.length === 0 ? [] : [{ ...one, accounts }]
    }),
    lookalikes: [],
    people: {},
  }
}

function hoursOf(records: readonly RequestRecord[]): number {
  return ((records.at(-1)?.time ?? 0) - (records[0]?.time ?? 0)) / 3_600_000
}

const GRAVITY: readonly Verdict[] = ['confirmed', 'suspected', 'watch']

function becameOf(
  { accounts }: Truth['campaigns'][number],
  outcome: Awaited<ReturnType<typeof runPass>>,
): Pick<LabelledCampaign, 'verdict' | 'cleared_by'> {
  const own = new Set(accounts.map(({ account_id: account }) => account))
  const inside = (some: readonly string[]): number => some.filter((account) => own.has(account)).length
  const verdicts = outcome.campaigns.filter((one) => inside(one.accounts) > 0).map(({ verdict }) => verdict)
  const verdict = GRAVITY.find((one) => verdicts.includes(one)) ?? null
  const near = outcome.cleared.groups.filter((group) => 2 * inside(group.accounts) >= own.size)
  const reasons = near.flatMap((group) => group.reasons.map(({ reason }) => reason))
  return { verdict, cleared_by: verdict === null ? [...new Set(reasons)].sort() : [] }
}
