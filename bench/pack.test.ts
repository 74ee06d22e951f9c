import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { packRows } from './pack.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stillwatch-pack-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function rowsOf(...files: { path: string; kind: string; records?: number }[]) {
  writeFileSync(join(folder, 'catalog.json'), JSON.stringify({ files }))
  return packRows(folder)
}

test('benign rows of corpora that were learnt from are counted, and how many of them at most', () => {
  const rows = rowsOf(
    { path: 'prompts/banking77.jsonl.gz', kind: 'benign', records: 13_000 },
    { path: 'prompts/qmsum.jsonl.gz', kind: 'benign', records: 100 },
    { path: 'prompts/oasst.jsonl.gz', kind: 'benign', records: 900 },
    { path: 'prompts/gsm8k.jsonl.gz', kind: 'evaluation', records: 8_000 },
    { path: 'outputs/banking77.jsonl.gz', kind: 'benign', records: 5 },
  )
  expect(rows).toEqual({ benign: 14_000, ofTrained: 13_100, learntAtMost: 3_100 })
})

test('a catalogue without counts gives none', () => {
  expect(rowsOf({ path: 'prompts/oasst.jsonl.gz', kind: 'benign' })).toBeNull()
})
