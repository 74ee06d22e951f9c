import { dialectNamed } from './dialects/all.ts'
import type { Conversion, Conversions } from './dialects/dialect.ts'
import { failureOf } from './failure.ts'
import { csv, repeatsAmong } from './framings/csv.ts'
import type { Framing, OnRow } from './framings/framing.ts'
import { jsonArray } from './framings/json-array.ts'
import { lines } from './framings/lines.ts'
import { readParquetRows } from './framings/parquet.ts'
import { protobuf } from './framings/protobuf.ts'
import { rowKey } from './framings/row-key.ts'
import { pruned } from './join/prune.ts'
import { linesNotUtf8 } from './not-utf8.ts'
import type { Block, BlockSink, FramingId, OnUnreadable, ReaderOptions } from './types.ts'

const FRAMINGS = { lines, csv, 'json-array': jsonArray, protobuf } as const

export function textFraming(id: Exclude<FramingId, 'parquet'>): Framing {
  return FRAMINGS[id]
}

/**
 * Reads a block's rows as requests, or parts of requests, calling back for each. Meant for a worker: for text
 * framings everything happens before the promise is returned. Rejects only if a callback throws: a row at which the
 * reader itself fails is unreadable, and says so.
 */
export async function readBlock(block: Block, options: ReaderOptions, sink: BlockSink): Promise<void> {
  const dialect = dialectNamed(block.dialect)
  if (sink.notUtf8 && isText(block)) {
    const found = linesNotUtf8(block.bytes, block.firstLine)
    if (found) sink.notUtf8(found.lines, found.first)
  }
  let rows = 0
  await readRows(
    block,
    (row, line, key) => {
      rows++
      let found: readonly Found[]
      try {
        found = foundIn(dialect.toRequest(row, options), key)
      } catch (error) {
        found = [{ conversion: { reason: failureOf(error) }, key: 0 }]
      }
      for (const one of found) deliver(sink, one, line)
    },
    sink.unreadable,
    options,
  )
  const { header, firstLine } = block
  if (rows > 0 && header && repeatsAmong(header).size > 0) sink.repeatedColumns?.(rows, firstLine)
}

function isText({ framing }: Block): boolean {
  return framing !== 'parquet' && framing !== 'protobuf'
}

/** What one request in a row comes to, and its content identity: 0 where nothing needs one. */
interface Found {
  readonly conversion: Conversion
  readonly key: number
}

function foundIn(result: Conversions, key: () => number): readonly Found[] {
  if (!('several' in result)) return [identified(result, key)]
  // Each of them has an identity of its own, which follows from the row's.
  const { several, contents } = result
  const whole = several.length > 0 && !contents ? key() : 0
  return several.map((one, index) => identified(one, () => rowKey(contents?.[index] ?? `${whole} ${index}`)))
}

function identified(conversion: Conversion, key: () => number): Found {
  if ('record' in conversion) return { conversion, key: key() }
  if (!('part' in conversion)) return { conversion, key: 0 }
  const { part } = conversion
  return { conversion: { part: { ...part, fields: pruned(part.fields) } }, key: key() }
}

function deliver(sink: BlockSink, { conversion: result, key }: Found, line: number): void {
  if ('record' in result) sink.record(result.record, key, result.dropped, line)
  else if ('part' in result) sink.part(result.part, key, line)
  else if ('passedOver' in result) sink.passedOver(result.passedOver)
  else sink.unreadable({ line, reason: result.reason })
}

/** The raw rows of a block, before any dialect. */
export async function readRows(
  block: Block,
  onRow: OnRow,
  onUnreadable: OnUnreadable,
  options: Pick<ReaderOptions, 'patience'> = {},
): Promise<void> {
  for (const unreadable of block.unreadable) onUnreadable(unreadable)
  if (block.framing === 'parquet') await readParquetRows(block, onRow, onUnreadable, options.patience)
  else textFraming(block.framing).readRows(block, onRow, onUnreadable)
}
