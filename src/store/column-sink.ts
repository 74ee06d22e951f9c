import { StillwatchError } from '../errors/index.ts'
import type { ColumnKind, ListColumn, ScalarKind, StringColumn } from './columns.ts'
import { Growing } from './growing.ts'
import { listSink } from './list-sink.ts'
import { codedStringSink, stringSink } from './string-sinks.ts'

/** Takes in the values of one column, block by block. */
export interface ColumnSink {
  /** Called before a block's first value. */
  begin?(): void
  /**
   * Reads up to `count` whole values from `bytes` at `start`, as many as there are.
   * @returns how many values were there, and the byte after them
   */
  read(bytes: Uint8Array, start: number, count: number): { values: number; next: number }
  finish(): Uint8Array | Uint32Array | Float64Array | StringColumn | ListColumn
}

const LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1

type WireArray =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array

const WIRE: Record<string, { make: (buffer: ArrayBuffer) => WireArray; size: number; fits: ColumnKind[] }> = {
  UInt8: { make: (buffer) => new Uint8Array(buffer), size: 1, fits: ['u8', 'u32', 'u64', 'f64'] },
  UInt16: { make: (buffer) => new Uint16Array(buffer), size: 2, fits: ['u32', 'u64', 'f64'] },
  UInt32: { make: (buffer) => new Uint32Array(buffer), size: 4, fits: ['u32', 'u64', 'f64'] },
  Int8: { make: (buffer) => new Int8Array(buffer), size: 1, fits: ['f64'] },
  Int16: { make: (buffer) => new Int16Array(buffer), size: 2, fits: ['f64'] },
  Int32: { make: (buffer) => new Int32Array(buffer), size: 4, fits: ['f64'] },
  Float32: { make: (buffer) => new Float32Array(buffer), size: 4, fits: ['f64'] },
  Float64: { make: (buffer) => new Float64Array(buffer), size: 8, fits: ['f64'] },
}

/**
 * A sink for a column that ClickHouse sends as `type`.
 * @throws StillwatchError SW_STORE_FAILED where that type does not fit the wanted kind
 */
export function columnSink(name: string, type: string, kind: ColumnKind): ColumnSink {
  const [, element] = /^Array\((.+)\)$/.exec(type) ?? []
  if (kind === 'u8-list' || kind === 'u64-list') {
    if (element === undefined) throw unfit(name, type, kind)
    return listSink(columnSink(name, element, kind === 'u8-list' ? 'u8' : 'u64'))
  }
  return scalarSink(name, type, kind)
}

function scalarSink(name: string, type: string, kind: ScalarKind): ColumnSink {
  const wire = plainType(type)
  if (kind === 'string-index' && wire === 'String') return stringSink()
  if (kind === 'string-index' && wire === 'LowCardinality(String)') return codedStringSink()
  if ((wire === 'UInt64' && (kind === 'u64' || kind === 'f64')) || (wire === 'Int64' && kind === 'f64')) {
    return wideSink(name, wire === 'Int64')
  }
  // Times before 1970 do not occur, so a DateTime64 is a safe count of its ticks.
  if (wire === 'Int64' && kind === 'u64' && type.startsWith('DateTime64')) return wideSink(name, true)
  const narrow = WIRE[wire]
  if (narrow?.fits.includes(kind)) return narrowSink(narrow.make, narrow.size, kind)
  throw unfit(name, type, kind)
}

function unfit(name: string, type: string, kind: ColumnKind): StillwatchError {
  return new StillwatchError(
    'SW_STORE_FAILED',
    `Column ${name} comes as ${type}, which does not fit ${kind}`,
    'Cast it in the query, for example with toUInt32, toUInt64, toFloat64, toString or ifNull.',
  )
}

/** The type whose bytes a type's values are. */
function plainType(type: string): string {
  if (type === 'Bool') return 'UInt8'
  if (type === 'Date') return 'UInt16'
  if (type.startsWith('DateTime64')) return 'Int64'
  if (type.startsWith('DateTime')) return 'UInt32'
  return type
}

/** Copied through an aligned scratch, since values in a block start anywhere. */
function aligned(bytes: Uint8Array, start: number, length: number): ArrayBuffer {
  const scratch = new ArrayBuffer(length)
  new Uint8Array(scratch).set(bytes.subarray(start, start + length))
  return scratch
}

function narrowSink(make: (buffer: ArrayBuffer) => WireArray, size: number, kind: ScalarKind): ColumnSink {
  if (!LITTLE_ENDIAN) throw new TypeError('results are read on little-endian machines only')
  const column = new Growing(kind)
  return {
    read(bytes, start, count) {
      const values = Math.min(count, Math.floor((bytes.length - start) / size))
      column.reserve(values).set(make(aligned(bytes, start, values * size)), column.length)
      column.length += values
      return { values, next: start + values * size }
    },
    finish: () => column.finish(),
  }
}

/** 64-bit integers as doubles: exact below 2^53, and an error beyond. */
function wideSink(name: string, signed: boolean): ColumnSink {
  const column = new Growing('u64')
  return {
    read(bytes, start, count) {
      const values = Math.min(count, (bytes.length - start) >> 3)
      const halves = aligned(bytes, start, values * 8)
      const low = new Uint32Array(halves)
      const high = signed ? new Int32Array(halves) : low
      const target = column.reserve(values)
      let at = column.length
      let largest = 0
      for (let i = 0; i < 2 * values; i += 2) {
        const upper = high[i + 1] ?? 0
        if (upper > largest || -upper > largest) largest = Math.abs(upper)
        target[at++] = upper * 4294967296 + (low[i] ?? 0)
      }
      if (largest >= 1 << 21) {
        throw new StillwatchError(
          'SW_STORE_FAILED',
          `Column ${name} holds integers of 2^53 and more`,
          'Reduce them in the query, for example with bitAnd(x, 9007199254740991).',
        )
      }
      column.length = at
      return { values, next: start + values * 8 }
    },
    finish: () => column.finish(),
  }
}
