import type { Block, Unreadable } from '../types.ts'
import { linesOf, parseAlone, splitRecords } from './csv-records.ts'
import { endOfRecord } from './csv-scan.ts'
import {
  type Cut,
  type Cutter,
  type CutterLimits,
  excerptOf,
  type Framing,
  type OnRow,
  tooLong,
} from './framing.ts'
import { countNewlines } from './lines.ts'
import { rowKey } from './row-key.ts'

const NEWLINE = 0x0a

/** Comma-, semicolon- or tab-separated values with a header line (RFC 4180: quotes, newlines inside quotes). */
export const csv: Framing = {
  id: 'csv',
  title: 'CSV with a header line (comma, semicolon or tab)',
  cutter: (limits) => new RecordCutter(limits),
  readRows,
}

class RecordCutter implements Cutter {
  #line = 1
  #header: { header: string[]; delimiter: string } | undefined
  #skipping = false
  /** Without a header no row means anything. */
  #headless = false
  readonly #maxRowBytes: number

  constructor({ maxRowBytes }: CutterLimits) {
    this.#maxRowBytes = maxRowBytes
  }

  cut(bytes: Uint8Array, final: boolean): Cut {
    if (this.#skipping) return this.#skip(bytes)
    if (!this.#header) return this.#cutHeader(bytes, final)
    const delimiter = this.#header.delimiter.charCodeAt(0)
    let end = 0
    for (let next = endOfRecord(bytes, 0, delimiter); next !== -1; next = endOfRecord(bytes, end, delimiter))
      end = next
    if (final) end = bytes.length
    const block = end === 0 ? {} : { block: { ...this.#header, firstLine: this.#line, end } }
    this.#line += countNewlines(bytes.subarray(0, end))
    if (bytes.length - end <= this.#maxRowBytes) return { used: end, ...block, unreadable: [] }
    // A quote that never closes swallows the file: give up that line alone.
    const excerpt = excerptOf(bytes.subarray(end))
    const unreadable = [{ ...tooLong(this.#line, this.#maxRowBytes), excerpt }]
    this.#skipping = true
    return { used: end, ...block, unreadable }
  }

  #skip(bytes: Uint8Array): Cut {
    const newline = bytes.indexOf(NEWLINE)
    if (newline === -1) return { used: bytes.length, unreadable: [] }
    this.#skipping = false
    this.#line += 1
    return { used: newline + 1, unreadable: [] }
  }

  /** Takes the first line that is not blank as the header; it is no row. */
  #cutHeader(bytes: Uint8Array, final: boolean): Cut {
    if (this.#headless) return { used: bytes.length, unreadable: [] }
    const found = headerOf(bytes, final)
    if (!found && bytes.length > this.#maxRowBytes) {
      this.#headless = true
      return { used: bytes.length, unreadable: [tooLong(this.#line, this.#maxRowBytes)] }
    }
    if (!found) return { used: final ? bytes.length : 0, unreadable: [] }
    this.#header = { header: found.header, delimiter: found.delimiter }
    this.#line += countNewlines(bytes.subarray(0, found.end))
    return { used: found.end, unreadable: [] }
  }
}

/** Column names, the delimiter, and where the header ends; undefined where no header can be read (yet). */
export function headerOf(
  bytes: Uint8Array,
  final: boolean,
): { header: string[]; delimiter: string; end: number } | undefined {
  let start = 0
  while (bytes[start] === NEWLINE || bytes[start] === 0x0d) start += 1
  const newline = bytes.indexOf(NEWLINE, start)
  if (newline === -1 && !final) return undefined
  const line = Buffer.from(bytes.subarray(start, newline === -1 ? bytes.length : newline)).toString('utf8')
  const delimiter = delimiterOf(line)
  if (delimiter === undefined) return undefined
  const scanned = endOfRecord(bytes, start, delimiter.charCodeAt(0))
  if (scanned === -1 && !final) return undefined
  const end = scanned === -1 ? bytes.length : scanned
  const cells = parseAlone(Buffer.from(bytes.subarray(start, end)), delimiter)
  return cells && { header: cells.map((cell) => cell.trim()), delimiter, end }
}

function delimiterOf(line: string): string | undefined {
  const bare = line.replace(/"[^"]*"/g, '')
  const counts = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: bare.split(delimiter).length - 1 }))
  const best = counts.reduce((a, b) => (b.count > a.count ? b : a))
  return best.count === 0 ? undefined : best.delimiter
}

function readRows(block: Block, onRow: OnRow, onUnreadable: (unreadable: Unreadable) => void): void {
  const { header = [], delimiter = ',', bytes, firstLine } = block
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const columns = [...header]
  const repeats = repeatsAmong(columns)
  const accept = (cells: readonly string[], line: number): boolean => {
    const row = rowOf(columns, cells, repeats)
    if (row) onRow(row, line, () => rowKey(JSON.stringify(row)))
    return row !== undefined
  }
  for (const { cells, start, end, line } of splitRecords(buffer, delimiter, firstLine)) {
    if (cells && accept(cells, line)) continue
    // A quote that was never closed swallows its neighbours: each line gets a hearing of its own.
    const alone = linesOf(buffer, start, end)
    for (const [index, piece] of alone.entries()) {
      const again = alone.length === 1 ? undefined : parseAlone(piece, delimiter)
      if (again && accept(again, line + index)) continue
      onUnreadable({
        line: line + index,
        reason: reasonOf(cells ?? again, columns),
        excerpt: excerptOf(piece),
      })
    }
  }
}

/** The places of columns whose name an earlier one has. */
export function repeatsAmong(columns: readonly string[]): ReadonlySet<number> {
  const places = new Map<string, number>()
  const repeats = new Set<number>()
  for (const [index, column] of columns.entries()) {
    if (places.has(column) && column !== '') repeats.add(index)
    else places.set(column, index)
  }
  return repeats
}

/**
 * Of columns with one name the first that says something counts. Cells beyond the header are tolerated where they are
 * empty, as spreadsheets write them.
 */
function rowOf(
  columns: readonly string[],
  cells: readonly string[],
  repeats: ReadonlySet<number>,
): Record<string, string> | undefined {
  if (cells.length < columns.length) return undefined
  for (let index = columns.length; index < cells.length; index++) if (cells[index] !== '') return undefined
  const row: Record<string, string> = {}
  for (const [index, column] of columns.entries()) {
    const cell = cells[index]
    if (cell === undefined || column === '') continue
    if (repeats.has(index) && row[column] !== '') continue
    row[column] = cell
  }
  return row
}

function reasonOf(cells: readonly string[] | undefined, columns: readonly string[]): string {
  return cells ? `${cells.length} columns instead of ${columns.length}` : 'a quote that is not closed'
}
