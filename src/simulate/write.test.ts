import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Known, Network, normaliseAccount, normaliseRequest, Release } from '../record/index.ts'
import { simulate } from './scenario.ts'
import { Truth } from './truth.ts'
import { type WrittenFiles, writeScenario } from './write.ts'

const scenario = simulate({ scenario: 'demo', seed: 21, scale: 0.1 })
const folder = mkdtempSync(join(tmpdir(), 'stillwatch-simulate-'))
let files: WrittenFiles

beforeAll(async () => {
  files = await writeScenario(scenario, folder, { formats: ['native', 'litellm'], gzip: true })
})
afterAll(() => rmSync(folder, { recursive: true }))

const lines = (path: string | undefined) =>
  gunzipSync(readFileSync(path ?? ''))
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
const rows = (path: string): Record<string, unknown>[] => parse(readFileSync(path), { columns: true })

test('writes native records that read back as they were, of a realistic length', () => {
  const written = lines(files.traffic[0])
  expect(written).toEqual([...scenario.requests])
  expect(files.requests).toBe(written.length)
  expect(files.mean_bytes).toBeGreaterThan(2_200)
  for (const row of written.slice(0, 500)) {
    expect(normaliseRequest(row as Record<string, unknown>)).toEqual({ ok: true, record: row, dropped: [] })
  }
})

test('writes LiteLLM payloads with identity, messages, answer and usage', () => {
  const written = lines(files.traffic[1])
  const records = [...scenario.requests]
  expect(written).toHaveLength(records.length)
  for (const [at, record] of records.entries()) {
    expect(written[at]).toMatchObject({
      id: record.request_id,
      startTime: record.time / 1000,
      model: record.request_model,
      prompt_tokens: record.input_tokens,
      requester_ip_address: record.client_address,
      metadata: { user_api_key_user_id: record.account_id, user_api_key_hash: record.api_key_id },
    })
    const text = JSON.stringify(written[at])
    expect(text).toContain(JSON.stringify(record.input_text))
    if (record.output_text) expect(text).toContain(JSON.stringify(record.output_text))
  }
})

test('writes context files and truth that their schemas accept', () => {
  const accounts = rows(files.accounts).map((row) => normaliseAccount(row))
  expect(accounts).toEqual(scenario.accounts.map((record) => ({ ok: true, record, dropped: [] })))
  expect(rows(files.networks).map((row) => Network.parse(row))).toEqual(scenario.networks)
  expect(rows(files.releases).map((row) => Release.parse(row))).toEqual(scenario.releases)
  expect(rows(files.known).map((row) => Known.parse(row))).toEqual(scenario.known)
  expect(Truth.parse(JSON.parse(readFileSync(files.truth, 'utf8')))).toEqual(scenario.truth)
})
