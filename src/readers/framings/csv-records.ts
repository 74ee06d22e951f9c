import { type Info, parse } from 'csv-parse/sync'
import { endOfRecord } from './csv-scan.ts'
import { countNewlines } from './lines.ts'

const NEWLINE = 0x0a

export interface CsvRecord {
  /** Undefined where the record cannot be parsed. */
  readonly cells: readonly string[] | undefined
  /** Its bytes, and the line on which it starts. */
  readonly start: number
  readonly end: number
  readonly line: number
}

/** The records of complete lines of CSV. Where a quote spoils the whole, record by record. */
export function splitRecords(buffer: Buffer, delimiter: string, firstLine: number): CsvRecord[] {
  const parsed = tryParse(buffer, delimiter)
  const records: CsvRecord[] = []
  let start = 0
  let line = firstLine
  if (parsed) {
    for (const { record, info } of parsed) {
      // Blank lines before a record are no part of it.
      while (buffer[start] === NEWLINE || buffer[start] === 0x0d) {
        if (buffer[start] === NEWLINE) line += 1
        start += 1
      }
      records.push({ cells: record, start, end: info.bytes, line })
      line += countNewlines(buffer.subarray(start, info.bytes))
      start = info.bytes
    }
    return records
  }
  while (start < buffer.length) {
    const found = endOfRecord(buffer, start, delimiter.charCodeAt(0))
    const end = found === -1 ? buffer.length : found
    const cells = parseAlone(buffer.subarray(start, end), delimiter)
    if (cells === undefined || cells.length > 0) records.push({ cells, start, end, line })
    line += countNewlines(buffer.subarray(start, end))
    start = end
  }
  return records
}

/** The cells of bytes that are one record: empty for blank lines, undefined if they are not one record. */
export function parseAlone(bytes: Buffer, delimiter: string): readonly string[] | undefined {
  const records = tryParse(bytes, delimiter)
  if (!records || records.length > 1) return undefined
  return records[0]?.record ?? []
}

export function linesOf(buffer: Buffer, start: number, end: number): Buffer[] {
  const lines: Buffer[] = []
  let from = start
  while (from < end) {
    const newline = buffer.indexOf(NEWLINE, from)
    const to = newline === -1 || newline >= end ? end : newline + 1
    lines.push(buffer.subarray(from, to))
    from = to
  }
  return lines
}

interface Parsed {
  readonly record: readonly string[]
  readonly info: Pick<Info, 'bytes'>
}

function tryParse(bytes: Buffer, delimiter: string): Parsed[] | undefined {
  try {
    const parsed: readonly unknown[] = parse(bytes, {
      delimiter,
      info: true,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    })
    return parsed.filter(isParsed)
  } catch {
    return undefined
  }
}

function isParsed(value: unknown): value is Parsed {
  return typeof value === 'object' && value !== null && 'record' in value && 'info' in value
}
