import { createReadStream } from 'node:fs'
import { BrokenStream, compressionOf, decompress } from './decompress.ts'
import { inputError } from './input-error.ts'
import type { Compression, InputFile, OnBytes } from './types.ts'

const READ_BYTES = 1024 * 1024
const EMPTY = new Uint8Array(0)

/** The plain bytes of a file from its start, with a look ahead. It has a life: end it with `close`. */
export interface ByteSource {
  readonly compression: Compression
  /**
   * The first bytes without taking them: at least `bytes` unless the file is shorter.
   */
  peek(bytes: number): Promise<{ bytes: Uint8Array; complete: boolean }>
  /** The next `bytes` bytes, fewer at the end; undefined after that. Their memory is the caller's. */
  take(bytes: number): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** Bytes read from disk so far. */
  consumed(): number
  /** Why a compressed file ended before its end, once everything before was taken. */
  broken(): string | undefined
  close(): Promise<void>
}

/**
 * Opens a file, or standard input for `-`, and sees through its compression.
 *
 * @throws StillwatchError SW_FILE_NOT_FOUND or SW_FILE_UNREADABLE, here or while reading.
 */
export async function openBytes(
  file: InputFile,
  stdin: AsyncIterable<Uint8Array> = process.stdin,
  onBytes?: OnBytes,
): Promise<ByteSource> {
  let read = 0
  const raw = file.path === '-' ? stdin : createReadStream(file.path, { highWaterMark: READ_BYTES })
  const counted = countBytes(raw, file.path, (chunk) => {
    read += chunk.length
    onBytes?.(chunk)
  })
  const { head, rest } = await splitHead(counted, 4)
  const compression = compressionOf(head)
  const chunks = decompress(rest, compression)[Symbol.asyncIterator]()

  let held: Uint8Array[] = []
  let heldBytes = 0
  let ended = false
  let broken: string | undefined

  const fill = async (bytes: number): Promise<void> => {
    while (!ended && heldBytes < bytes) {
      try {
        const next = await chunks.next()
        if (next.done) ended = true
        else {
          held.push(next.value)
          heldBytes += next.value.length
        }
      } catch (error) {
        if (!(error instanceof BrokenStream)) throw error
        broken = error.message
        ended = true
      }
    }
  }

  return {
    compression,
    async peek(bytes) {
      await fill(bytes)
      const all = joined(held, heldBytes)
      held = [all]
      return { bytes: all, complete: ended }
    },
    async take(bytes) {
      await fill(bytes)
      if (heldBytes === 0) return undefined
      const taken = new Uint8Array(Math.min(bytes, heldBytes))
      let filled = 0
      while (filled < taken.length) {
        const [chunk = EMPTY] = held
        const part = chunk.subarray(0, taken.length - filled)
        taken.set(part, filled)
        filled += part.length
        if (part.length === chunk.length) held.shift()
        else held[0] = chunk.subarray(part.length)
      }
      heldBytes -= filled
      return taken
    },
    consumed: () => read,
    broken: () => (heldBytes === 0 && ended ? broken : undefined),
    async close() {
      ended = true
      await chunks.return?.()
    },
  }
}

/** Pieces as one. @param length how many bytes they are together */
export function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(length)
  let position = 0
  for (const chunk of chunks) {
    all.set(chunk, position)
    position += chunk.length
  }
  return all
}

async function* countBytes(
  chunks: AsyncIterable<Uint8Array>,
  path: string,
  count: OnBytes,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of chunks) {
      count(chunk)
      yield chunk
    }
  } catch (error) {
    throw inputError(path, error)
  }
}

/** Reads on until `bytes` bytes are there, and gives them beside a stream that still has them. */
async function splitHead(
  chunks: AsyncGenerator<Uint8Array>,
  bytes: number,
): Promise<{ head: Uint8Array; rest: AsyncGenerator<Uint8Array> }> {
  const first: Uint8Array[] = []
  let length = 0
  while (length < bytes) {
    const next = await chunks.next()
    if (next.done) break
    first.push(next.value)
    length += next.value.length
  }
  const head = joined(first, length)
  async function* rest(): AsyncGenerator<Uint8Array> {
    try {
      if (head.length > 0) yield head
      yield* chunks
    } finally {
      // A stream that was never walked to its end still holds the file.
      await chunks.return(undefined)
    }
  }
  return { head, rest: rest() }
}
