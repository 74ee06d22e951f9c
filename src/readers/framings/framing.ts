import type { Block, FramingId, Unreadable } from '../types.ts'

/** One raw row of a file. `key` digests its content only when asked, since a digest costs time. */
export type OnRow = (row: Record<string, unknown>, line: number, key: () => number) => void

/** Complete rows cut off the front of a buffer. */
export interface Cut {
  /** Bytes of the buffer that are dealt with; the rest comes again, in front of the next bytes. */
  readonly used: number
  /** The rows among them, as `Block` describes them, and where they end; absent where there is none. */
  readonly block?: Pick<Block, 'firstLine' | 'rows' | 'header' | 'delimiter'> & { readonly end: number }
  readonly unreadable: readonly Unreadable[]
}

/** Cuts a stream of bytes into blocks of complete rows. It has a life: it remembers lines, quotes and depth. */
export interface Cutter {
  /** `final`: nothing comes after these bytes. */
  cut(bytes: Uint8Array, final: boolean): Cut
}

export interface CutterLimits {
  readonly maxRowBytes: number
}

/** How rows lie in bytes. */
export interface Framing {
  readonly id: FramingId
  readonly title: string
  cutter(limits: CutterLimits): Cutter
  /** The rows of a block that a cutter of this framing made. */
  readRows(block: Block, onRow: OnRow, onUnreadable: (unreadable: Unreadable) => void): void
}

const EXCERPT = 160

/** The start of a broken row, for people to recognise it by. */
export function excerptOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, EXCERPT)).toString('utf8')
}

export function tooLong(line: number, maxRowBytes: number): Unreadable {
  return { line, reason: `longer than ${Math.floor(maxRowBytes / (1024 * 1024))} MiB` }
}
