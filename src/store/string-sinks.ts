import { StillwatchError } from '../errors/index.ts'
import type { ColumnSink } from './column-sink.ts'
import type { StringColumn } from './columns.ts'
import { Growing } from './growing.ts'
import { StringDictionary } from './string-dictionary.ts'

/** String: each value is its length and its bytes. */
export function stringSink(): ColumnSink {
  const column = codedColumn()
  return {
    read(bytes, start, count) {
      const target = column.codes.reserve(count)
      const first = column.codes.length
      return readStrings(bytes, start, count, (from, to, value) => {
        target[first + value] = column.dictionary.add(bytes, from, to)
        column.codes.length++
      })
    },
    finish: column.finish,
  }
}

/** Flags of a LowCardinality column's part; its low byte gives the width of its indexes. */
const HAS_KEYS = 0x200
const NEEDS_SHARED_DICTIONARY = 0x100

/**
 * LowCardinality(String): a version, then parts of distinct strings and of indexes into them. See ClickHouse's
 * SerializationLowCardinality.cpp. chDB writes it even where `low_cardinality_allow_in_native_format` is 0.
 */
export function codedStringSink(): ColumnSink {
  const column = codedColumn()
  let phase: 'version' | 'keys' | 'strings' | 'rows' | 'indexes' = 'version'
  let width = 1
  let keys: number[] = []
  let left = 0

  return {
    begin() {
      phase = 'version'
    },
    read(bytes, start, count) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      let next = start
      let values = 0
      while (values < count) {
        if (phase === 'strings') {
          const read = readStrings(bytes, next, left, (from, to) =>
            keys.push(column.dictionary.add(bytes, from, to)),
          )
          next = read.next
          left -= read.values
          if (left > 0) break
          phase = 'rows'
        } else if (phase === 'indexes') {
          const rows = Math.min(left, Math.floor((bytes.length - next) / width))
          const target = column.codes.reserve(rows)
          for (let row = 0; row < rows; row++) {
            const index =
              width === 1
                ? bytes[next]
                : width === 2
                  ? view.getUint16(next, true)
                  : view.getUint32(next, true)
            target[column.codes.length++] = keys[index ?? 0] ?? 0
            next += width
          }
          values += rows
          left -= rows
          if (left > 0) break
          phase = 'keys'
        } else if (phase === 'keys') {
          if (bytes.length - next < 16) break
          const flags = view.getUint32(next, true)
          width = 1 << (flags & 255)
          left = view.getUint32(next + 8, true)
          if (width > 4 || flags & NEEDS_SHARED_DICTIONARY || !(flags & HAS_KEYS)) throw unknownCoding(flags)
          keys = []
          next += 16
          phase = 'strings'
        } else {
          if (bytes.length - next < 8) break
          left = view.getUint32(next, true)
          next += 8
          phase = phase === 'version' ? 'keys' : 'indexes'
        }
      }
      return { values, next }
    },
    finish: column.finish,
  }
}

function codedColumn() {
  const codes = new Growing('string-index')
  const dictionary = new StringDictionary()
  return {
    codes,
    dictionary,
    finish(): StringColumn {
      const array = codes.finish()
      if (!(array instanceof Uint32Array)) throw new TypeError('string codes are Uint32')
      return { codes: array, values: dictionary.values() }
    },
  }
}

/** Calls `onString` with the bounds of each of up to `count` whole strings. */
function readStrings(
  bytes: Uint8Array,
  start: number,
  count: number,
  onString: (from: number, to: number, value: number) => void,
): { values: number; next: number } {
  let next = start
  let values = 0
  while (values < count) {
    // The length is a LEB128 number, nearly always of one byte.
    let position = next
    let length = 0
    let scale = 1
    let byte = 128
    while (byte >= 128 && position < bytes.length) {
      byte = bytes[position++] ?? 0
      length += (byte & 127) * scale
      scale *= 128
    }
    if (byte >= 128 || position + length > bytes.length) break
    next = position + length
    onString(position, next, values++)
  }
  return { values, next }
}

function unknownCoding(flags: number): StillwatchError {
  return new StillwatchError(
    'SW_STORE_FAILED',
    `A LowCardinality column is coded in a way that is not known here (flags ${flags})`,
    'Wrap the column in toString() in the query.',
  )
}
