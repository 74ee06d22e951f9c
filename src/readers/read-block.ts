import type { Dialect } from './dialects/dialect.ts'
import { litellm } from './dialects/litellm.ts'
import { native } from './dialects/native.ts'
import { csv } from './framings/csv.ts'
import type { Framing, OnRow } from './framings/framing.ts'
import { jsonArray } from './framings/json-array.ts'
import { lines } from './framings/lines.ts'
import { readParquetRows } from './framings/parquet.ts'
import type { Block, DialectId, FramingId, OnRecord, OnUnreadable, ReaderOptions } from './types.ts'

/** In the order in which they are tried: the more particular first. */
export const DIALECTS: readonly Dialect[] = [litellm, native]

export function dialectNamed(id: DialectId): Dialect {
  return id === 'litellm' ? litellm : native
}

export function textFraming(id: Exclude<FramingId, 'parquet'>): Framing {
  return id === 'lines' ? lines : id === 'csv' ? csv : jsonArray
}

/**
 * Reads a block's rows as requests, calling back for each. Meant for a worker: for text framings everything
 * happens before the promise is returned. Rejects only if a callback throws.
 */
export async function readBlock(
  block: Block,
  options: ReaderOptions,
  onRecord: OnRecord,
  onUnreadable: OnUnreadable,
): Promise<void> {
  const dialect = dialectNamed(block.dialect)
  await readRows(
    block,
    (row, line, key) => {
      const result = dialect.toRequest(row, options)
      if ('record' in result) onRecord(result.record, key(), result.dropped, line)
      else onUnreadable({ line, reason: result.reason })
    },
    onUnreadable,
  )
}

/** The raw rows of a block, before any dialect. */
export async function readRows(block: Block, onRow: OnRow, onUnreadable: OnUnreadable): Promise<void> {
  for (const unreadable of block.unreadable) onUnreadable(unreadable)
  if (block.framing === 'parquet') await readParquetRows(block, onRow, onUnreadable)
  else textFraming(block.framing).readRows(block, onRow, onUnreadable)
}
