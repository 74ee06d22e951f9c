/** Spans, batches and messages of OTLP as a tracer's exporter makes them, for tests. */

export type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value }

export interface TestSpan {
  readonly trace?: string
  readonly id: string
  readonly parent?: string
  readonly name?: string
  /** 1 internal, 2 server, 3 client. */
  readonly kind?: number
  /** Seconds after the beginning. */
  readonly from?: number
  readonly to?: number
  readonly attributes?: Readonly<Record<string, Value>>
  readonly events?: readonly { readonly name: string; readonly attributes: Readonly<Record<string, Value>> }[]
  /** Whether the parent is in another process, where the exporter says. */
  readonly remote?: boolean
}

const BEGINNING = 1_775_433_600n

/** Ids of the right length from short names. */
export const traceId = (name: string) => Buffer.from(name.padEnd(16, '-').slice(0, 16)).toString('hex')
export const spanId = (name: string) => Buffer.from(name.padEnd(8, '-').slice(0, 8)).toString('hex')

function anyValue(value: Value): unknown {
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  // 64-bit integers are text in OTLP's JSON.
  if (typeof value === 'number')
    return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value }
  if (isList(value)) return { arrayValue: { values: value.map(anyValue) } }
  return { kvlistValue: { values: pairs(value) } }
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

function pairs(attributes: Readonly<Record<string, Value>>): { key: string; value: unknown }[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }))
}

function nanos(seconds: number): string {
  return String(BEGINNING * 1_000_000_000n + BigInt(Math.round(seconds * 1e9)))
}

export function span(options: TestSpan): Record<string, unknown> {
  const { trace = 'trace', id, parent, name = 'chat m-large', kind = 3, from = 0, to = 1 } = options
  return {
    traceId: traceId(trace),
    spanId: spanId(id),
    parentSpanId: parent === undefined ? '' : spanId(parent),
    ...(options.remote !== undefined && { flags: options.remote ? 0x301 : 0x101 }),
    name,
    kind,
    startTimeUnixNano: nanos(from),
    endTimeUnixNano: nanos(to),
    attributes: pairs(options.attributes ?? {}),
    events: (options.events ?? []).map((event) => ({
      timeUnixNano: nanos(from),
      name: event.name,
      attributes: pairs(event.attributes),
    })),
    status: {},
  }
}

/** One ExportTraceServiceRequest with the spans of one service. */
export function batch(spans: readonly TestSpan[], service = 'inference'): Record<string, unknown> {
  return {
    resourceSpans: [
      {
        resource: { attributes: pairs({ 'service.name': service }) },
        scopeSpans: [{ scope: { name: 'test' }, spans: spans.map(span) }],
      },
    ],
  }
}

export interface TestLog {
  readonly trace?: string
  readonly span: string
  readonly name: string
  /** Seconds after the beginning. */
  readonly at?: number
  readonly attributes?: Readonly<Record<string, Value>>
  readonly body?: Value | undefined
}

/** One ExportLogsServiceRequest. */
export function logBatch(logs: readonly TestLog[]): Record<string, unknown> {
  const logRecords = logs.map(({ trace = 'trace', span, name, at = 0, attributes = {}, body }) => ({
    timeUnixNano: nanos(at),
    severityNumber: 9,
    eventName: name,
    ...(body !== undefined && { body: anyValue(body) }),
    attributes: pairs(attributes),
    traceId: traceId(trace),
    spanId: span === '' ? '' : spanId(span),
  }))
  return { resourceLogs: [{ resource: { attributes: [] }, scopeLogs: [{ scope: {}, logRecords }] }] }
}

type Field = readonly [number, unknown]

/** Protobuf by hand: a number is a varint, text and bytes are delimited, a list of fields is a message. */
function message(fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.map(([field, value]) => {
      if (typeof value === 'number') return Buffer.concat([varint(field * 8), varint(value)])
      if (value instanceof Fixed) return Buffer.concat([varint(field * 8 + value.wire), value.bytes])
      const bytes = Buffer.isBuffer(value) ? value : Buffer.from(String(value))
      return Buffer.concat([varint(field * 8 + 2), varint(bytes.length), bytes])
    }),
  )
}

class Fixed {
  readonly wire: number
  readonly bytes: Buffer

  constructor(bytes: Buffer) {
    this.wire = bytes.length === 8 ? 1 : 5
    this.bytes = bytes
  }
}

function varint(value: number): Buffer {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80)
  return Buffer.from([...bytes, Number(rest)])
}

function fixed64(value: string): Fixed {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return new Fixed(bytes)
}

function valueBytes(value: Value): Buffer {
  if (typeof value === 'string') return message([[1, value]])
  if (typeof value === 'boolean') return message([[2, value ? 1 : 0]])
  if (typeof value === 'number') {
    if (Number.isInteger(value)) return message([[3, value]])
    const bytes = Buffer.alloc(8)
    bytes.writeDoubleLE(value)
    return message([[4, new Fixed(bytes)]])
  }
  if (isList(value)) return message([[5, message(value.map((item) => [1, valueBytes(item)]))]])
  return message([[6, message(Object.entries(value).map((pair) => [1, pairBytes(pair)]))]])
}

function pairBytes([key, value]: readonly [string, Value]): Buffer {
  return message([
    [1, key],
    [2, valueBytes(value)],
  ])
}

function spanBytes(options: TestSpan): Buffer {
  const { trace = 'trace', id, parent, name = 'chat m-large', kind = 3, from = 0, to = 1 } = options
  const flags = Buffer.alloc(4)
  flags.writeUInt32LE(options.remote ? 0x301 : 0x101)
  return message([
    [1, Buffer.from(traceId(trace), 'hex')],
    [2, Buffer.from(spanId(id), 'hex')],
    [3, 'vendor=1'],
    ...(parent === undefined ? [] : [[4, Buffer.from(spanId(parent), 'hex')] as const]),
    [5, name],
    [6, kind],
    [7, fixed64(nanos(from))],
    [8, fixed64(nanos(to))],
    ...Object.entries(options.attributes ?? {}).map((pair) => [9, pairBytes(pair)] as const),
    [10, 3],
    ...(options.events ?? []).map(
      (event) =>
        [
          11,
          message([
            [1, fixed64(nanos(from))],
            [2, event.name],
            ...Object.entries(event.attributes).map((pair) => [3, pairBytes(pair)] as const),
          ]),
        ] as const,
    ),
    [15, message([[3, 1]])],
    ...(options.remote === undefined ? [] : [[16, new Fixed(flags)] as const]),
  ])
}

/** The same as `batch`, in binary. */
export function batchBytes(spans: readonly TestSpan[], service = 'inference'): Buffer {
  const resource = message([[1, pairBytes(['service.name', service])]])
  const scope = message([[1, message([[1, 'test']])], ...spans.map((each) => [2, spanBytes(each)] as const)])
  return message([
    [
      1,
      message([
        [1, resource],
        [2, scope],
        [3, 'https://opentelemetry.io/schemas/1.37.0'],
      ]),
    ],
  ])
}

/** The same as `logBatch`, in binary. */
export function logBytes(logs: readonly TestLog[]): Buffer {
  const records = logs.map(({ trace = 'trace', span, name, at = 0, attributes = {}, body }) =>
    message([
      [1, fixed64(nanos(at))],
      [2, 9],
      ...(body === undefined ? [] : [[5, valueBytes(body)] as const]),
      ...Object.entries(attributes).map((pair) => [6, pairBytes(pair)] as const),
      [9, Buffer.from(traceId(trace), 'hex')],
      [10, Buffer.from(spanId(span), 'hex')],
      [12, name],
    ]),
  )
  return message([[1, message([[2, message(records.map((record) => [2, record] as const))]])]])
}

/** A message as the Collector's file exporter writes it: behind its length, big end first. */
export function prefixed(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}
