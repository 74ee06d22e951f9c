import { once } from 'node:events'
import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Duplex, PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { ACCOUNT_FIELDS, type RequestRecord } from '../record/index.ts'
import { toLitellm } from './litellm.ts'
import type { Scenario } from './scenario.ts'

export type TrafficFormat = 'native' | 'litellm'

const FILES: Readonly<Record<TrafficFormat, string>> = {
  native: 'requests.ndjson',
  litellm: 'litellm.ndjson',
}

/** What says which accounts harvest. A folder with it is a simulation's. */
const TRUTH_FILE = 'truth.json'

const CONTEXT = {
  accounts: 'accounts.csv',
  networks: 'networks.csv',
  releases: 'releases.csv',
  known: 'known.csv',
} as const

/** Characters handed to the file at a time: large enough that streams cost little. */
const CHUNK = 1 << 20

export interface WriteOptions {
  readonly formats?: readonly TrafficFormat[]
  readonly gzip?: boolean
  /** Called now and then with the number of requests written so far. */
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
 * Writes a scenario as a provider's files: the truth, context as CSV (times in ISO 8601), and traffic as NDJSON.
 * The folder is made where it does not exist; files of the same names are replaced.
 */
export async function writeScenario(
  scenario: Scenario,
  folder: string,
  options: WriteOptions = {},
): Promise<WrittenFiles> {
  const paths = await writeContext(scenario, folder)
  const sinks = (options.formats ?? ['native']).map((format) =>
    openSink(folder, format, options.gzip ?? false),
  )
  let requests = 0
  for (const record of scenario.requests) {
    requests++
    for (const sink of sinks) {
      sink.text += `${JSON.stringify(sink.shape(record))}\n`
      if (sink.text.length < CHUNK) continue
      await flush(sink)
      options.onProgress?.(requests)
    }
  }
  for (const sink of sinks) {
    await flush(sink)
    sink.entry.end()
    await sink.done
  }
  const native = sinks.find(({ format }) => format === 'native')
  return {
    traffic: sinks.map(({ path }) => path),
    ...paths,
    requests,
    mean_bytes: native ? native.bytes / Math.max(1, requests) : 0,
  }
}

/** Files beside the traffic. */
export type ContextFiles = Pick<WrittenFiles, 'accounts' | 'networks' | 'releases' | 'known' | 'truth'>

/** Writes what goes with a scenario's traffic: accounts, networks, releases, known accounts, and the truth. */
export async function writeContext(scenario: Scenario, folder: string): Promise<ContextFiles> {
  await mkdir(folder, { recursive: true })
  const paths = {
    accounts: join(folder, CONTEXT.accounts),
    networks: join(folder, CONTEXT.networks),
    releases: join(folder, CONTEXT.releases),
    known: join(folder, CONTEXT.known),
    truth: join(folder, TRUTH_FILE),
  }
  await writeFile(paths.truth, `${JSON.stringify(scenario.truth)}\n`)
  await Promise.all([
    writeFile(
      paths.accounts,
      csv(Object.keys(ACCOUNT_FIELDS), scenario.accounts, ['created_at', 'closed_at']),
    ),
    writeFile(paths.networks, csv(['prefix', 'asn', 'kind'], scenario.networks)),
    writeFile(paths.releases, csv(['model', 'time'], scenario.releases, ['time'])),
    writeFile(paths.known, csv(['id', 'status', 'reason', 'expires_at'], scenario.known, ['expires_at'])),
  ])
  return paths
}

/** A file that writing a scenario into this folder might replace though no simulation wrote it. */
export function foreignFile(folder: string): string | undefined {
  if (existsSync(join(folder, TRUTH_FILE))) return undefined
  const traffic = Object.values(FILES).flatMap((name) => [name, `${name}.gz`])
  return [...Object.values(CONTEXT), ...traffic]
    .map((name) => join(folder, name))
    .find((path) => existsSync(path))
}

interface Sink {
  readonly format: TrafficFormat
  readonly path: string
  readonly shape: (record: RequestRecord) => object
  readonly entry: Duplex
  readonly done: Promise<void>
  text: string
  bytes: number
}

/** The name of the file that traffic of a format is written to. */
export function trafficFile(format: TrafficFormat): string {
  return FILES[format]
}

/** How a request is written in a format. */
export function shapeOf(format: TrafficFormat): (record: RequestRecord) => object {
  return format === 'native' ? (record) => record : toLitellm
}

function openSink(folder: string, format: TrafficFormat, gzip: boolean): Sink {
  const path = join(folder, `${FILES[format]}${gzip ? '.gz' : ''}`)
  const entry = gzip ? createGzip({ level: 1, chunkSize: CHUNK }) : new PassThrough()
  return {
    format,
    path,
    shape: shapeOf(format),
    entry,
    done: finished(entry, path),
    text: '',
    bytes: 0,
  }
}

/** Rejects when the disk fails; whoever waits for the sink meets the rejection then, not before. */
function finished(entry: Duplex, path: string): Promise<void> {
  const done = pipeline(entry, createWriteStream(path))
  done.catch(() => undefined)
  return done
}

/** Hands the collected text over, and waits while the disk is behind; a failed disk rejects at once. */
async function flush(sink: Sink): Promise<void> {
  const chunk = Buffer.from(sink.text)
  sink.text = ''
  sink.bytes += chunk.length
  if (!sink.entry.write(chunk)) await Promise.race([once(sink.entry, 'drain'), sink.done])
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
