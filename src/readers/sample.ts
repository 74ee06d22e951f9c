import { withoutByteOrderMark } from './blocks.ts'
import type { ByteSource } from './byte-source.ts'
import { headerOf } from './framings/csv.ts'
import type { Framing } from './framings/framing.ts'
import { startOfEnvelope } from './framings/json-scan.ts'
import { isProtobuf } from './framings/protobuf.ts'
import { textFraming } from './read-block.ts'
import { type Block, DEFAULT_MAX_ROW_BYTES, type FramingId, type Unreadable } from './types.ts'

export interface Sample {
  readonly framing: FramingId
  readonly rows: readonly Record<string, unknown>[]
  /** Why this framing gives no rows; undefined if it does. */
  readonly problem: string | undefined
  /** The framing fits, and the file holds no row: a header alone, `[]`, `{"data":[]}`. */
  readonly empty: boolean
}

type TextFramingId = Exclude<FramingId, 'parquet'>

const FIRST_LOOK = 256 * 1024
/** A request with a long context can be megabytes; beyond this a file's first row is no row. */
const LONGEST_LOOK = 64 * 1024 * 1024
const SAMPLE_ROWS = 200

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
    if (peeked.complete || look >= LONGEST_LOOK || samples.some(({ rows }) => rows.length > 0)) return samples
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
    bad.push(...cut.unreadable)
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
