import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { StillwatchError } from '../errors/index.ts'

/** How requests of one real client or service arrived. */
export interface ArrivalTrace {
  readonly name: string
  /** Mean requests per window of `window` milliseconds, over the span that was observed; absent where that is an hour or so. */
  readonly rates?: { readonly window: number; readonly values: Float64Array }
  /** Per window: coefficient of variation of the gaps between requests. Where there are no rates: the gaps, in order, mean 1. */
  readonly variation?: Float64Array
  readonly gaps?: Float64Array
}

const Client = z.object({
  client: z.number(),
  window_s: z.number(),
  span_s: z.number(),
  windows: z.array(z.object({ t0_s: z.number(), rate: z.number(), cv: z.number() })),
})

/** Clients of ServeGen (arXiv:2505.09999): rate and variation in windows of ten minutes, over a day or a fortnight. */
const CLIENTS = ['servegen-m-small', 'servegen-deepseek-r1', 'servegen-mm-image']
/** About an hour each, request by request: Azure 2023 (Splitwise, ISCA 2024), Mooncake (FAST 2025). */
const SEQUENCES = [
  'azure2023-code.csv',
  'azure2023-conv.csv',
  'mooncake-conversation.jsonl',
  'mooncake-synthetic.jsonl',
]

/**
 * The arrival processes of a data pack.
 * @throws StillwatchError SW_FILE_NOT_FOUND where the pack has no traces
 */
export function readTraces(folder: string): ArrivalTrace[] {
  const missing = [...CLIENTS.map((name) => `${name}.jsonl`), ...SEQUENCES]
    .map((name) => join(folder, 'traces', `${name}.gz`))
    .find((path) => !existsSync(path))
  if (missing !== undefined) {
    throw new StillwatchError(
      'SW_FILE_NOT_FOUND',
      `${missing} does not exist`,
      'Name a data pack that has traces, or take a scenario whose arrivals are modelled.',
    )
  }
  const lines = (name: string): string[] =>
    gunzipSync(readFileSync(join(folder, 'traces', `${name}.gz`)))
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '')
  return [
    ...CLIENTS.flatMap((name) =>
      lines(`${name}.jsonl`).map((line) => clientTrace(name, Client.parse(JSON.parse(line)))),
    ),
    ...SEQUENCES.map((name) => ({ name, gaps: gapsOf(lines(name).flatMap(timeOf)) })),
  ]
}

function clientTrace(file: string, client: z.infer<typeof Client>): ArrivalTrace {
  const { window_s: window, span_s: span, windows } = client
  const values = new Float64Array(Math.ceil(span / window))
  const variation = new Float64Array(values.length).fill(1)
  for (const { t0_s: begin, rate, cv } of windows) {
    values[Math.floor(begin / window)] = rate * window
    variation[Math.floor(begin / window)] = cv
  }
  return { name: `${file}/${client.client}`, rates: { window: window * 1_000, values }, variation }
}

/** Milliseconds; nothing for a heading. */
function timeOf(line: string): number[] {
  const time = line.startsWith('{')
    ? z.object({ timestamp: z.number() }).parse(JSON.parse(line)).timestamp
    : Date.parse(`${line.slice(0, 23).replace(' ', 'T')}Z`)
  return Number.isNaN(time) ? [] : [time]
}

function gapsOf(times: readonly number[]): Float64Array {
  const gaps = Float64Array.from(times.slice(1), (time, at) => Math.max(0, time - (times[at] ?? 0)))
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
  return gaps.map((gap) => gap / mean)
}
