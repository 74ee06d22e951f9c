import type { Block, Unreadable } from '../types.ts'
import {
  type Cut,
  type Cutter,
  type CutterLimits,
  excerptOf,
  type Framing,
  type OnRow,
  tooLong,
} from './framing.ts'
import { readJsonRow } from './json-row.ts'

const NEWLINE = 0x0a
const COMMA = 0x2c

/** One JSON object per line (NDJSON, JSON Lines). Also the lines of an array that has one object on each. */
export const lines: Framing = {
  id: 'lines',
  title: 'one JSON object per line',
  cutter: (limits) => new LineCutter(limits),
  readRows,
}

class LineCutter implements Cutter {
  #line = 1
  #skipping = false
  readonly #maxRowBytes: number

  constructor({ maxRowBytes }: CutterLimits) {
    this.#maxRowBytes = maxRowBytes
  }

  cut(bytes: Uint8Array, final: boolean): Cut {
    const unreadable: Unreadable[] = []
    if (this.#skipping) {
      const end = bytes.indexOf(NEWLINE)
      if (end === -1) return { used: bytes.length, unreadable }
      this.#skipping = false
      this.#line += 1
      return { used: end + 1, unreadable }
    }
    const end = final ? bytes.length : bytes.lastIndexOf(NEWLINE) + 1
    const block = end === 0 ? {} : { block: { firstLine: this.#line, end } }
    this.#line += countNewlines(bytes.subarray(0, end))
    if (bytes.length - end > this.#maxRowBytes) {
      unreadable.push({ ...tooLong(this.#line, this.#maxRowBytes), excerpt: excerptOf(bytes.subarray(end)) })
      this.#skipping = true
      return { used: bytes.length, ...block, unreadable }
    }
    return { used: end, ...block, unreadable }
  }
}

export function countNewlines(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) count += 1
  return count
}

/** Blanks, and the NUL bytes that a crash leaves in a log. */
function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0d || byte === 0x09 || byte === 0
}

function readRows(block: Block, onRow: OnRow, onUnreadable: (unreadable: Unreadable) => void): void {
  const { bytes } = block
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  let line = block.firstLine
  let start = 0
  while (start < buffer.length) {
    const newline = buffer.indexOf(NEWLINE, start)
    let end = newline === -1 ? buffer.length : newline
    const next = end + 1
    while (start < end && isBlank(buffer[start])) start += 1
    while (end > start && isBlank(buffer[end - 1])) end -= 1
    if (buffer[end - 1] === COMMA) end -= 1
    if (start < end && !isBracketAlone(buffer, start, end))
      readJsonRow(buffer, start, end, line, onRow, onUnreadable)
    start = next
    line += 1
  }
}

/** The first and the last line of an array that has one object per line. */
function isBracketAlone(buffer: Buffer, start: number, end: number): boolean {
  return end - start === 1 && (buffer[start] === 0x5b || buffer[start] === 0x5d)
}
