import { once } from 'node:events'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ScanResult } from '../src/record/index.ts'
import { Truth } from '../src/simulate/index.ts'
import { type LoopbackServer, startServer, TEST_CLUSTER } from '../src/store/testing/http-server.ts'
import { resultIn, said, scratchFolder, start, stillwatch } from './support/cli.ts'

/** A fortnight with campaigns, split at an hour: a scan of the first days, a follow-up of the rest. */

const folder = scratchFolder()
const cwd = folder.path
const servers: LoopbackServer[] = []
const DAY = 86_400_000
const CONTEXT = ['accounts', 'networks', 'known'].flatMap((name) => [`--${name}`, `traffic/${name}.csv`])
const KNOWN = ['--networks', 'traffic/networks.csv', '--known', 'traffic/known.csv']

interface LogRow {
  readonly time: string
  readonly account_id: string
  readonly input_tokens: number
  readonly output_tokens: number
}

let requests: LogRow[]
let first: ScanResult
let followed: ScanResult

async function ran(...args: string[]) {
  const run = await stillwatch(args, { cwd })
  expect(run.code, run.stderr).toBe(0)
  // Lines end where the width does.
  return { ...run, said: run.stdout.replaceAll(/\s+/g, ' ') }
}

const resultOf = (out: string): ScanResult => resultIn(join(cwd, out))

beforeAll(async () => {
  await ran('simulate', '--scale', '0.2', '--seed', '6', '--out', 'traffic')
  const lines = readFileSync(join(cwd, 'traffic/requests.ndjson'), 'utf8').trimEnd().split('\n')
  requests = lines.map((line) => JSON.parse(line))
  const times = requests.map(({ time }) => new Date(time).getTime())
  const cut = Math.min(...times) + 6 * DAY
  const part = (name: string, wanted: (time: number) => boolean): void =>
    writeFileSync(join(cwd, name), `${lines.filter((_, i) => wanted(times[i])).join('\n')}\n`)
  part('first.ndjson', (time) => time < cut)
  part('rest.ndjson', (time) => time >= cut)
  await ran('scan', 'first.ndjson', ...CONTEXT, '--out', 'own', '--quiet')
  first = resultOf('own')
}, 240_000)

afterAll(async () => {
  for (const server of servers) await server.kill()
  folder.remove()
})

test('a follow-up that is killed while it reads is run again, and tells which campaigns gained whom', async () => {
  expect(first.campaigns.length).toBeGreaterThan(0)
  const killed = start(['scan', 'rest.ndjson', '--follow-up', ...KNOWN, '--out', 'own'], cwd)
  const exit = once(killed, 'exit')
  await said(killed, /[1-9]\d* requests/)
  killed.kill('SIGKILL')
  expect(await exit).toEqual([null, 'SIGKILL'])
  const { said: told } = await ran('scan', 'rest.ndjson', '--follow-up', ...KNOWN, '--out', 'own')
  followed = resultOf('own')
  expect(told).toMatch(/Follow-up of the full pass of .+ UTC: [\d,]+ new requests of [\d,]+ accounts/)
  expect(told).toMatch(/cmp-[0-9a-f]+ gained \d+ core accounts?/)
  expect(told).toContain('only a full pass')
  expect(followed.campaigns.map(({ id }) => id).sort()).toEqual(first.campaigns.map(({ id }) => id).sort())
  expect(followed.window.to > first.window.to).toBe(true)
  expect(followed.data_quality.warnings[0]).toContain('A follow-up')
}, 240_000)

test('who joins as core is in a campaign in truth, and is core to a full pass as well', async () => {
  await ran('detect', '--data', 'own/data', '--known', 'traffic/known.csv', '--out', 'whole', '--quiet')
  const whole = resultOf('whole')
  expect(whole.follow_up).toBeUndefined()
  const truth = Truth.parse(JSON.parse(readFileSync(join(cwd, 'traffic/truth.json'), 'utf8')))
  const harvesters = new Set(
    truth.campaigns.flatMap(({ accounts }) => accounts.map(({ account_id }) => account_id)),
  )
  const accused = new Set(whole.campaigns.flatMap(({ accounts }) => accounts))
  const core = followed.follow_up?.attached.filter(({ role }) => role === 'core') ?? []
  expect(core.length).toBeGreaterThan(0)
  expect(core.filter(({ account_id }) => !harvesters.has(account_id))).toEqual([])
  const agreed = core.filter(({ account_id }) => accused.has(account_id)).length
  expect(agreed / core.length).toBeGreaterThanOrEqual(0.9)
  // What it says of a campaign is what the log says of its accounts.
  for (const one of followed.campaigns) {
    const own = requests.filter(({ account_id }) => one.accounts.includes(account_id))
    const times = own.map(({ time }) => new Date(time).toISOString()).sort()
    expect(one).toMatchObject({
      requests: own.length,
      tokens: own.reduce((sum, { input_tokens, output_tokens }) => sum + input_tokens + output_tokens, 0),
      first_seen: times[0],
      last_seen: times.at(-1),
    })
  }
}, 240_000)

test('a second one has nothing to do', async () => {
  const before = resultOf('whole')
  await ran('detect', '--follow-up', '--data', 'own/data', '--known', 'traffic/known.csv', '--out', 'again')
  const again = resultOf('again')
  expect(again.campaigns).toEqual(before.campaigns)
  expect(again.follow_up).toMatchObject({ requests: 0, accounts: 0, attached: [] })
  // The same file is not read again, and not seen again.
  const { said } = await ran('scan', 'rest.ndjson', '--follow-up', ...KNOWN, '--out', 'own')
  expect(said).toContain('0 new requests of 0 accounts')
  expect(said).toContain('No campaign gained an account.')
}, 240_000)

test('without a full pass it is one, and says so', async () => {
  const about = ['--accounts', 'traffic/accounts.csv', '--networks', 'traffic/networks.csv']
  await ran('scan', 'first.ndjson', ...about, '--no-detect', '--out', 'fresh', '--quiet')
  const { stderr } = await ran(
    'detect',
    '--follow-up',
    ...['--data', 'fresh/data', '--known', 'traffic/known.csv', '--out', 'fresh'],
  )
  expect(stderr).toContain('No full pass')
  const fresh = resultOf('fresh')
  expect(fresh.follow_up).toBeUndefined()
  expect(fresh.campaigns.length).toBeGreaterThan(0)
}, 240_000)

test.each([
  [['detect', '--follow-up', '--shards', 'http://127.0.0.1:1/x'], /--shards/],
  [['scan', 'rest.ndjson', '--follow-up', '--no-detect'], /--no-detect/],
  [['scan', 'rest.ndjson', '--follow-up', '--include-text'], /--include-text/],
])('%j is refused', async (args, words) => {
  const { code, stderr } = await stillwatch(args, { cwd })
  expect(code).toBe(2)
  expect(stderr).toMatch(words)
})

test.each([
  ['a server', undefined],
  ['a cluster', 1],
])(
  '%s gets the same from it as the embedded engine',
  async (name, shards) => {
    const out = name.replace(' ', '-')
    const server = await startServer({ folder: join(cwd, `${out}-server`), ...(shards && { shards }) })
    servers.push(server)
    const url = shards ? await clustered(server) : server.url
    mkdirSync(join(cwd, out, 'data'), { recursive: true, mode: 0o700 })
    copyFileSync(join(cwd, 'own/data/secret.key'), join(cwd, out, 'data/secret.key'))
    await ran('scan', 'first.ndjson', ...CONTEXT, '--clickhouse', url, '--out', out, '--quiet')
    await ran('scan', 'rest.ndjson', '--follow-up', ...KNOWN, '--clickhouse', url, '--out', out, '--quiet')
    const figures = ({ campaigns, follow_up }: ScanResult) => ({
      campaigns: campaigns.map(({ id, requests, tokens, accounts, last_seen }) => [
        id,
        requests,
        tokens,
        accounts,
        last_seen,
      ]),
      attached: follow_up?.attached,
    })
    expect(figures(resultOf(out))).toEqual(figures(followed))
  },
  240_000,
)

async function clustered(server: LoopbackServer): Promise<string> {
  const { stdout } = await ran('schema', '--cluster', TEST_CLUSTER, '--database', 'watch')
  for (const statement of stdout.split(/;\s*\n/).filter((text) => text.trim() !== '')) {
    const answer = await fetch(server.url, { method: 'POST', body: statement })
    expect(answer.ok, await answer.text()).toBe(true)
  }
  return `${server.url}/watch`
}
