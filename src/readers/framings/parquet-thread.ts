import { type FileHandle, stat } from 'node:fs/promises'
import { parentPort } from 'node:worker_threads'
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import type { ParquetReply, ParquetRequest } from './parquet.ts'
import { isFlat, openPieces, pagesOf } from './parquet-pages.ts'

/** The thread's main file: what a damaged file does to the decoder it does here, to nobody else. */
const port = parentPort
if (!port) throw new Error('this file runs as a worker thread')

interface OpenParquet {
  readonly handle: FileHandle
  readonly file: AsyncBuffer
  readonly metadata: FileMetaData
  /** Where the pages of a row group are, by the group's number, once rows out of its middle were asked for. */
  readonly pages: Map<number, ReturnType<typeof pagesOf>>
}

/** The file last opened: blocks of one file come one after another, and its footer can be large. */
let last: { readonly identity: string; readonly opened: Promise<OpenParquet> } | undefined

async function openParquet(path: string): Promise<OpenParquet> {
  const { mtimeMs, size, ino } = await stat(path)
  const identity = `${path}\0${ino}\0${mtimeMs}\0${size}`
  if (last?.identity !== identity) {
    last?.opened.then(({ handle }) => handle.close()).catch(() => {})
    last = { identity, opened: open(path) }
  }
  return last.opened
}

async function open(path: string): Promise<OpenParquet> {
  const { handle, file } = await openPieces(path)
  try {
    return { handle, file, metadata: await parquetMetadataAsync(file), pages: new Map() }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function answer({ path, rows }: ParquetRequest): Promise<ParquetReply> {
  try {
    const opened = await openParquet(path)
    if (!rows) return sizesOf(opened)
    const { file, metadata } = opened
    const pageLocationsByGroup = await pagesFor(opened, rows)
    const asked = {
      file,
      metadata,
      compressors,
      rowStart: rows.start,
      rowEnd: rows.end,
      pageLocationsByGroup,
    }
    return { rows: await parquetReadObjects(asked) }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

function sizesOf({ file, metadata }: OpenParquet): ParquetReply {
  const groups = metadata.row_groups.map((group) => {
    let flat = 0
    let nested = 0
    for (const { meta_data: column } of group.columns) {
      const bytes = Number(column?.total_uncompressed_size ?? 0)
      if (column && isFlat(column, metadata)) flat += bytes
      else nested += bytes
    }
    return { rows: Number(group.num_rows), flat, nested }
  })
  return { groups, bytes: file.byteLength }
}

/** Pages of the row groups of which some rows are wanted; of others everything is read. By the groups' numbers. */
async function pagesFor(opened: OpenParquet, rows: { start: number; end: number }) {
  const { file, metadata, pages } = opened
  const found: Awaited<ReturnType<typeof pagesOf>>[] = []
  let start = 0
  for (const [number, group] of metadata.row_groups.entries()) {
    const end = start + Number(group.num_rows)
    const narrowed = rows.start > start || rows.end < end
    if (narrowed && rows.start < end && rows.end > start) {
      const known = pages.get(number) ?? pagesOf(file, group, metadata)
      pages.set(number, known)
      found[number] = await known
    }
    start = end
  }
  return found
}

// Of several ranges that it asked for at once, hyparquet leaves the others alone when one cannot be used. Their
// failures are nobody's; what could not be read is told by what was waited for.
process.on('unhandledRejection', () => {})

port.on('message', async (request: ParquetRequest) => {
  const reply = await answer(request)
  try {
    port.postMessage(reply)
  } catch (error) {
    port.postMessage({
      problem: error instanceof Error ? error.message : String(error),
    } satisfies ParquetReply)
  }
})
