import { createGunzip } from 'node:zlib'
import { Decompress } from 'fzstd'
import type { Compression } from './types.ts'

/** A compressed stream that ended too early or is damaged. What came before it was handed out. */
export class BrokenStream extends Error {
  override readonly name = 'BrokenStream'
}

type Chunks = AsyncIterable<Uint8Array>

/** By the magic bytes: RFC 1952 section 2.3.1 (gzip), RFC 8878 section 3.1 (zstd frames and skippable frames). */
export function compressionOf(start: Uint8Array): Compression {
  if (start[0] === 0x1f && start[1] === 0x8b) return 'gzip'
  const [first = 0, ...rest] = start.subarray(0, 4)
  if (first === 0x28 && rest.join() === '181,47,253') return 'zstd'
  if (first >= 0x50 && first <= 0x5f && rest.join() === '42,77,24') return 'zstd'
  return 'none'
}

/** The plain bytes. Ends with BrokenStream, after every byte that could be restored, where the rest is lost. */
export function decompress(chunks: Chunks, compression: Compression): Chunks {
  if (compression === 'gzip') return gunzip(chunks)
  if (compression === 'zstd') return unzstd(chunks)
  return chunks
}

/**
 * Node's own async iteration drops what is still buffered when a stream fails, which would lose the last
 * rows of a truncated file. So the output is taken in flowing mode, and a new chunk goes in when the last one
 * is through. Of a damaged (not truncated) stream zlib withholds at most the output chunk at hand.
 */
async function* gunzip(chunks: Chunks): AsyncGenerator<Uint8Array> {
  const stream = createGunzip({ chunkSize: 64 * 1024 })
  let output: Uint8Array[] = []
  let failure: Error | undefined
  const settled = new Promise<void>((resolve) => {
    stream.on('end', resolve)
    stream.on('error', (error) => {
      failure = error
      resolve()
    })
  })
  stream.on('data', (chunk: Uint8Array) => output.push(chunk))
  const take = () => {
    const taken = output
    output = []
    return taken
  }
  try {
    for await (const chunk of chunks) {
      await Promise.race([new Promise<void>((resolve) => stream.write(chunk, () => resolve())), settled])
      yield* take()
      if (failure) break
    }
    if (!failure) {
      stream.end()
      await settled
    }
    yield* take()
  } finally {
    stream.destroy()
  }
  if (failure) throw new BrokenStream(`gzip: ${failure.message}`, { cause: failure })
}

async function* unzstd(chunks: Chunks): AsyncGenerator<Uint8Array> {
  let output: Uint8Array[] = []
  const stream = new Decompress((chunk) => {
    if (chunk.length > 0) output.push(chunk)
  })
  const push = (chunk: Uint8Array, final: boolean): Error | undefined => {
    try {
      stream.push(chunk, final)
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error))
    }
  }
  const take = () => {
    const taken = output
    output = []
    return taken
  }
  let failure: Error | undefined
  for await (const chunk of chunks) {
    failure = push(chunk, false)
    yield* take()
    if (failure) break
  }
  failure ??= push(new Uint8Array(0), true)
  yield* take()
  if (failure) throw new BrokenStream(`zstd: ${failure.message}`, { cause: failure })
}
