import { withoutByteOrderMark } from './blocks.ts'
import type { ByteSource } from './byte-source.ts'
import { headerOf } from './framings/csv.ts'
import type { Framing } from './framings/framing.ts'
import { startOfEnvelope } from './framings/json-scan.ts'
import { isProtobuf } from './framings/protobuf.ts'
import { readRows, textFraming } from './read-block.ts'
import { type Block, DEFAULT_MAX_ROW_BYTES, type FramingId, type Unreadable } from './types.ts'

export interface Sample {
  readonly framing: FramingId
  readonly rows: readonly Record<string, unknown>[]
  /** Why this framing gives no rows; undefined if it does. */
  readonly problem: string | undefined
  /** The framing fits, and the file holds no row: a header alone, `[]`, `{"data":[]}`. */
  readonly empty: boolean
  /** Whether the file goes on behind what was looked at. */
  readonly more?: boolean
}

type TextFramingId = Exclude<FramingId, 'parquet'>

const FIRST_LOOK = 256 * 1024
/** A request with a long context can be megabytes; what begins with a longer row is looked at by `sampleFile`. */
const LONGEST_LOOK = 64 * 1024 * 1024
/** Of a file whose first rows are too long to be any. */
const DEEPEST_LOOK = 1024 * 1024 * 1024
/** So many rows tell what a file is. */
export const SAMPLE_ROWS = 200

/**
 * The start of a file, read as each framing that its first character allows. Looks further until one of them
 * finds a row or the file ends.
 */
export async function sampleText(source: ByteSource, only: TextFramingId | undefined): Promise<Sample[]> {
  for (let look = FIRST_LOOK; ; look *= 4) {
    const peeked = await source.peek(look)
    const bytes = withoutByteOrderMark(peeked.bytes)
    const framings = only ? [only] : candidates(bytes)
    const samples = framings.map((id) => sampleAs(textFraming(id), bytes, peeked.complete))
    if (peeked.complete || samples.some(({ rows }) => rows.length > 0)) return samples
    if (look >= LONGEST_LOOK) return samples.map((sample) => ({ ...sample, more: true }))
  }
}

/**
 * The first rows of a file as blocks of one framing give them, rows that are too long passed over. For a file that
 * `sampleText` found no row in, and which can be opened again. Holds no more than reading it will.
 */
export async function sampleBlocks(blocks: AsyncIterable<Block>, framing: TextFramingId): Promise<Sample> {
  const rows: Record<string, unknown>[] = []
  const bad: Unreadable[] = []
  for await (const block of blocks) {
    const keep = (unreadable: Unreadable) => bad.length < SAMPLE_ROWS && bad.push(unreadable)
    await readRows(block, (row) => rows.length < SAMPLE_ROWS && rows.push(row), keep)
    if (rows.length > 0 || bad.length >= SAMPLE_ROWS) break
  }
  const first = bad.slice(0, 2).map(({ line, reason }) => `line ${line}: ${reason}`)
  const problem = first.length > 0 ? first.join(', ') : 'no object found'
  return { framing, rows, problem: rows.length > 0 ? undefined : problem, empty: false }
}

/** Blocks of a source up to so many bytes of text that it is not worth looking further. */
export function shallow(source: ByteSource): ByteSource {
  let taken = 0
  return {
    ...source,
    async take(bytes) {
      if (taken >= DEEPEST_LOOK) return undefined
      const piece = await source.take(bytes)
      taken += piece?.length ?? 0
      return piece
    },
  }
}

function firstByte(bytes: Uint8Array): number | undefined {
  return bytes.find((byte) => byte > 0x20)
}

function candidates(bytes: Uint8Array): TextFramingId[] {
  if (isProtobuf(bytes)) return ['protobuf']
  const first = firstByte(bytes)
  if (first !== 0x7b && first !== 0x5b) return ['csv', 'lines']
  // An export in one piece on one line is a line of JSON too, but its rows are inside.
  if (first === 0x7b && startOfEnvelope(bytes, bytes.indexOf(first), false) >= 0) return ['json-array']
  return ['lines', 'json-array']
}

function sampleAs(framing: Framing, bytes: Uint8Array, complete: boolean): Sample {
  const cutter = framing.cutter({ maxRowBytes: DEFAULT_MAX_ROW_BYTES })
  const rows: Record<string, unknown>[] = []
  const bad: Unreadable[] = []
  let rest = bytes.slice()
  for (;;) {
    const cut = cutter.cut(rest, complete)
    for (const unreadable of cut.unreadable) bad.push(unreadable)
    if (cut.block) {
      const { end, ...described } = cut.block
      const block: Block = { ...NAMELESS, framing: framing.id, ...described, bytes: rest.subarray(0, end) }
      framing.readRows(
        block,
        (row) => {
          if (rows.length < SAMPLE_ROWS) rows.push(row)
        },
        (unreadable) => bad.push(unreadable),
      )
    }
    if (cut.used === 0 || cut.used >= rest.length) break
    rest = rest.slice(cut.used)
  }
  // Rows are the rule where a framing fits; a scrap of JSON in a text file does not make it a log.
  const fits = rows.length > 0 && (rows.length >= SAMPLE_ROWS || rows.length * 4 >= bad.length)
  return {
    framing: framing.id,
    rows: fits ? rows : [],
    problem: fits ? undefined : problemOf(framing, bytes, complete, bad),
    empty: complete && rows.length === 0 && bad.length === 0 && (framing.id !== 'csv' || hasHeader(bytes)),
  }
}

function hasHeader(bytes: Uint8Array): boolean {
  return headerOf(bytes, true) !== undefined
}

const NAMELESS = { path: '', dialect: 'native', unreadable: [], consumed: 0 } as const

function problemOf(
  framing: Framing,
  bytes: Uint8Array,
  complete: boolean,
  bad: readonly Unreadable[],
): string {
  const [first] = bad
  if (first) return `line ${first.line}: ${first.reason}`
  if (framing.id !== 'csv') return 'no object found'
  const header = headerOf(bytes, complete)
  return header ? 'a header but no rows' : 'no comma, semicolon or tab in the first line'
}
