import { randomInt } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmdirSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { PlacedPart } from '../readers/index.ts'
import { writeFailure } from '../store/index.ts'

/** So many times what the memory holds can be joined later, file by file. */
const PARTITIONS = 64
const LENGTH_BYTES = 4
/** Parts are written so many bytes at a time. */
const WRITE_BYTES = 256 * 1024

/**
 * Parts that found no room in memory, laid on disk until the end of the input. Parts of one key lie in one of 64
 * files (a Grace hash join), so that they can be joined a file at a time. The files hold what callers wrote:
 * they are for their owner's eyes, and gone when the run ends, the next begins or an account is forgotten.
 */
export interface Spill {
  readonly parts: number
  add(parts: readonly PlacedPart[]): void
  /** The parts of one file after another, to be gone through any number of times; a file is deleted when the next is asked for. */
  drain(): Generator<Iterable<PlacedPart>>
  close(): void
}

interface Partition {
  readonly path: string
  readonly file: number
  waiting: Buffer[]
  waitingBytes: number
}

/** The folder in a spill's own for the parts of one crowded file, laid out anew. */
export const PIECES = 'pieces'

/** @throws StillwatchError SW_STORE_FAILED where what an earlier run left cannot be removed */
export function openSpill(folder: string): Spill {
  removeSpilled(folder)
  const partitions = new Map<number, Partition>()
  const seed = randomInt(2 ** 32)
  let count = 0

  const partitionOf = (number: number): Partition => {
    const open = partitions.get(number)
    if (open) return open
    if (partitions.size === 0) mkdirSync(folder, { recursive: true, mode: 0o700 })
    const path = join(folder, `${number}.parts`)
    const made = { path, file: openSync(path, 'wx+', 0o600), waiting: [], waitingBytes: 0 }
    partitions.set(number, made)
    return made
  }

  return {
    get parts() {
      return count
    },
    add(parts) {
      for (const part of parts) {
        const partition = partitionOf(hashOf(part.join, seed) % PARTITIONS)
        const bytes = serialize(part)
        const length = Buffer.alloc(LENGTH_BYTES)
        length.writeUInt32LE(bytes.length)
        partition.waiting.push(length, bytes)
        partition.waitingBytes += LENGTH_BYTES + bytes.length
        if (partition.waitingBytes >= WRITE_BYTES) flush(partition)
        count++
      }
    },
    *drain() {
      for (const [number, partition] of partitions) {
        flush(partition)
        yield { [Symbol.iterator]: () => readParts(partition.file) }
        closeSync(partition.file)
        rmSync(partition.path)
        partitions.delete(number)
      }
    },
    close() {
      for (const { file } of partitions.values()) closeSync(file)
      partitions.clear()
      removeSpilled(folder)
    },
  }
}

/**
 * Removes what a run left, and nothing else: a folder of this name may hold somebody's logs.
 * @throws StillwatchError SW_STORE_FAILED
 */
export function removeSpilled(folder: string): void {
  if (!existsSync(folder)) return
  try {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name)
      if (name === PIECES) removeSpilled(path)
      else if (/^\d+\.parts$/.test(name)) rmSync(path, { force: true })
    }
    if (readdirSync(folder).length === 0) rmdirSync(folder)
  } catch (error) {
    throw writeFailure(folder, error)
  }
}

function flush(partition: Partition): void {
  const bytes = Buffer.concat(partition.waiting)
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(partition.file, bytes, at)
  } catch (error) {
    throw writeFailure(partition.path, error)
  }
  partition.waiting = []
  partition.waitingBytes = 0
}

function* readParts(file: number): Generator<PlacedPart> {
  const length = Buffer.alloc(LENGTH_BYTES)
  let at = 0
  while (fill(file, length, at)) {
    const bytes = Buffer.alloc(length.readUInt32LE())
    at += LENGTH_BYTES
    if (!fill(file, bytes, at)) return
    at += bytes.length
    // Written by `add`, in this process.
    const part: PlacedPart = deserialize(bytes)
    yield part
  }
}

function fill(file: number, bytes: Buffer, from: number): boolean {
  let filled = 0
  while (filled < bytes.length) {
    const read = readSync(file, bytes, filled, bytes.length - filled, from + filled)
    if (read === 0) return false
    filled += read
  }
  return true
}

/** FNV-1a, 32 bits (Fowler, Noll, Vo), from a basis of this run's own: callers choose some keys. */
function hashOf(text: string, seed: number): number {
  let hash = seed
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}
