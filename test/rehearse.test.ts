import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { Rehearsal } from '../src/rehearse/index.ts'
import { score, Truth } from '../src/simulate/index.ts'
import { resultIn, scratchFolder, stillwatch } from './support/cli.ts'

vi.setConfig({ testTimeout: 300_000 })

const folder = scratchFolder()
afterAll(folder.remove)
const cwd = folder.path

test('a rehearsal says when each campaign would have been seen, and leaves a data folder to look into', async () => {
  const { code, stdout, stderr } = await stillwatch(
    ['rehearse', '--scenario', 'plain', '--scale', '0.15', '--seed', '1', '--every', '2d', '--out', 'plain'],
    { cwd },
  )
  expect(code, stderr).toBe(0)
  expect(stderr).toMatch(/Pass 1 of \d/)
  const rehearsal = Rehearsal.parse(JSON.parse(readFileSync(join(cwd, 'plain/rehearsal.json'), 'utf8')))
  const truth = Truth.parse(JSON.parse(readFileSync(join(cwd, 'plain/traffic/truth.json'), 'utf8')))
  expect(rehearsal.campaigns.map(({ id }) => id)).toEqual(truth.campaigns.map(({ id }) => id))
  expect(rehearsal).toMatchObject({ every_hours: 48, scenario: 'plain', seed: 1 })
  expect(rehearsal.passes).toBeGreaterThanOrEqual(7)
  const seen = rehearsal.campaigns.filter(({ detected_at: at }) => at !== null)
  expect(seen.length).toBeGreaterThan(0)
  for (const one of seen) {
    expect(one.harvest_gone).toBeGreaterThan(0)
    expect(Date.parse(one.detected_at ?? '')).toBeGreaterThan(Date.parse(one.first_harvest_at ?? ''))
    expect(stdout).toContain(one.id)
  }
  const group = seen.find(({ recall }) => recall > 0)?.group ?? ''
  const told = await stillwatch(['explain', group, '--data', 'plain/data'], { cwd })
  expect(told.code, told.stderr).toBe(0)
})

test('the last pass of a rehearsal says what a scan of the same traffic says', async () => {
  const of = (name: string) => `plain/traffic/${name}.csv`
  const { code, stderr } = await stillwatch(
    ['scan', 'plain/traffic/requests.ndjson', '--data', 'plain/data', '--out', 'scanned', '--quiet']
      .concat(['--accounts', of('accounts'), '--networks', of('networks')])
      .concat(['--releases', of('releases'), '--known', of('known')]),
    { cwd },
  )
  expect(code, stderr).toBe(0)
  const rehearsal = Rehearsal.parse(JSON.parse(readFileSync(join(cwd, 'plain/rehearsal.json'), 'utf8')))
  const truth = Truth.parse(JSON.parse(readFileSync(join(cwd, 'plain/traffic/truth.json'), 'utf8')))
  const result = resultIn(join(cwd, 'scanned'))
  expect(result.data_quality.records).toBe(rehearsal.requests)
  const { campaigns, false_confirmed_accounts, false_suspected_accounts } = score(truth, result)
  expect(rehearsal.campaigns.map(({ id, recall }) => [id, recall])).toEqual(
    campaigns.map(({ id, recall }) => [id, recall]),
  )
  const accused = rehearsal.bystanders.filter(({ last_verdict: last }) => last !== null && last !== 'watch')
  expect(accused.map(({ account_id }) => account_id)).toEqual(
    [...false_confirmed_accounts, ...false_suspected_accounts].sort(),
  )
})

test('tactics are listed with the signals that see them and what the rehearsal measured', async () => {
  const listed = await stillwatch(['tactics', '--rehearsal', 'plain/rehearsal.json', '--json'], { cwd })
  const tactics: { id: string; signals: { id: string }[]; rehearsed: { campaigns: number } | null }[] =
    JSON.parse(listed.stdout)
  expect(tactics).toHaveLength(24)
  expect(tactics[0]?.signals.map(({ id }) => id)).toContain('shared-card')
  expect(tactics[0]?.rehearsed?.campaigns).toBe(3)
  expect(tactics[23]).toMatchObject({ id: 'T24', signals: [], rehearsed: null })
  const one = await stillwatch(['tactics', 't01', '--rehearsal', 'plain/rehearsal.json'], { cwd })
  expect(one.stdout).toMatch(/last rehearsal: \d of 3 seen/)
  expect((await stillwatch(['tactics', 'T01'], { cwd })).stdout).not.toContain('last rehearsal')
  expect((await stillwatch(['tactics', 'T99'], { cwd })).code).toBe(5)
  for (const [file, code] of [
    ['nowhere.json', 2],
    ['plain/traffic/truth.json', 3],
  ] as const) {
    expect((await stillwatch(['tactics', '--rehearsal', file], { cwd })).code).toBe(code)
  }
})

test('what does not go together, or is not there, is refused', async () => {
  for (const [args, words] of [
    [['simulate', '--to', 'x.ndjson'], '--to goes with --stream'],
    [['simulate', '--stream', '60', '--gzip'], '--gzip does not go with --stream'],
    [['simulate', '--scale', '0.02', '--stream', '60', '--to', 'http://192.0.2.1/'], 'another machine'],
    [['simulate', '--scenario', 'demo', '--preset', 'case-a'], 'Both a scenario and a preset'],
    [['rehearse', '--population', '2'], '--population goes with --preset'],
    [['rehearse', '--scenario', 'weather'], 'there is no scenario "weather"'],
    [['rehearse', '--scenario', './weather.yaml'], 'cannot be read'],
  ] as const) {
    const { code, stderr } = await stillwatch(args, { cwd })
    expect(code, args.join(' ')).toBe(2)
    expect(stderr).toContain(words)
  }
  const nowhere = [
    'simulate',
    '--scale',
    '0.02',
    '--stream',
    '1e9',
    '--most',
    '10',
    '--to',
    '/proc/nowhere.ndjson',
  ]
  const { code, stderr } = await stillwatch(nowhere, { cwd })
  expect(code, stderr).toBe(4)
  expect(stderr).toContain('/proc/nowhere.ndjson')
})

test('what cannot be a time between passes is refused', async () => {
  const { code, stderr } = await stillwatch(['rehearse', '--every', 'often'], { cwd })
  expect(code).toBe(2)
  expect(stderr).toContain('30m, 1h or 1d')
})
