/**
 * Decodes the fields of OTLP's trace and log messages that matter here, by hand: field numbers are those of
 * opentelemetry/proto/{trace,logs,common,resource}/v1/*.proto, the wire format is that of
 * https://protobuf.dev/programming-guides/encoding/. Unknown fields are passed over, as protobuf asks.
 */

type Plain = Record<string, unknown>

/** Where a message cannot be what it claims to be: cut short, or a length that leads out of it. */
export class WireError extends Error {
  override readonly name = 'WireError'
}

const VARINT = 0
const FIXED64 = 1
const LENGTH = 2
const FIXED32 = 5

/** Messages within messages; whoever nests deeper tries to exhaust the stack. */
const DEEPEST = 32

/** A walk over the fields of one message. */
class Fields {
  readonly #bytes: Buffer
  #at: number
  readonly #end: number
  field = 0
  wire = 0

  constructor(bytes: Buffer, start = 0, end = bytes.length) {
    this.#bytes = bytes
    this.#at = start
    this.#end = end
  }

  /** Moves to the next field; false at the end. */
  next(): boolean {
    if (this.#at === this.#end) return false
    const tag = this.#varint()
    this.field = Math.floor(tag / 8)
    this.wire = tag % 8
    if (this.field === 0) throw new WireError('field number 0')
    return true
  }

  skip(): void {
    if (this.wire === VARINT) this.#varint()
    else if (this.wire === FIXED64) this.#take(8)
    else if (this.wire === LENGTH) this.#take(this.#varint())
    else if (this.wire === FIXED32) this.#take(4)
    else throw new WireError(`wire type ${this.wire}`)
  }

  message(): Fields {
    const start = this.#delimited()
    return new Fields(this.#bytes, start, this.#at)
  }

  text(): string {
    const start = this.#delimited()
    return this.#bytes.toString('utf8', start, this.#at)
  }

  hex(): string {
    const start = this.#delimited()
    return this.#bytes.toString('hex', start, this.#at)
  }

  /** As decimal text where a number cannot hold it. */
  int64(): number | string {
    this.#expect(VARINT)
    const value = BigInt.asIntN(64, this.#bigVarint())
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : String(value)
  }

  fixed64(): string {
    this.#expect(FIXED64)
    return String(this.#bytes.readBigUInt64LE(this.#take(8)))
  }

  fixed32(): number {
    this.#expect(FIXED32)
    return this.#bytes.readUInt32LE(this.#take(4))
  }

  double(): number {
    this.#expect(FIXED64)
    return this.#bytes.readDoubleLE(this.#take(8))
  }

  #expect(wire: number): void {
    if (this.wire !== wire) throw new WireError(`wire type ${this.wire} in field ${this.field}`)
  }

  #delimited(): number {
    this.#expect(LENGTH)
    return this.#take(this.#varint())
  }

  #take(length: number): number {
    const start = this.#at
    if (length > this.#end - start) throw new WireError('a length beyond the end')
    this.#at += length
    return start
  }

  #varint(): number {
    let value = 0
    for (let scale = 1; scale < 2 ** 70; scale *= 128) {
      const byte = this.#byte()
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
    }
    throw new WireError('a number without end')
  }

  #bigVarint(): bigint {
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#byte()
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
    throw new WireError('a number without end')
  }

  #byte(): number {
    const byte = this.#at < this.#end ? this.#bytes[this.#at] : undefined
    if (byte === undefined) throw new WireError('a number cut short')
    this.#at += 1
    return byte
  }
}

/** What a field says, under which name, and whether it comes repeatedly. */
interface FieldRule {
  readonly name: string
  readonly read: (fields: Fields, depth: number) => unknown
  readonly repeated?: boolean
}
type Rules = Readonly<Record<number, FieldRule>>

function read(fields: Fields, rules: Rules, depth: number): Plain {
  if (depth > DEEPEST) throw new WireError('messages nested too deep')
  const found: Plain = {}
  const lists: Record<string, unknown[]> = {}
  while (fields.next()) {
    const rule = rules[fields.field]
    if (!rule) fields.skip()
    else if (!rule.repeated) found[rule.name] = rule.read(fields, depth)
    else {
      const list = lists[rule.name] ?? []
      lists[rule.name] = list
      found[rule.name] = list
      list.push(rule.read(fields, depth))
    }
  }
  return found
}

const inner = (rules: () => Rules) => (fields: Fields, depth: number) =>
  read(fields.message(), rules(), depth + 1)
const text = (fields: Fields) => fields.text()
const hex = (fields: Fields) => fields.hex()
const int64 = (fields: Fields) => fields.int64()
const fixed64 = (fields: Fields) => fields.fixed64()

/** The names are those of the JSON mapping, so that both encodings are read by the same code. */
const KEY_VALUE: Rules = {
  1: { name: 'key', read: text },
  2: { name: 'value', read: inner(() => ANY_VALUE) },
}
const VALUES = (rules: () => Rules): Rules => ({ 1: { name: 'values', read: inner(rules), repeated: true } })
const ARRAY: Rules = VALUES(() => ANY_VALUE)
const PAIRS: Rules = VALUES(() => KEY_VALUE)
const ANY_VALUE: Rules = {
  1: { name: 'stringValue', read: text },
  2: { name: 'boolValue', read: (fields) => fields.int64() !== 0 },
  3: { name: 'intValue', read: int64 },
  4: { name: 'doubleValue', read: (fields) => fields.double() },
  5: { name: 'arrayValue', read: inner(() => ARRAY) },
  6: { name: 'kvlistValue', read: inner(() => PAIRS) },
}
const ATTRIBUTES = { name: 'attributes', read: inner(() => KEY_VALUE), repeated: true } as const
const EVENT: Rules = { 2: { name: 'name', read: text }, 3: ATTRIBUTES }
const STATUS: Rules = { 3: { name: 'code', read: int64 } }
const SPAN: Rules = {
  1: { name: 'traceId', read: hex },
  2: { name: 'spanId', read: hex },
  4: { name: 'parentSpanId', read: hex },
  5: { name: 'name', read: text },
  6: { name: 'kind', read: int64 },
  7: { name: 'startTimeUnixNano', read: fixed64 },
  8: { name: 'endTimeUnixNano', read: fixed64 },
  9: ATTRIBUTES,
  11: { name: 'events', read: inner(() => EVENT), repeated: true },
  15: { name: 'status', read: inner(() => STATUS) },
  16: { name: 'flags', read: (fields) => fields.fixed32() },
}
const SCOPE_SPANS: Rules = { 2: { name: 'spans', read: inner(() => SPAN), repeated: true } }
const RESOURCE: Rules = { 1: ATTRIBUTES }
const RESOURCE_SPANS: Rules = {
  1: { name: 'resource', read: inner(() => RESOURCE) },
  2: { name: 'scopeSpans', read: inner(() => SCOPE_SPANS), repeated: true },
}
const TRACES: Rules = { 1: { name: 'resourceSpans', read: inner(() => RESOURCE_SPANS), repeated: true } }

const LOG_RECORD: Rules = {
  1: { name: 'timeUnixNano', read: fixed64 },
  5: { name: 'body', read: inner(() => ANY_VALUE) },
  6: ATTRIBUTES,
  9: { name: 'traceId', read: hex },
  10: { name: 'spanId', read: hex },
  11: { name: 'observedTimeUnixNano', read: fixed64 },
  12: { name: 'eventName', read: text },
}
const SCOPE_LOGS: Rules = { 2: { name: 'logRecords', read: inner(() => LOG_RECORD), repeated: true } }
const RESOURCE_LOGS: Rules = {
  1: { name: 'resource', read: inner(() => RESOURCE) },
  2: { name: 'scopeLogs', read: inner(() => SCOPE_LOGS), repeated: true },
}
const LOGS: Rules = { 1: { name: 'resourceLogs', read: inner(() => RESOURCE_LOGS), repeated: true } }

/**
 * An ExportLogsServiceRequest (or LogsData) in the shape of its JSON mapping.
 *
 * @throws WireError for bytes that are no such message. A message of spans is none: their first field is no time.
 */
export function decodeLogs(bytes: Uint8Array): Plain {
  return read(new Fields(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)), LOGS, 0)
}

/**
 * An ExportTraceServiceRequest (or TracesData, which has the same form) in the shape of its JSON mapping.
 *
 * @throws WireError for bytes that are no such message.
 */
export function decodeTraces(bytes: Uint8Array): Plain {
  return read(new Fields(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)), TRACES, 0)
}
