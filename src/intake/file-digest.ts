import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'

const READ_BYTES = 1024 * 1024

/** What a file held when it was read through: SHA-256 of its raw bytes, whatever its name. */
export interface FileDigest {
  readonly digest: string
  readonly bytes: number
}

/** About 2 GB/s with SHA instructions, so that this thread does it beside its other work. */
export async function digestFile(path: string, onBytes?: (bytes: number) => void): Promise<FileDigest> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES })) {
    hash.update(chunk)
    bytes += chunk.length
    onBytes?.(chunk.length)
  }
  return { digest: hash.digest('hex'), bytes }
}

/** Digests what is read anyhow. */
export function createDigest(): { add(bytes: Uint8Array): void; finish(): FileDigest } {
  const hash: Hash = createHash('sha256')
  let bytes = 0
  return {
    add(chunk) {
      hash.update(chunk)
      bytes += chunk.length
    },
    finish: () => ({ digest: hash.digest('hex'), bytes }),
  }
}

/** Passes a stream on and digests it on the way. */
export function digestStream(stream: AsyncIterable<Uint8Array>): {
  stream: AsyncIterable<Uint8Array>
  finish(): FileDigest
} {
  const { add, finish } = createDigest()
  async function* pass(): AsyncGenerator<Uint8Array> {
    for await (const chunk of stream) {
      add(chunk)
      yield chunk
    }
  }
  return { stream: pass(), finish }
}
