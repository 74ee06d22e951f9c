import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { poolNames, poolTraffic } from '../../src/campaigns/testing/traffic.ts'
import { labelledMarkdown } from './markdown.ts'
import { type Labelled, type LabelledOptions, runLabelled } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'stillwatch-labelled-test-'))
const pool = new Set(poolNames)
let options: LabelledOptions
let found: Labelled

function write(name: string, rows: readonly unknown[]): string {
  const path = join(folder, name)
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  return path
}

beforeAll(async () => {
  const { requests, accounts } = poolTraffic()
  const labels = [
    ...poolNames.map((account_id) => ({ account_id, campaign_label: 'pool' })),
    // Three ordinary people, whom somebody takes for harvesters; and one who sent nothing here.
    ...['user-0001', 'user-0002', 'user-0003'].map((account_id) => ({ account_id, campaign_label: 'few' })),
    { account_id: 'gone', campaign_label: 'pool' },
  ]
  options = {
    // The baselines see records in the order of time, in whatever order files have them.
    files: [write('log.ndjson', requests.toReversed())],
    labels: write('labels.ndjson', labels),
    label: 'campaign_label',
    accounts: write('accounts.ndjson', accounts),
  }
  found = await runLabelled(options)
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true }))

test('each labelled campaign is told with what became of it', () => {
  expect(found.campaigns.map(({ id, accounts }) => [id, accounts])).toEqual([
    ['few', 3],
    ['pool', pool.size],
  ])
  const [few, whole] = found.campaigns
  expect(few).toMatchObject({ recall: 0, verdict: null })
  // Thirty accounts with 34 requests each: a label is one row of its table, whatever they sent.
  expect(whole?.requests).toBe(30 * 34)
  expect(whole?.recall).toBeGreaterThan(0.9)
  expect(whole?.verdict).toBe('confirmed')
})

test('baselines may accuse as many of the unlabelled as Stillwatch did', () => {
  const { budget, generous, detectors } = found.sideBySide
  const [own, ...baselines] = detectors
  // The pool's occasional account, which nobody has labelled.
  expect(own?.accusedBenign).toBe(1)
  expect({ budget, generous }).toEqual({ budget: 1, generous: false })
  for (const one of baselines) expect(one.accusedBenign).toBeLessThanOrEqual(budget)
  const card = baselines.find(({ id }) => id === 'shared-card')
  expect(card?.auc).toBeGreaterThan(0.5)
})

test('the report has a row for each campaign and each detector', () => {
  const machine = {
    cpu: 'x',
    cores: 2,
    memory_gb: 1,
    node: '20',
    platform: 'x',
    load_before: [],
    load_after: [],
  }
  const text = labelledMarkdown({
    ...found,
    format: 'stillwatch.labelled/1',
    date: '2026-05-01',
    version: '0',
    commit: 'x',
    machine,
    title: 'a set',
  })
  expect(text).toContain('| few | 3 | ')
  expect(text).toContain('fewer than 8 accounts: never accused')
  expect(text).toMatch(/\| pool \| 30 \| [\d,]+ \| (9\d|100)\.\d %/)
  expect(text).toContain('| SynchroTrap | ')
  expect(text).not.toMatch(/NaN|undefined/)
})

test('a log in which nobody is labelled is refused, with what to do', async () => {
  await expect(runLabelled({ ...options, label: 'incident' })).rejects.toThrow(/column incident; --label/)
  const others = write('others.ndjson', [{ account_id: 'gone', campaign_label: 'pool' }])
  await expect(runLabelled({ ...options, labels: others })).rejects.toThrow(/sent anything in these logs/)
})
