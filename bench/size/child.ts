import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { record, runPass } from '../../src/campaigns/index.ts'
import { scan } from '../../src/cli/scan.ts'
import { ingest } from '../../src/intake/index.ts'
import { Truth } from '../../src/simulate/index.ts'
import { openStore } from '../../src/store/index.ts'
import { stopwatch } from '../worlds/run-world.ts'
import { compose } from './compose.ts'
import { multiply } from './multiply.ts'
import type { Held, Multiplied, Passed, Scanned, SizeNews, SizeTask } from './types.ts'

/** A process of its own for each task: the embedded engine has one folder a process, and its memory is its own. */
process.once('message', async (task: SizeTask) => {
  const news: SizeNews = await answer(task).then(
    (value) => ({ answer: value }),
    (error: unknown) => ({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
  process.send?.(news, () => process.disconnect())
})

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

async function count({ folder, data, runs }: Extract<SizeTask, { kind: 'count' }>): Promise<number[]> {
  const store = await openStore({ dataDir: data, clickhouseUrl: '' })
  const path = join(folder, 'requests.ndjson').replaceAll('\\', '\\\\').replaceAll("'", "\\'")
  const seconds: number[] = []
  for (let run = 0; run < runs; run++) {
    const clock = stopwatch()
    // The path is the bench's own folder; table functions take no parameters.
    await store.query(
      `SELECT count() FROM file('${path}', 'JSONEachRow') SETTINGS use_cache_for_count_from_files = 0`,
    )
    seconds.push(clock())
  }
  await store.close()
  return seconds
}
