import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { collect, scratch, zstdFrame } from './testing/collect.ts'

const files = scratch()
afterAll(files.clear)

const ROWS = Array.from({ length: 400 }, (_, n) => ({
  time: 1_700_000_000_000 + n,
  account_id: `account-${n % 7}`,
  input_text: `question ${n * 7919} about ${n % 13}`,
}))
const TEXT = Buffer.from(ROWS.map((row) => `${JSON.stringify(row)}\n`).join(''))

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

test('gzip and zstd are seen by their first bytes, whatever the file is called', async () => {
  const skippable = Uint8Array.of(0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3)
  const cases = [
    { name: 'log.txt', bytes: gzipSync(TEXT), compression: 'gzip' },
    {
      name: 'two members',
      bytes: Buffer.concat([gzipSync(TEXT.subarray(0, 777)), gzipSync(TEXT.subarray(777))]),
      compression: 'gzip',
    },
    { name: 'log.gz', bytes: zstdFrame(TEXT), compression: 'zstd' },
    {
      name: 'two frames',
      bytes: Buffer.concat([skippable, zstdFrame(TEXT.subarray(0, 777)), zstdFrame(TEXT.subarray(777))]),
      compression: 'zstd',
    },
    { name: 'log.zst', bytes: TEXT, compression: 'none' },
  ]
  for (const { name, bytes, compression } of cases) {
    const { format, records, unreadable, blocks } = await collect(files.write(name, bytes))
    expect(format).toEqual({ framing: 'lines', dialect: 'native', compression })
    expect(records).toEqual(ROWS)
    expect(unreadable).toEqual([])
    expect(blocks.at(-1)?.consumed).toBe(bytes.length)
  }
})

test('of a damaged stream what came well before the damage is kept', async () => {
  const rows = Array.from({ length: 60 }, () => ROWS).flat()
  const bytes = gzipSync(rows.map((row) => `${JSON.stringify(row)}\n`).join(''), { level: 1 })
  bytes.fill(0xff, bytes.length - 3000, bytes.length - 2000)
  const { records, unreadable } = await collect(files.write('damaged', bytes))
  expect(records.length).toBeGreaterThan(rows.length * 0.9)
  expect(records).toEqual(rows.slice(0, records.length))
  expect(unreadable).toMatchObject([{ reason: expect.stringContaining('breaks off here') }])
})

test('a file that the zstd program compressed', async ({ skip }) => {
  const path = files.write('real', TEXT)
  try {
    execFileSync('zstd', ['-q', '-f', '--check', path, '-o', `${path}.zst`])
  } catch {
    skip('the zstd program is not here')
  }
  expect(readFileSync(`${path}.zst`).length).toBeLessThan(TEXT.length / 2)
  expect((await collect(`${path}.zst`)).records).toEqual(ROWS)
})

test('standard input is read once, compressed or not, in pieces of any size', async () => {
  const stdin = { path: '-', bytes: undefined }
  for (const bytes of [TEXT, gzipSync(TEXT), zstdFrame(TEXT)]) {
    for (const size of [1, 17, 100_000]) {
      const { records } = await collect(stdin, { blockBytes: 3000 }, inPieces(bytes, size))
      expect(records).toEqual(ROWS)
    }
  }
})

test('of a truncated stream everything before the break is kept, and the loss is one unreadable', async () => {
  const stored = gzipSync(TEXT, { level: 0 })
  for (const whole of [gzipSync(TEXT), stored, zstdFrame(TEXT, 100)]) {
    for (const share of [0.3, 0.7, 0.99]) {
      const path = files.write('cut.ndjson', whole.subarray(0, Math.floor(whole.length * share)))
      const { records, unreadable } = await collect(path)
      expect(records.length).toBeGreaterThan(0)
      expect(records).toEqual(ROWS.slice(0, records.length))
      expect(unreadable).toHaveLength(1)
      expect(unreadable[0]?.reason).toContain('cut.ndjson breaks off here')
      expect(unreadable[0]?.line).toBe(records.length + 1)
    }
  }
  // Stored blocks hide nothing: all but the broken line must be there.
  const cut = await collect(files.write('cut.ndjson', stored.subarray(0, stored.length - 200)))
  expect(cut.records.length).toBeGreaterThan(ROWS.length - 5)
})

test('a truncated JSON array keeps its whole objects', async () => {
  const whole = gzipSync(JSON.stringify(ROWS), { level: 0 })
  const { records, unreadable } = await collect(files.write('cut.json', whole.subarray(0, whole.length >> 1)))
  expect(records).toEqual(ROWS.slice(0, records.length))
  expect(records.length).toBeGreaterThan(150)
  expect(unreadable).toHaveLength(1)
})

test('a file that is damaged from its start is an error, not an empty log', async () => {
  const path = files.write('bad.gz', Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 255, 255, 255, 255))
  await expect(collect(path)).rejects.toMatchObject({ code: 'SW_FILE_UNREADABLE' })
})
