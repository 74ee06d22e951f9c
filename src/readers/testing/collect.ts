import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RequestRecord } from '../../record/index.ts'
import { dialectNamed } from '../dialects/all.ts'
import type { PlacedPart } from '../join/part.ts'
import { readBlock } from '../read-block.ts'
import { openSource } from '../source.ts'
import {
  type Block,
  type DialectId,
  type Format,
  type InputFile,
  type ReaderOptions,
  transferOf,
  type Unreadable,
} from '../types.ts'

export interface Collected {
  readonly format: Format
  /** What is left of the blocks: their bytes went to the reader. */
  readonly blocks: readonly Block[]
  readonly blockBytes: readonly number[]
  readonly records: readonly RequestRecord[]
  readonly keys: readonly number[]
  readonly lines: readonly number[]
  readonly dropped: readonly (readonly string[])[]
  readonly unreadable: readonly Unreadable[]
  readonly parts: readonly PlacedPart[]
  readonly passedOver: readonly string[]
}

/** Reads a file to its end as intake would, each block transferred as a worker gets it. */
export async function collect(
  path: string | InputFile,
  options: ReaderOptions = {},
  stdin?: AsyncIterable<Uint8Array>,
): Promise<Collected> {
  const file = typeof path === 'string' ? { path, bytes: 1 } : path
  const source = await openSource(file, options, stdin)
  const blocks: Block[] = []
  const blockBytes: number[] = []
  const records: RequestRecord[] = []
  const keys: number[] = []
  const lines: number[] = []
  const dropped: (readonly string[])[] = []
  const unreadable: Unreadable[] = []
  const parts: PlacedPart[] = []
  const passedOver: string[] = []
  for await (const block of source.blocks()) {
    blocks.push(block)
    blockBytes.push(block.bytes.buffer.byteLength)
    await readBlock(structuredClone(block, { transfer: transferOf(block) }), options, {
      record: (record, key, names, line) => {
        records.push(record)
        keys.push(key)
        dropped.push(names)
        lines.push(line)
      },
      unreadable: (problem) => unreadable.push(problem),
      part: (part, key, line) => parts.push({ ...part, key, line, file: 0 }),
      passedOver: (why) => passedOver.push(why),
    })
  }
  const { format } = source
  if (!options.map) onlyDeclared(records, [format.dialect])
  return { format, blocks, blockBytes, records, keys, lines, dropped, unreadable, parts, passedOver }
}

/** Records have no field that their dialects do not declare. */
export function onlyDeclared(records: readonly RequestRecord[], dialects: readonly DialectId[]): void {
  const declared = new Set<string>(dialects.flatMap((id) => dialectNamed(id).fields))
  for (const record of records) {
    const stray = Object.keys(record).filter((name) => !declared.has(name))
    if (stray.length > 0) throw new Error(`${dialects} declare no ${stray}`)
  }
}

/** A folder for a test's files. */
export function scratch(): { write(name: string, content: string | Uint8Array): string; clear(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'stillwatch-readers-'))
  return {
    write(name, content) {
      const path = join(folder, name)
      writeFileSync(path, content)
      return path
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/**
 * Bytes as a zstd frame of raw blocks (RFC 8878, section 3.1.1): no content size, window of 1 KiB to the
 * power that holds a block, no checksum.
 */
export function zstdFrame(content: Uint8Array, blockBytes = 1000): Uint8Array {
  const window = 0x08
  const pieces: Uint8Array[] = [Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x00, window)]
  for (let at = 0; at === 0 || at < content.length; at += blockBytes) {
    const piece = content.subarray(at, at + blockBytes)
    const last = at + blockBytes >= content.length ? 1 : 0
    const header = last | (piece.length << 3)
    pieces.push(Uint8Array.of(header & 255, (header >> 8) & 255, (header >> 16) & 255), piece)
  }
  return Buffer.concat(pieces)
}
