import type { Unreadable } from '../types.ts'
import { excerptOf, type OnRow } from './framing.ts'
import { isRow, jsonProblem, parseLenient } from './lenient-json.ts'
import { rowKey } from './row-key.ts'

/** Reads the JSON between two offsets as a row. Bytes that are not UTF-8 become U+FFFD. */
export function readJsonRow(
  buffer: Buffer,
  start: number,
  end: number,
  line: number,
  onRow: OnRow,
  onUnreadable: (unreadable: Unreadable) => void,
): void {
  let row: unknown
  try {
    row = parseLenient(buffer.toString('utf8', start, end))
  } catch (error) {
    onUnreadable({ line, reason: jsonProblem(error), excerpt: excerptOf(buffer.subarray(start, end)) })
    return
  }
  if (isRow(row)) onRow(row, line, () => rowKey(buffer.subarray(start, end)))
  else onUnreadable({ line, reason: 'not a JSON object', excerpt: excerptOf(buffer.subarray(start, end)) })
}
