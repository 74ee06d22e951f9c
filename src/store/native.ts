import { StillwatchError } from '../errors/index.ts'
import { type ColumnSink, columnSink } from './column-sink.ts'
import type { ColumnKinds, Columns } from './columns.ts'
import { shortMessage } from './failure.ts'

/**
 * Reads ClickHouse's Native format (blocks of columns: the count of columns and of rows as LEB128 numbers,
 * then for each column its name, its type, and its values one after another; see ClickHouse's documentation,
 * "Native format"). It is many times faster to read than rows, and names its types. Pieces may end anywhere,
 * within a number or a string.
 */
export class NativeDecoder<Kinds extends ColumnKinds> {
  readonly #kinds: Kinds
  readonly #names: readonly string[]
  readonly #sinks = new Map<string, { type: string; sink: ColumnSink }>()
  /** Bytes that end within something. */
  #rest: Uint8Array = new Uint8Array(0)
  #bytes: Uint8Array = this.#rest
  #position = 0
  #rows = 0
  #blockRows = 0
  #columnsLeft = 0
  #current: { sink: ColumnSink; left: number } | undefined

  constructor(kinds: Kinds) {
    this.#kinds = kinds
    this.#names = Object.keys(kinds)
  }

  /** @throws StillwatchError SW_STORE_FAILED where columns are not the expected ones, or bytes are no block */
  push(piece: Uint8Array): void {
    this.#bytes = this.#rest.length === 0 ? piece : concatenated(this.#rest, piece)
    this.#position = 0
    while (this.#position < this.#bytes.length && this.#step()) {
      // Each step reads one header or as many of a column's values as there are.
    }
    // Copied, since the engine may reuse the piece's memory. (A Buffer's slice would be no copy.)
    this.#rest = new Uint8Array(this.#bytes.subarray(this.#position))
    this.#bytes = this.#rest
  }

  /** @throws StillwatchError SW_STORE_FAILED where the last block is not complete */
  finish(): Columns<Kinds> {
    if (this.#rest.length > 0 || this.#columnsLeft > 0 || this.#current) throw broken(this.#rest)
    const columns: Record<string, ReturnType<ColumnSink['finish']>> = {}
    for (const name of this.#names) {
      columns[name] = (this.#sinks.get(name)?.sink ?? emptySink(name, this.#kinds)).finish()
    }
    // columnSink has paired each name's kind with its array; the mapped type cannot express that by itself.
    return { rows: this.#rows, columns: columns as Columns<Kinds>['columns'] }
  }

  /** @returns false where more bytes are needed */
  #step(): boolean {
    if (this.#current) return this.#readValues(this.#current)
    return this.#columnsLeft > 0 ? this.#readColumnHeader() : this.#readBlockHeader()
  }

  #readBlockHeader(): boolean {
    const columns = this.#number(this.#position)
    const rows = columns && this.#number(columns.next)
    if (!rows) return false
    if (columns.value !== this.#names.length && !(columns.value === 0 && rows.value === 0)) {
      if (exceptionIn(this.#bytes)) throw broken(this.#bytes)
      throw new StillwatchError(
        'SW_STORE_FAILED',
        `The query returns ${columns.value} columns, ${this.#names.length} were expected (${this.#names.join(', ')})`,
        'Name the same columns in the query and in the types.',
      )
    }
    this.#position = rows.next
    this.#blockRows = rows.value
    this.#columnsLeft = columns.value
    this.#rows += rows.value
    return true
  }

  #readColumnHeader(): boolean {
    const name = this.#string(this.#position)
    const type = name && this.#string(name.next)
    if (!type) return false
    this.#position = type.next
    this.#columnsLeft--
    const sink = this.#sink(name.value, type.value)
    if (this.#blockRows === 0) return true
    sink.begin?.()
    this.#current = { sink, left: this.#blockRows }
    return true
  }

  #readValues(current: { sink: ColumnSink; left: number }): boolean {
    const { values, next } = current.sink.read(this.#bytes, this.#position, current.left)
    this.#position = next
    current.left -= values
    if (current.left > 0) return false
    this.#current = undefined
    return true
  }

  #sink(name: string, type: string): ColumnSink {
    const known = this.#sinks.get(name)
    if (known && known.type === type) return known.sink
    const kind = this.#kinds[name]
    if (kind === undefined || known) {
      throw new StillwatchError(
        'SW_STORE_FAILED',
        `The query returns a column ${name} of type ${type}; expected were ${this.#names.join(', ')}`,
        'Name the same columns in the query and in the types.',
      )
    }
    const sink = columnSink(name, type, kind)
    this.#sinks.set(name, { type, sink })
    return sink
  }

  #number(start: number): { value: number; next: number } | undefined {
    let value = 0
    let scale = 1
    for (let next = start; next < this.#bytes.length; ) {
      const byte = this.#bytes[next++] ?? 0
      value += (byte & 127) * scale
      if (byte < 128) return { value, next }
      scale *= 128
    }
    return undefined
  }

  #string(start: number): { value: string; next: number } | undefined {
    const length = this.#number(start)
    if (!length) return undefined
    const next = length.next + length.value
    if (next > this.#bytes.length) return undefined
    return { value: new TextDecoder().decode(this.#bytes.subarray(length.next, next)), next }
  }
}

function emptySink(name: string, kinds: ColumnKinds): ColumnSink {
  const kind = kinds[name] ?? 'f64'
  const type = {
    'string-index': 'String',
    u8: 'UInt8',
    u32: 'UInt32',
    u64: 'UInt64',
    f64: 'Float64',
    'u8-list': 'Array(UInt8)',
    'u64-list': 'Array(UInt64)',
  }[kind]
  return columnSink(name, type, kind)
}

function concatenated(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}

/** A server that fails in the middle of a result writes its exception where the next block would stand. */
function exceptionIn(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder().decode(bytes.subarray(-4_000))
  return /Code: \d+\. DB::Exception[\s\S]*/.exec(text)?.[0]
}

function broken(bytes: Uint8Array): StillwatchError {
  const exception = exceptionIn(bytes)
  return new StillwatchError(
    'SW_STORE_FAILED',
    exception ? `The query failed midway: ${shortMessage(exception)}` : 'The result of a query ended early',
    'Run the command again; if it fails again, look into the log of the ClickHouse server.',
  )
}
