import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { RequestRecord } from '../../src/record/index.ts'
import { simulate, writeScenario } from '../../src/simulate/index.ts'
import type { Composed } from './types.ts'

/** Mean bytes of a record that the issue of speed is judged by. */
const RECORD_BYTES = 2_200
/** So many records of the fortnight are told again and again before the next ones, so that the log is in time order. */
const WINDOW = 5_000
const WORDS_ADDED = 8
const CHUNK_BYTES = 4 * 1024 * 1024

/** A record of the composed fortnight as text around the places that differ from copy to copy. */
interface Mould {
  readonly time: number
  readonly head: string
  readonly before: string
  readonly after: string
}

/**
 * Any number of requests in one file, from the accounts and texts of one composed fortnight: every copy of a record has
 * its own time, id and some words of its own in the middle of its text, so that bodies differ and instructions recur.
 */
export async function compose(folder: string, requests: number, scale: number): Promise<Composed> {
  const scenario = simulate({ scenario: 'demo', seed: 1, scale })
  const { moulds, words } = cast([...scenario.requests])
  await writeScenario({ ...scenario, requests: [] }, folder)
  const file = openSync(join(folder, 'requests.ndjson'), 'w')
  const random = xorshift(0x9e3779b9)
  let written = 0
  let bytes = 0
  let text = ''
  for (let from = 0; from < moulds.length; from += WINDOW) {
    const window = moulds.slice(from, from + WINDOW)
    const until = Math.round((Math.min(from + WINDOW, moulds.length) / moulds.length) * requests)
    for (let at = 0; written < until; at = (at + 1) % window.length) {
      text += line(window[at], written++, words, random)
      if (text.length >= CHUNK_BYTES) {
        bytes += writeSync(file, text)
        text = ''
      }
    }
  }
  bytes += writeSync(file, text)
  closeSync(file)
  return { requests: written, accounts: scenario.accounts.length, bytes }
}

function line(mould: Mould, index: number, words: readonly string[], random: () => number): string {
  let own = ''
  for (let word = 0; word < WORDS_ADDED; word++) own += `${words[random() % words.length]} `
  // Ids without two alike, and times a minute around the record's own.
  const id = `req_${(random() >>> 0).toString(16).padStart(8, '0')}${index.toString(16).padStart(12, '0')}`
  return `{"time":${mould.time + (random() % 60_000)},"request_id":"${id}",${mould.head}${mould.before}${own}${mould.after}`
}

/** Answers are cut or repeated so that records have the wanted mean length. */
function cast(records: readonly RequestRecord[]): { moulds: Mould[]; words: string[] } {
  const bare = records.map(({ time: _, request_id: __, input_text: ___, output_text: ____, ...rest }) => rest)
  const own = bare.reduce(
    (sum, rest, at) => sum + JSON.stringify(rest).length + quoted(records[at].input_text).length,
    0,
  )
  const answers = records.reduce((sum, { output_text }) => sum + Buffer.byteLength(output_text ?? ''), 0)
  const fixed = own / records.length + 60 + 8 * WORDS_ADDED + 40
  const stretch = Math.max(0, RECORD_BYTES - fixed) / (answers / records.length)
  const words = new Set<string>()
  const moulds = records.map(({ time, input_text: input = '', output_text: output }, at): Mould => {
    for (const [word] of input.matchAll(/\b[a-z]{4,12}\b/g)) if (words.size < 20_000) words.add(word)
    const middle = input.indexOf(' ', input.length / 2) + 1
    const answer = output === undefined ? '' : `,"output_text":${quoted(stretched(output, stretch))}`
    return {
      time,
      head: `${JSON.stringify(bare[at]).slice(1, -1)},"input_text":"`,
      before: quoted(input.slice(0, middle)).slice(1, -1),
      after: `${quoted(input.slice(middle)).slice(1)}${answer}}\n`,
    }
  })
  return { moulds, words: [...words] }
}

function quoted(text: string | undefined): string {
  return JSON.stringify(text ?? '')
}

function stretched(text: string, factor: number): string {
  const length = Math.round(text.length * factor)
  return text.repeat(Math.ceil(factor)).slice(0, length)
}

/** Marsaglia's xorshift with 32 bits: cheap, and good enough to pick words. */
function xorshift(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state
  }
}
