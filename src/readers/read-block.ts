import { dialectNamed } from './dialects/all.ts'
import type { Conversion } from './dialects/dialect.ts'
import { csv } from './framings/csv.ts'
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
 * framings everything happens before the promise is returned. Rejects only if a callback throws.
 */
export async function readBlock(block: Block, options: ReaderOptions, sink: BlockSink): Promise<void> {
  const dialect = dialectNamed(block.dialect)
  if (sink.notUtf8 && isText(block)) {
    const found = linesNotUtf8(block.bytes, block.firstLine)
    if (found) sink.notUtf8(found.lines, found.first)
  }
  await readRows(
    block,
    (row, line, key) => {
      const result = dialect.toRequest(row, options)
      if (!('several' in result)) return deliver(sink, result, key, line)
      // Each of them has an identity of its own, which follows from the row's.
      const { several, contents } = result
      const whole = several.length > 0 && !contents ? key() : 0
      for (const [index, one] of several.entries()) {
        deliver(sink, one, () => rowKey(contents?.[index] ?? `${whole} ${index}`), line)
      }
    },
    sink.unreadable,
    options,
  )
}

function isText({ framing }: Block): boolean {
  return framing !== 'parquet' && framing !== 'protobuf'
}

function deliver(sink: BlockSink, result: Conversion, key: () => number, line: number): void {
  if ('record' in result) sink.record(result.record, key(), result.dropped, line)
  else if ('part' in result) sink.part({ ...result.part, fields: pruned(result.part.fields) }, key(), line)
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
