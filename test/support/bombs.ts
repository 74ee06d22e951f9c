import { gzipSync } from 'node:zlib'

const MIB = 1024 * 1024
const ZSTD_BLOCK = 128 * 1024

/** gzip of a text, then so many MiB of one byte, then another text: members one after the other (RFC 1952). */
export function gzipBomb(before: string, mebibytes: number, after: string): Uint8Array {
  const member = gzipSync(Buffer.alloc(16 * MIB, 'a'))
  const filling = Array.from({ length: mebibytes / 16 }, () => member)
  return Buffer.concat([gzipSync(before), ...filling, gzipSync(after)])
}

/**
 * The same in zstd: four bytes stand for 128 KiB (blocks of one repeated byte, RFC 8878, section 3.1.1.2.2).
 * @param windowLog the decoder is asked to hold 2 to this power
 */
export function zstdBomb(before: string, mebibytes: number, after: string, windowLog = 17): Uint8Array {
  const header = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x00, (windowLog - 10) << 3)
  const run = blockHeader(1, ZSTD_BLOCK)
  const filling = Array.from({ length: (mebibytes * MIB) / ZSTD_BLOCK }, () => [run, Buffer.from('a')]).flat()
  const last = blockHeader(0, 0, true)
  return Buffer.concat([header, ...raw(before), ...filling, ...raw(after), last])
}

function raw(text: string): Uint8Array[] {
  const bytes = Buffer.from(text)
  const pieces: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += ZSTD_BLOCK) {
    const piece = bytes.subarray(at, at + ZSTD_BLOCK)
    pieces.push(blockHeader(0, piece.length), piece)
  }
  return pieces
}

function blockHeader(kind: 0 | 1, size: number, last = false): Uint8Array {
  const header = (size << 3) | (kind << 1) | (last ? 1 : 0)
  return Uint8Array.of(header & 255, (header >> 8) & 255, (header >> 16) & 255)
}
