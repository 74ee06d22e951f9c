import type { ColumnSink } from './column-sink.ts'
import { Growing } from './growing.ts'

/**
 * Array: where each row's list ends among the block's values (UInt64, counted from the block's first), and then all these
 * values. See ClickHouse's SerializationArray.cpp.
 */
export function listSink(elements: ColumnSink): ColumnSink {
  const ends = new Growing('u32')
  /** Values of all blocks, the current one included as soon as its ends are known. */
  let total = 0
  let before = 0
  let endsRead = 0
  let left = 0
  return {
    begin() {
      before = total
      endsRead = 0
      left = 0
    },
    read(bytes, start, count) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      let next = start
      if (endsRead < count) {
        const rows = Math.min(count - endsRead, (bytes.length - start) >> 3)
        const target = ends.reserve(rows)
        for (let row = 0; row < rows; row++, next += 8) {
          total = before + view.getUint32(next + 4, true) * 2 ** 32 + view.getUint32(next, true)
          target[ends.length++] = total
        }
        endsRead += rows
        if (endsRead < count) return { values: 0, next }
        left = total - before
        elements.begin?.()
      }
      if (left > 0) {
        const read = elements.read(bytes, next, left)
        next = read.next
        left -= read.values
      }
      // The rows are there once all their values are: until then none is reported, however much was read.
      return { values: left > 0 ? 0 : count, next }
    },
    finish() {
      const values = elements.finish()
      if ('codes' in values || 'ends' in values) throw new TypeError('no list of numbers')
      return { ends: Uint32Array.from(ends.finish()), values }
    },
  }
}
