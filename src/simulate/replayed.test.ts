import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulate } from './scenario.ts'
import { readTraces } from './traces.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

let folder: string

/** A pack whose every client sends in the two hours after noon alone, every day or on one day of fourteen. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stillwatch-traces-'))
  mkdirSync(join(folder, 'traces'))
  const write = (name: string, lines: readonly string[]) =>
    writeFileSync(join(folder, 'traces', `${name}.gz`), gzipSync(`${lines.join('\n')}\n`))
  const client = (days: number) =>
    JSON.stringify({
      client: 0,
      window_s: 600,
      span_s: days * 86_400,
      windows: Array.from({ length: 12 }, (_, at) => ({ t0_s: 12 * 3600 + 600 * at, rate: 2, cv: 1.5 })),
    })
  write('servegen-m-small.jsonl', [client(14)])
  write('servegen-deepseek-r1.jsonl', [client(1)])
  write('servegen-mm-image.jsonl', [client(1)])
  const heading = 'TIMESTAMP,ContextTokens,GeneratedTokens'
  write('azure2023-code.csv', [heading, '2023-11-16 18:17:03.9799600,1,1', '2023-11-16 18:17:04.9799600,1,1'])
  write('azure2023-conv.csv', [heading, '2023-11-16 18:17:03.9799600,1,1', '2023-11-16 18:17:06.9799600,1,1'])
  write(
    'mooncake-conversation.jsonl',
    [0, 0, 3000].map((timestamp) => JSON.stringify({ timestamp })),
  )
  write(
    'mooncake-synthetic.jsonl',
    [0, 10, 20].map((timestamp) => JSON.stringify({ timestamp })),
  )
  writeFileSync(join(folder, 'catalog.json'), JSON.stringify({ files: [] }))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('traces are read with their units', () => {
  const traces = readTraces(folder)
  expect(traces).toHaveLength(7)
  expect(traces[0]?.rates?.window).toBe(600_000)
  expect(traces[0]?.rates?.values.reduce((sum, value) => sum + value, 0)).toBe(12 * 600 * 2)
  expect(traces.at(-2)?.gaps).toEqual(Float64Array.of(0, 2))
})

test('busy accounts send as the traces have it, as much as before; the others keep their hours', () => {
  const times = (scenario: string): Map<string, number[]> => {
    const sent = new Map<string, number[]>()
    const composed = simulate({ scenario, seed: 5, scale: 0.05, corpus: folder })
    for (const { account_id: id, time } of composed.requests) sent.set(id, [...(sent.get(id) ?? []), time])
    return sent
  }
  const before = times('benign')
  const after = times('replayed-arrivals')
  const total = (sent: Map<string, number[]>) => [...sent.values()].reduce((sum, own) => sum + own.length, 0)
  expect(total(after) / total(before)).toBeGreaterThan(0.85)
  expect(total(after) / total(before)).toBeLessThan(1.15)
  const afterNoon = (own: readonly number[]) =>
    own.filter((time) => time % DAY >= 12 * HOUR && time % DAY < 14 * HOUR).length / own.length
  const busy = [...after.values()].filter((own) => own.length > 100)
  const share = busy.filter((own) => afterNoon(own) > 0.95).length / busy.length
  // Three of the seven traces are clients of the afternoon.
  expect(share).toBeGreaterThan(0.25)
  expect(share).toBeLessThan(0.7)
  for (const [id, own] of before) if (own.length < 20) expect(after.get(id)).toEqual(own)
})

test('without a data pack there is nothing to replay', () => {
  expect(() => simulate({ scenario: 'replayed-arrivals', seed: 1, scale: 0.05 })).toThrow(/data pack/)
})
