import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { campaignScore, emptyWorld } from '../figures/testing.ts'
import { heldOutWords } from '../report/larger-runs.ts'
import { changeOfRecall, sideOf } from './figures.ts'
import { type HeldOutMeasured, heldOutMarkdown } from './markdown.ts'
import { heldOutPack } from './pack.ts'

test('a pack without what was learnt from keeps everything else, and the files where they are', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stillwatch-pack-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const whole = join(folder, 'whole')
  for (const part of ['prompts', 'traces']) mkdirSync(join(whole, part), { recursive: true })
  const files = ['prompts/gsm8k', 'prompts/oasst', 'traces/mooncake', 'traces/gsm8k'].map((name) => ({
    path: `${name}.jsonl.gz`,
    kind: 'benign',
    records: 3,
  }))
  writeFileSync(join(whole, 'catalog.json'), JSON.stringify({ version: 7, files }))
  writeFileSync(join(whole, 'prompts/oasst.jsonl.gz'), 'unchanged')
  expect(heldOutPack(whole, join(folder, 'less'))).toEqual(['gsm8k'])
  expect(JSON.parse(readFileSync(join(folder, 'less/catalog.json'), 'utf8'))).toEqual({
    version: 7,
    files: files.slice(1),
  })
  expect(readFileSync(join(folder, 'less/prompts/oasst.jsonl.gz'), 'utf8')).toBe('unchanged')
  expect(existsSync(join(folder, 'less/traces'))).toBe(true)
})

const { task, score, accused } = emptyWorld()
const benign = emptyWorld({ task: { ...task, scenario: 'benign' } })
const plain = (recall: number, innocent: number) =>
  emptyWorld({
    score: { ...score, campaigns: [campaignScore('plain', 10, recall), campaignScore('diluted', 10, 0.5)] },
    accused: { ...accused, confirmed: { accounts: 10, innocent } },
  })
const [whole, heldOut] = [sideOf([plain(1, 0), benign]), sideOf([plain(0.5, 2), benign])]
const measured: HeldOutMeasured = {
  format: 'stillwatch.held-out/1',
  date: '2026-01-01T00:00:00.000Z',
  version: '0.0.0',
  commit: 'abc1234',
  machine: {
    cpu: 'cpu',
    cores: 2,
    memory_gb: 8,
    node: '20',
    platform: 'Linux',
    load_before: [0, 0, 0],
    load_after: [0, 0, 0],
  },
  scale: 1,
  rerun: '--seeds 1',
  leftOut: ['gsm8k', 'mmlu'],
  rows: { whole: { benign: 9_000, ofTrained: 8_000, learntAtMost: 3_000 }, heldOut: null },
  whole,
  heldOut,
  failures: [],
}

test('both sides have the classes of the bars, accusations and campaign-free worlds', () => {
  expect(whole.recall.map(({ campaigns, recall }) => [campaigns, recall])).toEqual([
    [1, 1],
    [1, 0.5],
    [0, null],
    [0, null],
  ])
  expect(heldOut.precision.confirmed).toMatchObject({ accounts: 10, innocent: 2, precision: 0.8 })
  expect(heldOut.benign).toMatchObject({ fortnights: 1, groups: { confirmed: 0 } })
  expect(changeOfRecall(whole, heldOut)).toBeCloseTo(-0.25)
  expect(changeOfRecall(sideOf([]), heldOut)).toBeNull()
})

test('the report sets both beside each other, and says what was left out', () => {
  const text = heldOutMarkdown(measured)
  expect(text).toContain('(gsm8k, mmlu)')
  expect(text).toContain('| benign prompts | 9,000 | - |')
  expect(text).toContain(
    '| recall of plain, grading, regrowing, pivoting pools; campaigns: 1 | 100.0 %, 100.0 % confirmed | 50.0 %, 50.0 % confirmed |',
  )
  expect(text).toContain(
    '| confirmed accounts that harvest | 100.00 % (0 of 10 wrong) | 80.00 % (2 of 10 wrong) |',
  )
  expect(text).not.toMatch(/NaN|undefined/)
  const words = heldOutWords({ scan: null, pass: null, labelled: null, heldOut: measured })
  expect(words).toContain(
    'is 25.0 percentage points lower, 2 of 10 accused accounts are innocent instead of 0 of 10',
  )
})
