import { createGunzip } from 'node:zlib'
import type { Compression } from './types.ts'
import { createUnzstd } from './zstd.ts'

/** A byte of gzip stands for at most 1,032, so that this bounds what one step can give: 64 MiB. */
const GZIP_STEP = 64 * 1024
/**
 * Rows differ at least in their times and ids, so that a log shrinks to a hundredth at the very most. What grows
 * further than this was made to exhaust whoever reads it; smaller amounts do no harm.
 */
const MOST_GROWTH = 2_000
const HARMLESS_BYTES = 256 * 1024 * 1024

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
  if (compression === 'none') return chunks
  return withinGrowth(chunks, compression === 'gzip' ? gunzip : unzstd)
}

async function* withinGrowth(
  chunks: Chunks,
  open: (chunks: Chunks) => AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let put = 0
  let got = 0
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      put += chunk.length
      yield chunk
    }
  }
  for await (const chunk of open(counted())) {
    yield chunk
    got += chunk.length
    if (got > HARMLESS_BYTES && got > MOST_GROWTH * put) {
      throw new BrokenStream(`it grows more than ${MOST_GROWTH.toLocaleString('en')}-fold, which no log does`)
    }
  }
}

function* steps(chunk: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < chunk.length; at += size) yield chunk.subarray(at, at + size)
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
    reading: for await (const chunk of chunks) {
      for (const step of steps(chunk, GZIP_STEP)) {
        await Promise.race([new Promise<void>((resolve) => stream.write(step, () => resolve())), settled])
        yield* take()
        if (failure) break reading
      }
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
  const stream = createUnzstd((chunk) => output.push(chunk))
  function* push(chunk: Uint8Array, final: boolean): Generator<Uint8Array> {
    try {
      for (const _ of stream.push(chunk, final)) {
        yield* output
        output = []
      }
    } catch (error) {
      yield* output
      output = []
      const reason = error instanceof Error ? error.message : String(error)
      throw new BrokenStream(`zstd: ${reason}`, { cause: error })
    }
    yield* output
    output = []
  }
  for await (const chunk of chunks) yield* push(chunk, false)
  yield* push(new Uint8Array(0), true)
}
