import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Rehearsal } from '../src/rehearse/index.ts'
import { Truth } from '../src/simulate/index.ts'
import { scratchFolder, stillwatch } from './support/cli.ts'

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })

const folder = scratchFolder()
afterAll(folder.remove)
const cwd = folder.path

/** A provider's own logs: simulated as well, but the program does not know that. */
beforeAll(async () => {
  const { code, stderr } = await stillwatch(
    [
      'simulate',
      '--scenario',
      'benign',
      '--scale',
      '0.15',
      '--seed',
      '9',
      '--format',
      'native',
      'litellm',
      '--out',
      'own',
    ],
    { cwd },
  )
  expect(code, stderr).toBe(0)
})

/** Content and time of change of every file of a folder. */
function stateOf(path: string): string {
  return readdirSync(join(cwd, path))
    .map((name) => join(cwd, path, name))
    .map(
      (file) =>
        `${file} ${statSync(file).mtimeMs} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`,
    )
    .join('\n')
}

const rows = (file: string): Record<string, unknown>[] =>
  readFileSync(join(cwd, file), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
const truthIn = (path: string) => Truth.parse(JSON.parse(readFileSync(join(cwd, path, 'truth.json'), 'utf8')))

test('a campaign for LiteLLM’s logs is LiteLLM’s, in a folder of its own, and the logs stay as they were', async () => {
  const before = stateOf('own')
  const { code, stderr } = await stillwatch(
    ['simulate', '--into', 'own/litellm.ndjson', '--scenario', 'grading', '--out', 'added'],
    { cwd },
  )
  expect(code, stderr).toBe(0)
  expect(stderr).toMatch(/^Reading your logs …\n\d+ % of \d+ MB · [\d,]+ requests/)
  expect(stateOf('own')).toBe(before)
  const own = rows('own/litellm.ndjson')
  const added = rows('added/litellm.ndjson')
  const truth = truthIn('added')
  const users = (list: typeof own) =>
    new Set(list.map(({ metadata }) => (metadata as { user_api_key_user_id: string }).user_api_key_user_id))
  expect([...users(added)].filter((user) => users(own).has(user))).toEqual([])
  expect(users(added)).toEqual(
    new Set(
      truth.campaigns.flatMap(({ accounts }) =>
        accounts.flatMap(({ account_id, requests }) => (requests > 0 ? account_id : [])),
      ),
    ),
  )
  expect(Object.keys(added[0] ?? {})).toEqual(Object.keys(own[0] ?? {}))
  expect(
    [...new Set(added.map(({ model }) => model))].every((model) => own.some((row) => row.model === model)),
  ).toBe(true)
  const times = own.map(({ startTime }) => Number(startTime))
  for (const { startTime } of added) {
    expect(Number(startTime)).toBeGreaterThanOrEqual(Math.min(...times))
    expect(Number(startTime)).toBeLessThanOrEqual(Math.max(...times))
  }
  const read = await stillwatch(['inspect', 'own/litellm.ndjson', 'added/litellm.ndjson', '--json'], { cwd })
  expect(read.code, read.stderr).toBe(0)
})

test('a rehearsal in native logs says when the campaign would have been seen among them', async () => {
  const before = stateOf('own')
  const { code, stdout, stderr } = await stillwatch(
    [
      'rehearse',
      '--into',
      'own/requests.ndjson',
      '--accounts',
      'own/accounts.csv',
      '--networks',
      'own/networks.csv',
    ]
      .concat(['--releases', 'own/releases.csv', '--known', 'own/known.csv'])
      .concat(['--scenario', 'grading', '--seed', '2', '--every', '4d', '--out', 'mixed']),
    { cwd },
  )
  expect(code, stderr).toBe(0)
  expect(stateOf('own')).toBe(before)
  const rehearsal = Rehearsal.parse(JSON.parse(readFileSync(join(cwd, 'mixed/rehearsal.json'), 'utf8')))
  expect(rehearsal.into).toEqual(['own/requests.ndjson'])
  const whole = rows('own/requests.ndjson').length + rows('mixed/traffic/requests.ndjson').length
  expect(rehearsal.requests).toBe(whole)
  expect(rehearsal.campaigns).toHaveLength(3)
  expect(rehearsal.campaigns.some(({ detected_at: at }) => at !== null)).toBe(true)
  expect(rehearsal.bystanders.every(({ kind }) => kind === 'own')).toBe(true)
  expect(rehearsal.warnings).toEqual([])
  expect(stdout).toContain('Bystanders')
})

test('own logs where the rehearsal writes, or from a pipe, are refused and stay', async () => {
  for (const name of ['clash/traffic', 'clash/..logs']) {
    mkdirSync(join(cwd, name), { recursive: true })
    writeFileSync(join(cwd, name, 'requests.ndjson'), readFileSync(join(cwd, 'own/requests.ndjson')))
  }
  for (const [command, file, out] of [
    ['rehearse', 'clash/traffic/requests.ndjson', 'clash'],
    ['rehearse', 'clash/..logs/requests.ndjson', 'clash'],
    ['simulate', 'own/requests.ndjson', 'own'],
  ] as const) {
    const before = stateOf(file.replace('/requests.ndjson', ''))
    const { code, stderr } = await stillwatch([command, '--into', file, '--out', out], { cwd })
    expect(code, stderr).toBe(2)
    expect(stderr).toContain('another folder with --out')
    expect(stateOf(file.replace('/requests.ndjson', ''))).toBe(before)
  }
  writeFileSync(join(cwd, 'clash/traffic/known.csv'), 'id,status\nacct-1,cleared\n')
  const beside = await stillwatch(
    ['rehearse', '--into', 'own/requests.ndjson', '--known', 'clash/traffic/known.csv', '--out', 'clash'],
    { cwd },
  )
  expect(beside.code, beside.stderr).toBe(2)
  expect(beside.stderr).toContain('clash/traffic/known.csv lies in clash')
  const alone = await stillwatch(['simulate', '--accounts', 'own/accounts.csv'], { cwd })
  expect(alone.code).toBe(2)
  expect(alone.stderr).toContain('--into')
  const pipe = await stillwatch(['simulate', '--into', '-'], { cwd, input: '{}' })
  expect(pipe.code).toBe(2)
  expect(pipe.stderr).toContain('read twice')
})
