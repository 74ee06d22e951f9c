/** What a row group holds: rows, and the bytes of its columns as they are before compression. */
export interface GroupSize {
  readonly rows: number
  /** Of columns with one value a row: of these only the pages are decoded that hold the rows that are wanted. */
  readonly flat: number
  /** Of lists and structures: these are decoded whole, whatever rows are wanted. */
  readonly nested: number
}

/** Rows of a file that are read at once, from 0, end excluded. */
export interface RowRange {
  readonly rowStart: number
  readonly rowEnd: number
  /** The number of the row group that they are in. */
  readonly rowGroup: number
  /** About how many bytes have to be decoded for them. */
  readonly weight: number
  /** Bytes of the file up to their end, if rows were all of one size; for the last rows those of the whole file. */
  readonly consumed: number
}

/** Small enough to be held several times, and large enough that few pages are decoded again for the next range. */
const RANGE_BYTES = 32 * 1024 * 1024
/**
 * Values that come again lie in the file once, so that its bytes say little of the rows' size. Fewer would be dear where
 * a page has a million rows, which is decoded for each range that needs some of them.
 */
const RANGE_ROWS = 32_768
/** A footer can name any number of rows. */
const MOST_RANGES = 4_096

/**
 * Row groups cut into ranges that can be held: by default some writers put a million rows into one.
 * @param bytes of the whole file
 */
export function* rangesOf(groups: readonly GroupSize[], bytes: number): Generator<RowRange> {
  const total = groups.reduce((sum, { rows }) => sum + rows, 0)
  let start = 0
  for (const [rowGroup, { rows, flat, nested }] of groups.entries()) {
    const each = flat / rows
    const fitting = Math.min(RANGE_ROWS, Math.floor(RANGE_BYTES / each))
    const step = Math.max(1, fitting, Math.ceil(rows / MOST_RANGES))
    const end = start + rows
    for (let rowStart = start; rowStart < end; rowStart += step) {
      const rowEnd = Math.min(end, rowStart + step)
      const weight = Math.ceil((rowEnd - rowStart) * each) + nested
      const consumed = rowEnd === total ? bytes : Math.floor((rowEnd / total) * bytes)
      yield { rowStart, rowEnd, rowGroup, weight, consumed }
    }
    start = end
  }
}
