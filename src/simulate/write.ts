import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { ACCOUNT_FIELDS, type RequestRecord } from '../record/index.ts'
import { toLitellm } from './litellm.ts'
import type { Scenario } from './scenario.ts'

export type TrafficFormat = 'native' | 'litellm'

const FILES: Record<TrafficFormat, string> = { native: 'requests.ndjson', litellm: 'litellm.ndjson' }

/** Characters handed to the file at a time: large enough that streams cost little. */
const CHUNK = 1 << 20

export interface WriteOptions {
  readonly formats?: readonly TrafficFormat[]
  readonly gzip?: boolean
  /** Called now and then with the number of requests written so far, of one format. */
  readonly onProgress?: (requests: number) => void
}

export interface WrittenFiles {
  /** Traffic, one file per format. */
  readonly traffic: readonly string[]
  readonly accounts: string
  readonly networks: string
  readonly releases: string
  readonly known: string
  readonly truth: string
  readonly requests: number
  /** Mean length of a native record in bytes, before compression; 0 where none was written. */
  readonly mean_bytes: number
}

/**
 * Writes a scenario as a provider's files: traffic as NDJSON, context as CSV (times in ISO 8601), and the truth.
 * The folder is made where it does not exist; files of the same names are replaced.
 */
export async function writeScenario(
  scenario: Scenario,
  folder: string,
  options: WriteOptions = {},
): Promise<WrittenFiles> {
  await mkdir(folder, { recursive: true })
  const traffic: string[] = []
  let requests = 0
  let mean = 0
  for (const format of options.formats ?? ['native']) {
    const path = join(folder, `${FILES[format]}${options.gzip ? '.gz' : ''}`)
    const counted = await writeTraffic(scenario.requests, path, format, options)
    traffic.push(path)
    requests = counted.requests
    if (format === 'native') mean = counted.bytes / Math.max(1, counted.requests)
  }
  const paths = {
    accounts: join(folder, 'accounts.csv'),
    networks: join(folder, 'networks.csv'),
    releases: join(folder, 'releases.csv'),
    known: join(folder, 'known.csv'),
    truth: join(folder, 'truth.json'),
  }
  await Promise.all([
    writeFile(
      paths.accounts,
      csv(Object.keys(ACCOUNT_FIELDS), scenario.accounts, ['created_at', 'closed_at']),
    ),
    writeFile(paths.networks, csv(['prefix', 'asn', 'kind'], scenario.networks)),
    writeFile(paths.releases, csv(['model', 'time'], scenario.releases, ['time'])),
    writeFile(paths.known, csv(['id', 'status', 'reason', 'expires_at'], scenario.known, ['expires_at'])),
    writeFile(paths.truth, `${JSON.stringify(scenario.truth)}\n`),
  ])
  return { traffic, ...paths, requests, mean_bytes: mean }
}

async function writeTraffic(
  records: Iterable<RequestRecord>,
  path: string,
  format: TrafficFormat,
  options: WriteOptions,
): Promise<{ requests: number; bytes: number }> {
  const counted = { requests: 0, bytes: 0 }
  function* chunks(): Generator<Buffer> {
    let text = ''
    const flush = () => {
      const chunk = Buffer.from(text)
      counted.bytes += chunk.length
      text = ''
      options.onProgress?.(counted.requests)
      return chunk
    }
    for (const record of records) {
      text += `${JSON.stringify(format === 'native' ? record : toLitellm(record))}\n`
      counted.requests++
      if (text.length >= CHUNK) yield flush()
    }
    if (text !== '') yield flush()
  }
  const source = Readable.from(chunks(), { objectMode: false, highWaterMark: 4 * CHUNK })
  if (options.gzip)
    await pipeline(source, createGzip({ level: 1, chunkSize: CHUNK }), createWriteStream(path))
  else await pipeline(source, createWriteStream(path))
  return counted
}

/** Rows as CSV (RFC 4180); the named columns hold milliseconds and are written as ISO 8601. */
function csv(columns: readonly string[], rows: readonly object[], times: readonly string[] = []): string {
  const lines = rows.map((row) => {
    const values = new Map<string, unknown>(Object.entries(row))
    return columns
      .map((column) => {
        const value = values.get(column)
        if (typeof value === 'number' && times.includes(column)) return new Date(value).toISOString()
        return value === undefined ? '' : quote(String(value))
      })
      .join(',')
  })
  return `${[columns.join(','), ...lines].join('\n')}\n`
}

function quote(value: string): string {
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
