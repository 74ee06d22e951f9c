import { escapeTabSeparated } from './parameters.ts'

const TAB = 9
const NEWLINE = 10
const BACKSLASH = 92
const COMMA = 44
const ZERO = 48
const MINUS = 45

/** What stands after the backslash for each byte that must be escaped; 0 for all others. */
const ESCAPES = new Uint8Array(256)
for (const [byte, letter] of [
  [0, '0'],
  [TAB, 't'],
  [NEWLINE, 'n'],
  [13, 'r'],
  [BACKSLASH, '\\'],
] as const) {
  ESCAPES[byte] = letter.charCodeAt(0)
}

/**
 * Writes rows as TabSeparated bytes into one buffer that grows by doubling, without a string per row. Each
 * value ends with its tab; `endRow` turns the last tab into a newline.
 */
export class TabSeparatedWriter {
  #bytes: Buffer<ArrayBuffer>
  #length = 0
  rows = 0

  constructor(capacity = 1 << 16) {
    this.#bytes = Buffer.allocUnsafeSlow(capacity)
  }

  get length(): number {
    return this.#length
  }

  text(value: string): void {
    // UTF-8 takes at most three bytes per UTF-16 unit; escapes only single bytes, to two.
    this.#reserve(3 * value.length + 1)
    const start = this.#length
    const end = start + this.#bytes.write(value, start, 'utf8')
    this.#length = end
    const bytes = this.#bytes
    for (let i = start; i < end; i++) {
      if (ESCAPES[bytes[i] ?? 0] !== 0) {
        this.#escape(i, end)
        break
      }
    }
    this.#put(TAB)
  }

  /** An integer of magnitude below 2^53. */
  integer(value: number): void {
    this.#reserve(24)
    this.#digits(value)
    this.#put(TAB)
  }

  float(value: number): void {
    this.#raw(String(value))
  }

  /** An Array of integers. */
  integers(values: ArrayLike<number>): void {
    this.#reserve(24 * values.length + 3)
    this.#put(91)
    for (let i = 0; i < values.length; i++) {
      if (i > 0) this.#put(COMMA)
      this.#digits(values[i] ?? 0)
    }
    this.#put(93)
    this.#put(TAB)
  }

  /** An Array(String). */
  texts(values: readonly string[]): void {
    this.#raw(`[${values.map(quoted).join(',')}]`)
  }

  /** A Map(String, UInt64). */
  counts(values: Readonly<Record<string, number>>): void {
    const entries = Object.entries(values).map(([name, count]) => `${quoted(name)}:${count}`)
    this.#raw(`{${entries.join(',')}}`)
  }

  endRow(): void {
    this.#bytes[this.#length - 1] = NEWLINE
    this.rows++
  }

  /** The bytes so far, and an empty writer with a buffer of its own. */
  take(): Buffer<ArrayBuffer> {
    const taken = this.#bytes.subarray(0, this.#length)
    this.#bytes = Buffer.allocUnsafeSlow(this.#bytes.length)
    this.#length = 0
    this.rows = 0
    return taken
  }

  #raw(text: string): void {
    this.#reserve(3 * text.length + 1)
    this.#length += this.#bytes.write(text, this.#length, 'utf8')
    this.#put(TAB)
  }

  #put(byte: number): void {
    this.#bytes[this.#length++] = byte
  }

  #digits(value: number): void {
    let rest = value
    if (rest < 0) {
      this.#put(MINUS)
      rest = -rest
    }
    if (rest < 4294967296) {
      this.#small(rest >>> 0, 1)
      return
    }
    const upper = Math.floor(rest / 1e9)
    this.#small(upper, 1)
    this.#small(rest - upper * 1e9, 9)
  }

  /** An integer below 2^32 with at least `width` digits. */
  #small(value: number, width: number): void {
    let digits = 1
    for (let bound = 10; digits < 10 && value >= bound; bound *= 10) digits++
    digits = Math.max(digits, width)
    const bytes = this.#bytes
    let rest = value
    for (let i = this.#length + digits - 1; i >= this.#length; i--) {
      const tenth = (rest / 10) >>> 0
      bytes[i] = ZERO + rest - 10 * tenth
      rest = tenth
    }
    this.#length += digits
  }

  /** Rewrites the bytes from `first` to `end`, backwards in place, with their escapes. */
  #escape(first: number, end: number): void {
    let extra = 0
    for (let i = first; i < end; i++) if (ESCAPES[this.#bytes[i] ?? 0] !== 0) extra++
    this.#reserve(extra + 1)
    const bytes = this.#bytes
    let to = end + extra
    this.#length = to
    for (let i = end - 1; i >= first; i--) {
      const byte = bytes[i] ?? 0
      const letter = ESCAPES[byte] ?? 0
      if (letter === 0) bytes[--to] = byte
      else {
        bytes[--to] = letter
        bytes[--to] = BACKSLASH
      }
    }
  }

  #reserve(more: number): void {
    const needed = this.#length + more
    if (needed <= this.#bytes.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#bytes.length))
    this.#bytes.copy(larger, 0, 0, this.#length)
    this.#bytes = larger
  }
}

/** A string within an Array or Map. It brings its escapes along: the field around it is not escaped again. */
function quoted(text: string): string {
  return `'${escapeTabSeparated(text).replaceAll("'", "\\'")}'`
}
