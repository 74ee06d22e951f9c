import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Writable } from 'node:stream'
import type { Scenario } from '../scenario.ts'
import { shapeOf, type TrafficFormat } from '../write.ts'
import { openIntake } from './intake.ts'
import { type Paced, pace } from './pace.ts'

export interface StreamOptions {
  /** A file that is appended to, `-` for standard output, or the address of an HTTP intake. */
  readonly to: string
  readonly format: TrafficFormat
  /** Times real time. */
  readonly speed: number
  readonly most: number
  /** Milliseconds of real time. */
  readonly within: number
  /** Whether the intake may be on another machine. */
  readonly anywhere: boolean
}

export interface Streamed extends Paced {
  readonly retries: number
}

/** Requests of one post or write. */
const BATCH = 500

/**
 * Sends a scenario's requests as NDJSON when they are due.
 * @throws StillwatchError SW_USAGE, SW_INTAKE_FAILED; the disk's own errors
 */
export async function streamScenario(scenario: Scenario, options: StreamOptions): Promise<Streamed> {
  const shape = shapeOf(options.format)
  const settings = { ...options, batch: BATCH }
  if (/^[a-z]+:\/\//i.test(options.to)) {
    const intake = openIntake(options.to, { anywhere: options.anywhere })
    const paced = await pace(scenario.requests, settings, (batch) =>
      intake.post(batch.map((record) => JSON.stringify(shape(record)))),
    )
    return { ...paced, retries: intake.retries }
  }
  const entry = await openEntry(options.to)
  try {
    const paced = await pace(scenario.requests, settings, (batch) =>
      entry.write(batch.map((record) => `${JSON.stringify(shape(record))}\n`).join('')),
    )
    return { ...paced, retries: 0 }
  } finally {
    await entry.close()
  }
}

interface Entry {
  write(text: string): Promise<void>
  close(): Promise<void>
}

/** Settles when the text has left this process, so that a reader of the file sees it in time. */
async function openEntry(to: string): Promise<Entry> {
  const write = (stream: Writable, text: string): Promise<void> =>
    new Promise((done, failed) => stream.write(text, (error) => (error ? failed(error) : done())))
  if (to === '-') return { write: (text) => write(process.stdout, text), close: async () => {} }
  await mkdir(dirname(to), { recursive: true })
  const file = createWriteStream(to, { flags: 'a' })
  file.on('error', () => {}) // Whoever writes is told by the callback.
  return {
    write: (text) => write(file, text),
    close: () => new Promise((done) => file.end(done)),
  }
}
