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
import {
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COMMA,
  endOfBrackets,
  endOfValue,
  INCOMPLETE,
  isSpace,
  NEWLINE,
  OPEN_ARRAY,
  OPEN_OBJECT,
  skipSpace,
  startOfEnvelope,
} from './json-scan.ts'

/**
 * The objects of a JSON array, of a list in an envelope such as `{"data":[...]}`, or one after another, over
 * any number of lines each. Only the object at hand is held in memory.
 */
export const jsonArray: Framing = {
  id: 'json-array',
  title: 'a JSON array, {"data":[...]}, or JSON objects over several lines',
  cutter: (limits) => new ObjectCutter(limits),
  readRows,
}

/** What surrounds the position: nothing, an array, an envelope's list, or an envelope behind its list. */
type Place = 'top' | 'array' | 'list' | 'tail'

/**
 * After a broken object the next one is the next `{` that stands first on its line, in the column in which
 * rows stand; in text without line breaks it is the next `{` behind a `}` and a comma.
 */
class ObjectCutter implements Cutter {
  #place: Place = 'top'
  #line = 1
  /** Offset of the current line's first byte in the buffer; negative if that byte is gone. */
  #lineStart = 0
  /** Whether nothing but space was passed on the current line; minded until the column of the rows is known. */
  #alone = true
  /** Column of the rows, where they stand first on their lines. */
  #column: number | undefined
  #lost = false
  readonly #maxRowBytes: number

  constructor({ maxRowBytes }: CutterLimits) {
    this.#maxRowBytes = maxRowBytes
  }

  cut(bytes: Uint8Array, final: boolean): Cut {
    const rows: number[] = []
    const unreadable: Unreadable[] = []
    const firstLine = this.#line
    let at = 0
    while (at < bytes.length) {
      const start = this.#lost ? this.#findRow(bytes, at) : at
      if (start === INCOMPLETE) {
        // Enough is kept to recognise a row's beginning that is cut in two.
        const keep = final ? 0 : (this.#column ?? 0) + 64
        at = this.#move(bytes, at, Math.max(at, bytes.length - keep))
        break
      }
      this.#lost = false
      at = this.#move(bytes, at, start)
      const next = this.#step(bytes, at, final, rows, unreadable)
      if (next === INCOMPLETE) break
      at = this.#move(bytes, at, next)
    }
    this.#lineStart -= at
    const cut = { used: at, unreadable }
    if (rows.length === 0) return cut
    return { ...cut, block: { firstLine, rows: Uint32Array.from(rows), end: at } }
  }

  /** Counts the lines that are passed on the way from one offset to another. */
  #move(bytes: Uint8Array, from: number, to: number): number {
    for (let at = from; at < to; at++) {
      if (bytes[at] !== NEWLINE) continue
      this.#line += 1
      this.#lineStart = at + 1
    }
    if (this.#column === undefined) {
      const begun = this.#lineStart > from
      this.#alone = (begun || this.#alone) && isSpaceBetween(bytes, begun ? this.#lineStart : from, to)
    }
    return to
  }

  /** Deals with what stands at `at`; gives the offset behind it, or INCOMPLETE. */
  #step(bytes: Uint8Array, at: number, final: boolean, rows: number[], unreadable: Unreadable[]): number {
    const byte = bytes[at]
    if (isSpace(byte) || byte === COMMA || byte === 0) return at + 1
    if (this.#place === 'tail') return this.#stepTail(bytes, at, final)
    if (byte === OPEN_ARRAY && this.#place === 'top') {
      this.#place = 'array'
      return at + 1
    }
    if (byte === CLOSE_ARRAY) {
      this.#place = this.#place === 'list' ? 'tail' : 'top'
      return at + 1
    }
    if (byte === OPEN_OBJECT) return this.#stepObject(bytes, at, final, rows, unreadable)
    const end = endOfValue(bytes, at)
    if (end === INCOMPLETE && !final && bytes.length - at <= this.#maxRowBytes) return INCOMPLETE
    return this.#fail(
      bytes,
      at,
      end <= at ? Math.max(at + 1, bytes.length) : end,
      'not a JSON object',
      unreadable,
    )
  }

  #stepTail(bytes: Uint8Array, at: number, final: boolean): number {
    if (bytes[at] === CLOSE_OBJECT) {
      this.#place = 'top'
      return at + 1
    }
    const end = endOfValue(bytes, at)
    if (end > at) return end
    return end === INCOMPLETE && !final ? INCOMPLETE : at + 1
  }

  #stepObject(
    bytes: Uint8Array,
    at: number,
    final: boolean,
    rows: number[],
    unreadable: Unreadable[],
  ): number {
    if (this.#place === 'top') {
      const list = startOfEnvelope(bytes, at)
      if (list >= 0) {
        this.#place = 'list'
        return list
      }
    }
    if (this.#column === undefined && this.#alone) this.#column = at - this.#lineStart
    const end = endOfBrackets(bytes, at)
    if (end >= 0) {
      rows.push(at, end, this.#line)
      return end
    }
    if (end === INCOMPLETE && !final) {
      if (bytes.length - at <= this.#maxRowBytes) return INCOMPLETE
      unreadable.push({ ...tooLong(this.#line, this.#maxRowBytes), excerpt: excerptOf(bytes.subarray(at)) })
      this.#lost = true
      return at + 1
    }
    this.#lost = true
    const reason = end === INCOMPLETE ? 'JSON that ends too early' : 'JSON with an open string or bracket'
    return this.#fail(bytes, at, at + 1, reason, unreadable)
  }

  #fail(bytes: Uint8Array, at: number, next: number, reason: string, unreadable: Unreadable[]): number {
    unreadable.push({ line: this.#line, reason, excerpt: excerptOf(bytes.subarray(at)) })
    return next
  }

  /** The next place where a row, or the end of its list, can be. */
  #findRow(bytes: Uint8Array, from: number): number {
    if (this.#column === undefined) return findNeighbour(bytes, from)
    for (let at = bytes.indexOf(NEWLINE, from); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) {
      let first = at + 1
      while (bytes[first] === 0x20 || bytes[first] === 0x09) first += 1
      if (bytes[first] === OPEN_OBJECT && first - at - 1 === this.#column) return first
      if (bytes[first] === CLOSE_ARRAY && first - at - 1 < Math.max(1, this.#column)) return first
    }
    return INCOMPLETE
  }
}

function isSpaceBetween(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isSpace(bytes[at])) return false
  return true
}

function findNeighbour(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(CLOSE_OBJECT, from); at !== -1; at = bytes.indexOf(CLOSE_OBJECT, at + 1)) {
    const comma = skipSpace(bytes, at + 1)
    if (bytes[comma] !== COMMA) continue
    const next = skipSpace(bytes, comma + 1)
    if (bytes[next] === OPEN_OBJECT) return next
  }
  return INCOMPLETE
}

function readRows(block: Block, onRow: OnRow, onUnreadable: (unreadable: Unreadable) => void): void {
  const buffer = Buffer.from(block.bytes.buffer, block.bytes.byteOffset, block.bytes.length)
  const places = block.rows ?? new Uint32Array(0)
  for (let index = 0; index < places.length; index += 3) {
    const start = places[index] ?? 0
    const end = places[index + 1] ?? 0
    const line = places[index + 2] ?? 0
    readJsonRow(buffer, start, end, line, onRow, onUnreadable)
  }
}
