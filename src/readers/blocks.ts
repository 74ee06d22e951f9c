import { StillwatchError } from '../errors/index.ts'
import { type ByteSource, joined } from './byte-source.ts'
import type { Cut } from './framings/framing.ts'
import { countNewlines } from './framings/lines.ts'
import { rowRangesOf } from './framings/parquet.ts'
import { textFraming } from './read-block.ts'
import {
  type Block,
  DEFAULT_BLOCK_BYTES,
  DEFAULT_MAX_ROW_BYTES,
  type DialectId,
  type FramingId,
  type ReaderOptions,
  type Unreadable,
} from './types.ts'

/** Bytes of a UTF-8 byte order mark, which must not be cut in two. */
const BYTE_ORDER_MARK = 3

type Named = Pick<Block, 'path' | 'framing' | 'dialect'>

/** Cuts a text file into blocks of complete rows. A stream that breaks off ends with one unreadable. */
export async function* textBlocks(
  source: ByteSource,
  path: string,
  framing: Exclude<FramingId, 'parquet'>,
  dialect: DialectId,
  options: ReaderOptions,
): AsyncGenerator<Block, void, undefined> {
  const { blockBytes = DEFAULT_BLOCK_BYTES, maxRowBytes = DEFAULT_MAX_ROW_BYTES } = options
  const named = { path, framing, dialect }
  const cutter = textFraming(framing).cutter({ maxRowBytes })
  let buffer: Uint8Array<ArrayBuffer> = new Uint8Array(0)
  let line = 1
  let first = true
  const lost = (why: string) =>
    emptyBlock(
      named,
      line,
      [
        {
          line,
          reason: `${path} breaks off here (${why}); what came before was read. Fetch it again for the rest`,
        },
      ],
      source.consumed(),
    )
  try {
    for (;;) {
      // A row that outgrows the block doubles what is read at a time, so that joining stays linear; but nothing
      // is held beyond what is needed to see that a row is too long.
      const room = Math.max(maxRowBytes + 1 - buffer.length, blockBytes)
      const taken = await source.take(
        Math.max(Math.min(room, Math.max(blockBytes, buffer.length)), BYTE_ORDER_MARK),
      )
      const final = taken === undefined
      const broken = final ? source.broken() : undefined
      if (broken !== undefined) {
        // The row in which the stream breaks off goes with it: one loss, counted once.
        yield lost(broken)
        return
      }
      if (taken) buffer = buffer.length === 0 ? taken : joined([buffer, taken], buffer.length + taken.length)
      if (first) buffer = withoutByteOrderMark(buffer)
      first = false
      let used: number
      do {
        const cut = cutter.cut(buffer, final)
        used = cut.used
        const rest = buffer.slice(used)
        const block = blockOf(named, buffer, cut, line, source.consumed())
        buffer = rest
        if (block) {
          line = block.firstLine + rowsOrLines(block)
          yield block
        }
      } while (used > 0 && buffer.length > 0)
      if (final) return
    }
  } catch (error) {
    if (!(error instanceof StillwatchError)) throw error
    yield lost(error.message)
  } finally {
    await source.close()
  }
}

function blockOf(named: Named, buffer: Uint8Array<ArrayBuffer>, cut: Cut, line: number, consumed: number) {
  const { block, unreadable } = cut
  if (!block) return unreadable.length > 0 ? emptyBlock(named, line, unreadable, consumed) : undefined
  const { end, ...described } = block
  return { ...named, ...described, bytes: buffer.subarray(0, end), unreadable, consumed }
}

/** Messages have no lines: there the rows are counted. */
function rowsOrLines({ framing, rows, bytes }: Block): number {
  return framing === 'protobuf' ? (rows?.length ?? 0) / 3 : countNewlines(bytes)
}

function emptyBlock(
  named: Named,
  firstLine: number,
  unreadable: readonly Unreadable[],
  consumed: number,
): Block {
  return { ...named, bytes: new Uint8Array(0), firstLine, unreadable, consumed }
}

export function withoutByteOrderMark<T extends Uint8Array>(bytes: T): T | Uint8Array<ArrayBuffer> {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.slice(3) : bytes
}

/** A block names some rows of one row group. They stay in the file until a worker reads them. */
export async function* parquetBlocks(
  path: string,
  dialect: DialectId,
  { patience }: ReaderOptions,
): AsyncGenerator<Block, void, undefined> {
  for (const { consumed, ...range } of await rowRangesOf(path, patience)) {
    const named = { path, framing: 'parquet', dialect } as const
    yield { ...emptyBlock(named, range.rowStart + 1, [], consumed), ...range }
  }
}
