import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { followUp, record, recordFollowUp, runPass, standing } from '../../src/campaigns/index.ts'
import { scan } from '../../src/cli/scan.ts'
import { ingest } from '../../src/intake/index.ts'
import type { ScanResult } from '../../src/record/index.ts'
import { Truth } from '../../src/simulate/index.ts'
import { openStore, recordPass, type Store } from '../../src/store/index.ts'
import { requestsFile } from '../requests-file.ts'
import { stopwatch } from '../worlds/run-world.ts'
import { readBySql } from './by-sql.ts'
import { compose } from './compose.ts'
import { lengthen, moreHours } from './hour.ts'
import { multiply } from './multiply.ts'
import type {
  BySql,
  Followed,
  Held,
  Hour,
  Looked,
  Multiplied,
  Passed,
  Scanned,
  SizeNews,
  SizeTask,
} from './types.ts'

/** A process of its own for each task: the embedded engine has one folder a process, and its memory is its own. */
process.once('message', async (task: SizeTask) => {
  const news: SizeNews = await answer(task).then(
    (value) => ({ answer: value }),
    (error: unknown) => ({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
  process.send?.(news, () => process.disconnect())
})

// Nobody waits for the answer of a process whose parent was killed.
process.once('disconnect', () => process.exit())

function tell(news: SizeNews): void {
  process.send?.(news)
}

async function answer(task: SizeTask): Promise<Extract<SizeNews, { readonly answer: unknown }>['answer']> {
  if (task.kind === 'compose') return compose(task.folder, task.requests, task.scale)
  if (task.kind === 'scan') return scanned(task.folder, task.data)
  if (task.kind === 'read') return read(task)
  if (task.kind === 'hold') return hold(task.data)
  if (task.kind === 'multiply') return multiplied(task)
  if (task.kind === 'pass') return passed(task.data)
  if (task.kind === 'lengthen') return lengthened(task)
  if (task.kind === 'full') return full(task.data)
  if (task.kind === 'hour') return hour(task)
  if (task.kind === 'follow') return followed(task.data)
  if (task.kind === 'sql') return bySql(task)
  return count(task)
}

async function scanned(folder: string, data: string): Promise<Scanned> {
  const context = (name: string): string => join(folder, `${name}.csv`)
  const { result } = await scan(
    {
      files: [join(folder, 'requests.ndjson')],
      accounts: context('accounts'),
      networks: context('networks'),
      releases: context('releases'),
      known: context('known'),
      outDir: join(data, '..', 'results'),
      dataDir: data,
      textMode: 'none',
      includeText: false,
    },
    { step: (step) => tell({ step }), update: ({ records }) => tell({ records }), done() {} },
  )
  return { requests: result.data_quality.records, groups: result.campaigns.length }
}

async function read({ folder, data, textMode }: Extract<SizeTask, { kind: 'read' }>): Promise<Scanned> {
  const store = await openStore({ dataDir: data, clickhouseUrl: '' })
  tell({ step: 'Reading' })
  const { records } = await ingest({
    store,
    files: [join(folder, 'requests.ndjson')],
    accounts: existsSync(join(folder, 'accounts.csv')) ? join(folder, 'accounts.csv') : undefined,
    networks: join(folder, 'networks.csv'),
    textMode,
    onProgress: ({ records: now }) => tell({ records: now }),
  })
  tell({ step: 'Closing' })
  await store.close()
  return { requests: records, groups: 0 }
}

async function multiplied(task: Extract<SizeTask, { kind: 'multiply' }>): Promise<Multiplied> {
  const truth = Truth.parse(JSON.parse(readFileSync(join(task.folder, 'truth.json'), 'utf8')))
  const inCampaigns = truth.campaigns.flatMap(({ accounts }) => accounts.map(({ account_id: id }) => id))
  const store = await openStore({ dataDir: task.data, clickhouseUrl: '' })
  const held = await multiply(store, task.requests, inCampaigns)
  await store.close()
  return held
}

async function passed(data: string): Promise<Passed> {
  const store = await openStore({ dataDir: data, clickhouseUrl: '' })
  const outcome = await runPass(store, { onStage: (step) => tell({ step }) })
  tell({ step: 'Recording' })
  await record(store, 1, outcome)
  tell({ step: 'Closing' })
  await store.close()
  return {
    principals: outcome.world.principals.count,
    candidates: outcome.candidates,
    references: outcome.references,
    campaigns: outcome.campaigns.length,
  }
}

async function lengthened({ data, times }: Extract<SizeTask, { kind: 'lengthen' }>): Promise<Multiplied> {
  const store = await openStore({ dataDir: data, clickhouseUrl: '' })
  await lengthen(store, times)
  const [held] = await store.query<Multiplied>(
    'SELECT count() AS requests, uniqExact(account_id) AS accounts FROM requests',
    {},
    { numbers: true },
  )
  await store.close()
  return held
}

async function full(data: string): Promise<Looked> {
  const store = await openStore({ dataDir: data, clickhouseUrl: '' })
  const before = await rowsRead(store)
  const clock = stopwatch()
  const outcome = await runPass(store, { forFollowUps: true, onStage: (step) => tell({ step }) })
  const passId = await recordPass(store, { startedAt: Date.now(), basis: 'batch', result: resultOf(outcome) })
  await record(store, passId, outcome)
  const seconds = clock()
  const rows = (await rowsRead(store)) - before
  await store.close()
  return { seconds, rows, campaigns: outcome.campaigns.length }
}

async function hour({ data, hours }: Extract<SizeTask, { kind: 'hour' }>): Promise<Hour> {
  const store = await openStore({ dataDir: data, clickhouseUrl: '' })
  const told = await moreHours(store, hours)
  await store.close()
  return told
}

async function followed(data: string): Promise<Followed> {
  const store = await openStore({ dataDir: data, clickhouseUrl: '' })
  const before = await rowsRead(store)
  const clock = stopwatch()
  const stand = await standing(store)
  if (!stand) throw new RangeError('there is no full pass to follow up')
  const outcome = await followUp(store, stand)
  const result: ScanResult = { ...stand.result, campaigns: [...outcome.campaigns], follow_up: outcome.said }
  const passId = await recordPass(store, { startedAt: Date.now(), basis: 'batch', result })
  await recordFollowUp(store, passId, stand, outcome)
  const seconds = clock()
  const rows = (await rowsRead(store)) - before
  await store.close()
  const core = outcome.said.attached.filter(({ role }) => role === 'core')
  return {
    seconds,
    rows,
    campaigns: outcome.campaigns.length,
    touched: outcome.added.length,
    core: core.length,
    linked: outcome.said.attached.length - core.length,
    wrong: core.filter(({ account_id }) => !account_id.startsWith('new_')).length,
  }
}

/** A result as `stillwatch scan` writes it, as far as follow-ups go by it. */
function resultOf({ campaigns, world }: Awaited<ReturnType<typeof runPass>>): ScanResult {
  const time = (at: number): string => new Date(at).toISOString()
  return {
    format: 'stillwatch.campaigns/1',
    generated_at: time(Date.now()),
    stillwatch_version: '',
    window: { from: time(world.start), to: time(world.start + world.hours * 3_600_000) },
    campaigns: [...campaigns],
    data_quality: {
      records: 0,
      duplicates: 0,
      unreadable: 0,
      accounts: 0,
      accounts_joined: 0,
      field_coverage: {},
      signals_left_out: [],
      warnings: [],
    },
  }
}

/** Rows that this process's queries have read so far. */
async function rowsRead(store: Store): Promise<number> {
  const [row] = await store.query<{ rows: number }>(
    `SELECT value AS rows FROM system.events WHERE event = 'SelectedRows'`,
    {},
    { numbers: true },
  )
  return row?.rows ?? 0
}

async function hold(data: string): Promise<Held> {
  const store = await openStore({ dataDir: data, clickhouseUrl: '' })
  const [held] = await store.query<Held>(
    'SELECT count() AS requests, uniqExact(request_key) AS ids FROM requests FINAL',
    {},
    { numbers: true },
  )
  await store.close()
  return held
}

async function bySql({ folder, data }: Extract<SizeTask, { kind: 'sql' }>): Promise<BySql> {
  const store = await openStore({ dataDir: data, clickhouseUrl: '' })
  const answer = await readBySql(store, folder)
  await store.close()
  return answer
}

async function count({ folder, data, runs }: Extract<SizeTask, { kind: 'count' }>): Promise<number[]> {
  const store = await openStore({ dataDir: data, clickhouseUrl: '' })
  const seconds: number[] = []
  for (let run = 0; run < runs; run++) {
    const clock = stopwatch()
    await store.query(
      `SELECT count() FROM ${requestsFile(folder)} SETTINGS use_cache_for_count_from_files = 0`,
    )
    seconds.push(clock())
  }
  await store.close()
  return seconds
}
