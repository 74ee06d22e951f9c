import { stat } from 'node:fs/promises'
import {
  type AsyncBuffer,
  asyncBufferFromFile,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
} from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import type { Block, Unreadable } from '../types.ts'
import type { OnRow } from './framing.ts'
import { rowKey } from './row-key.ts'

/** Rows of one row group, from 0, end excluded, and where its bytes end in the file. */
export interface RowGroup {
  readonly rowStart: number
  readonly rowEnd: number
  readonly consumed: number
}

export function isParquet(start: Uint8Array): boolean {
  return Buffer.from(start.subarray(0, 4)).toString('latin1') === 'PAR1'
}

/** @throws Error where the footer cannot be read, which is at the end: a truncated file has none. */
export async function rowGroupsOf(path: string): Promise<RowGroup[]> {
  const { metadata } = await openParquet(path)
  let rowStart = 0
  let consumed = 0
  return metadata.row_groups.map((group) => {
    const rowEnd = rowStart + Number(group.num_rows)
    consumed += Number(group.total_compressed_size ?? group.total_byte_size)
    const range = { rowStart, rowEnd, consumed }
    rowStart = rowEnd
    return range
  })
}

/** The first rows of a file, as many as there are up to `limit`. */
export async function firstRows(path: string, limit: number): Promise<Record<string, unknown>[]> {
  const opened = await openParquet(path)
  return parquetReadObjects({ ...opened, compressors, rowStart: 0, rowEnd: limit })
}

/** The rows of a Parquet block, read from the file that it names. A damaged row group is one unreadable. */
export async function readParquetRows(
  block: Block,
  onRow: OnRow,
  onUnreadable: (unreadable: Unreadable) => void,
): Promise<void> {
  const { path, rowStart = 0, rowEnd = 0 } = block
  let rows: Record<string, unknown>[]
  try {
    rows = await parquetReadObjects({ ...(await openParquet(path)), compressors, rowStart, rowEnd })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    onUnreadable({
      line: rowStart + 1,
      reason: `rows ${rowStart + 1} to ${rowEnd} cannot be read: ${reason}`,
    })
    return
  }
  for (const [index, row] of rows.entries()) {
    onRow(row, rowStart + index + 1, () => rowKey(JSON.stringify(row, exact)))
  }
}

/** JSON knows no 64-bit integers. */
function exact(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}

interface OpenParquet {
  readonly file: AsyncBuffer
  readonly metadata: FileMetaData
}

/** The file last opened: blocks of one file come one after another, and its footer can be large. */
let last: { readonly identity: string; readonly opened: Promise<OpenParquet> } | undefined

async function openParquet(path: string): Promise<OpenParquet> {
  const { mtimeMs, size, ino } = await stat(path)
  const identity = `${path}\0${ino}\0${mtimeMs}\0${size}`
  if (last?.identity !== identity) last = { identity, opened: open(path) }
  return last.opened
}

async function open(path: string): Promise<OpenParquet> {
  const file = await asyncBufferFromFile(path)
  return { file, metadata: await parquetMetadataAsync(file) }
}
