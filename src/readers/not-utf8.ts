import { isUtf8 } from 'node:buffer'

const NEWLINE = 0x0a

/** Lines of a text that hold bytes which are not UTF-8: how many, and which comes first. */
export interface NotUtf8 {
  readonly lines: number
  readonly first: number
}

/** Undefined for UTF-8, which takes no more than a look. @param firstLine the line on which `bytes` begins */
export function linesNotUtf8(bytes: Uint8Array, firstLine: number): NotUtf8 | undefined {
  if (isUtf8(bytes)) return undefined
  let lines = 0
  let first = 0
  for (let start = 0, line = firstLine; start < bytes.length; line++) {
    const newline = bytes.indexOf(NEWLINE, start)
    const end = newline === -1 ? bytes.length : newline
    if (!isUtf8(bytes.subarray(start, end))) {
      if (lines === 0) first = line
      lines++
    }
    start = end + 1
  }
  return { lines, first }
}
