import { stat } from 'node:fs/promises'
import { parentPort } from 'node:worker_threads'
import {
  type AsyncBuffer,
  asyncBufferFromFile,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
} from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import type { ParquetReply, ParquetRequest } from './parquet.ts'

/** The thread's main file: what a damaged file does to the decoder it does here, to nobody else. */
const port = parentPort
if (!port) throw new Error('this file runs as a worker thread')

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

async function answer({ path, rows }: ParquetRequest): Promise<ParquetReply> {
  try {
    const opened = await openParquet(path)
    if (!rows) {
      const groups = opened.metadata.row_groups.map((group) => ({
        rows: Number(group.num_rows),
        bytes: Number(group.total_compressed_size ?? group.total_byte_size),
      }))
      return { groups }
    }
    return {
      rows: await parquetReadObjects({ ...opened, compressors, rowStart: rows.start, rowEnd: rows.end }),
    }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
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
