import { isRow } from '../framings/lenient-json.ts'

/** Span kinds of opentelemetry/proto/trace/v1/trace.proto by their numbers. */
const KINDS = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'] as const
export type SpanKind = (typeof KINDS)[number]

/** Attribute values as plain values: texts, numbers, booleans, lists and objects of these. */
export type Attributes = Readonly<Record<string, unknown>>

export interface SpanEvent {
  readonly name: string
  readonly attributes: Attributes
}

/** A span, whichever encoding it came in. */
export interface Span {
  /** 32 and 16 hexadecimal digits, lower case; '' where absent. */
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string
  /** Whether the parent is in another process; undefined where the source does not say. */
  readonly remoteParent: boolean | undefined
  readonly name: string
  readonly kind: SpanKind
  /** Nanoseconds since 1970, as the source wrote them. */
  readonly start: unknown
  readonly end: unknown
  readonly attributes: Attributes
  readonly events: readonly SpanEvent[]
  readonly failed: boolean
  /** What the resource that made it says of itself. */
  readonly resource: Attributes
}

type Row = Readonly<Record<string, unknown>>

/** Under what names a list of resources' spans stands: OTLP, and Tempo's answers. */
const RESOURCE_LISTS = ['resourceSpans', 'resource_spans', 'batches'] as const
const SCOPE_LISTS = [
  'scopeSpans',
  'scope_spans',
  'instrumentationLibrarySpans',
  'instrumentation_library_spans',
] as const

/** Whether a row is an ExportTraceServiceRequest or one of its ResourceSpans. */
export function holdsSpans(row: Row): boolean {
  return listIn(row, RESOURCE_LISTS) !== undefined || listIn(row, SCOPE_LISTS) !== undefined
}

/**
 * The spans of an ExportTraceServiceRequest (TracesData) or of one of its ResourceSpans, in the JSON mapping of
 * https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding; also with field names in snake_case, ids in
 * base64 and kinds by name, as generic protobuf tools write them. What is no span is passed over.
 */
export function* spansOf(row: Row): Generator<Span> {
  const resources = listIn(row, RESOURCE_LISTS) ?? [row]
  for (const entry of resources) {
    if (!isRow(entry)) continue
    const resource = isRow(entry.resource) ? attributesOf(entry.resource.attributes) : {}
    for (const scope of listIn(entry, SCOPE_LISTS) ?? []) {
      if (!isRow(scope) || !Array.isArray(scope.spans)) continue
      for (const span of scope.spans) if (isRow(span)) yield spanOf(span, resource)
    }
  }
}

export function listIn(row: Row, names: readonly string[]): readonly unknown[] | undefined {
  for (const name of names) {
    const value = row[name]
    if (Array.isArray(value)) return value
  }
  return undefined
}

function spanOf(span: Row, resource: Attributes): Span {
  const status = isRow(span.status) ? span.status.code : undefined
  const events = Array.isArray(span.events) ? span.events : []
  return {
    traceId: idOf(span.traceId ?? span.trace_id),
    spanId: idOf(span.spanId ?? span.span_id),
    parentSpanId: idOf(span.parentSpanId ?? span.parent_span_id),
    remoteParent: remoteness(span.flags),
    name: typeof span.name === 'string' ? span.name : '',
    kind: kindOf(span.kind),
    start: span.startTimeUnixNano ?? span.start_time_unix_nano,
    end: span.endTimeUnixNano ?? span.end_time_unix_nano,
    attributes: attributesOf(span.attributes),
    events: events.flatMap((event: unknown) =>
      isRow(event) && typeof event.name === 'string'
        ? [{ name: event.name, attributes: attributesOf(event.attributes) }]
        : [],
    ),
    failed: status === 2 || status === 'STATUS_CODE_ERROR',
    resource,
  }
}

/** SPAN_FLAGS_CONTEXT_HAS_IS_REMOTE_MASK and SPAN_FLAGS_CONTEXT_IS_REMOTE_MASK of trace.proto. */
const SAYS_REMOTE = 0x100
const IS_REMOTE = 0x200

function remoteness(flags: unknown): boolean | undefined {
  const bits = typeof flags === 'number' ? flags : 0
  return (bits & SAYS_REMOTE) === 0 ? undefined : (bits & IS_REMOTE) !== 0
}

function kindOf(kind: unknown): SpanKind {
  if (typeof kind === 'number') return KINDS[kind] ?? 'UNSPECIFIED'
  const name = typeof kind === 'string' ? kind.replace(/^SPAN_KIND_/, '') : ''
  return KINDS.find((known) => known === name) ?? 'UNSPECIFIED'
}

/** Ids are hexadecimal in OTLP's JSON; the generic mapping of protobuf has base64. All zeros means none. */
export function idOf(id: unknown): string {
  if (typeof id !== 'string') return ''
  const hex = /^(?:[0-9a-f]{16}){1,2}$/i.test(id)
    ? id.toLowerCase()
    : Buffer.from(id, 'base64').toString('hex')
  return (hex.length === 32 || hex.length === 16) && !/^0+$/.test(hex) ? hex : ''
}

/** Attributes from OTLP's list of keys and values, or as they are where a decoder has made them plain. */
export function attributesOf(list: unknown): Attributes {
  if (isRow(list)) return list
  const found: Record<string, unknown> = {}
  if (!Array.isArray(list)) return found
  for (const entry of list) {
    if (isRow(entry) && isName(entry.key)) found[entry.key] = plainValue(entry.value)
  }
  return found
}

/** A key of this name would give an object another object's attributes. */
function isName(key: unknown): key is string {
  return typeof key === 'string' && key !== '__proto__'
}

/** Whoever nests deeper tries to exhaust the stack. */
const DEEPEST = 16

/** An AnyValue of opentelemetry/proto/common/v1/common.proto as a plain value. */
export function plainValue(value: unknown, depth = 0): unknown {
  if (!isRow(value) || depth > DEEPEST) return undefined
  const whole = value.intValue ?? value.int_value
  if (whole !== undefined) return wholeNumber(whole)
  const list = value.arrayValue ?? value.array_value
  if (isRow(list)) {
    const values = Array.isArray(list.values) ? list.values : []
    return values.map((item: unknown) => plainValue(item, depth + 1))
  }
  const pairs = value.kvlistValue ?? value.kvlist_value
  if (isRow(pairs)) {
    const found: Record<string, unknown> = {}
    for (const pair of Array.isArray(pairs.values) ? pairs.values : []) {
      if (isRow(pair) && isName(pair.key)) found[pair.key] = plainValue(pair.value, depth + 1)
    }
    return found
  }
  return (
    value.stringValue ??
    value.string_value ??
    value.boolValue ??
    value.bool_value ??
    value.doubleValue ??
    value.double_value
  )
}

/** 64-bit integers come as text; those that a number cannot hold stay text. */
function wholeNumber(value: unknown): unknown {
  if (typeof value !== 'string') return typeof value === 'number' ? value : undefined
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}
