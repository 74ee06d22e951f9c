import { decodeLogs, decodeTraces, WireError } from '../otlp/protobuf.ts'
import type { Block, Unreadable } from '../types.ts'
import { createUnzstd } from '../zstd.ts'
import {
  type Cut,
  type Cutter,
  type CutterLimits,
  excerptOf,
  type Framing,
  type OnRow,
  tooLong,
} from './framing.ts'
import { isRow, parseLenient } from './lenient-json.ts'
import { rowKey } from './row-key.ts'

/**
 * OTLP messages in binary: one ExportTraceServiceRequest, cut at its ResourceSpans; or many, each behind its length
 * in four bytes, big end first, as the OpenTelemetry Collector's file exporter writes `format: proto`. With its
 * `compression: zstd` each message is compressed for itself, and may then be JSON.
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/exporter/fileexporter
 */
export const protobuf: Framing = {
  id: 'protobuf',
  title: 'OTLP protobuf, one message or each behind its length in four bytes',
  cutter: (limits) => new MessageCutter(limits),
  readRows,
}

const PREFIX = 4
/** Field 1 with a length: the first byte of any ExportTraceServiceRequest that holds something. */
const FIRST_TAG = 0x0a
/** Tags of ResourceSpans: resource, scope_spans, schema_url. */
const INNER_TAGS = [0x0a, 0x12, 0x1a]
const OPEN_OBJECT = 0x7b
/** A length prefix above this is none; below it, its first byte is smaller than any that a message begins with. */
const LONGEST_MESSAGE = 64 * 1024 * 1024
/** Of what a compressed message may grow to: whoever sends more tries to exhaust the memory. */
const MOST_INFLATED = 256 * 1024 * 1024

/** Whether bytes from the start of a file are such messages. */
export function isProtobuf(start: Uint8Array): boolean {
  const length = prefixAt(start, 0)
  if (length === undefined) return isMessage(start, 0, start.length, false)
  return isMessage(start, PREFIX, PREFIX + length, start.length >= PREFIX + length)
}

/** The length that stands at a position, if something that can be a message follows it. */
function prefixAt(bytes: Uint8Array, at: number): number | undefined {
  if (bytes.length < at + PREFIX) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const length = view.getUint32(at)
  return length > 0 && length <= LONGEST_MESSAGE ? length : undefined
}

/** Whether a message that begins at `at` looks like one, or, where it is there to its end, is one. */
function isMessage(bytes: Uint8Array, at: number, end: number, whole: boolean): boolean {
  if (whole) return decode(bytes.subarray(at, end)) !== undefined
  if (isZstd(bytes, at) || bytes[at] === OPEN_OBJECT) return at > 0
  const entry = entryAt(bytes, at)
  if (!entry) return false
  if (entry.end <= bytes.length) return decode(bytes.subarray(at, entry.end)) !== undefined
  return entry.end <= end && INNER_TAGS.includes(bytes[entry.start] ?? -1)
}

function isZstd(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x28 && bytes[at + 1] === 0xb5 && bytes[at + 2] === 0x2f && bytes[at + 3] === 0xfd
}

/** A ResourceSpans entry of a message: its tag is at `at`, its content between the two positions. */
function entryAt(bytes: Uint8Array, at: number): { start: number; end: number } | undefined {
  if (bytes[at] !== FIRST_TAG) return undefined
  let length = 0
  for (let place = 0; place < 5; place++) {
    const byte = bytes[at + 1 + place]
    if (byte === undefined) return undefined
    length += (byte & 0x7f) * 128 ** place
    if (byte < 0x80) return { start: at + 2 + place, end: at + 2 + place + length }
  }
  return undefined
}

/** Lines are messages, or entries of the one message, counted from 1. */
class MessageCutter implements Cutter {
  #prefixed: boolean | undefined
  #message = 1
  /** Bytes of an overlong message that are still to be passed over. */
  #skip = 0
  readonly #maxRowBytes: number

  constructor({ maxRowBytes }: CutterLimits) {
    this.#maxRowBytes = maxRowBytes
  }

  cut(bytes: Uint8Array, final: boolean): Cut {
    const rows: number[] = []
    const unreadable: Unreadable[] = []
    const firstLine = this.#message
    this.#prefixed ??= bytes.length > 0 ? bytes[0] !== FIRST_TAG : undefined
    let at = Math.min(this.#skip, bytes.length)
    this.#skip -= at
    while (at < bytes.length && this.#skip === 0) {
      const place = this.#prefixed ? this.#prefixedAt(bytes, at) : entryAt(bytes, at)
      if (!place) {
        if (!final && bytes.length - at < 64) break
        unreadable.push({ line: this.#message, reason: 'no OTLP message', excerpt: '' })
        at = this.#prefixed ? nextMessage(bytes, at + 1) : bytes.length
        this.#message += 1
      } else if (place.end - at > this.#maxRowBytes) {
        unreadable.push(tooLong(this.#message, this.#maxRowBytes))
        this.#message += 1
        this.#skip = Math.max(0, place.end - bytes.length)
        at = Math.min(place.end, bytes.length)
      } else if (place.end > bytes.length) {
        if (!final) break
        unreadable.push({ line: this.#message, reason: 'a message that ends too early' })
        at = bytes.length
      } else {
        // The one message is cut into messages of one entry each.
        rows.push(this.#prefixed ? place.start : at, place.end, this.#message)
        this.#message += 1
        at = place.end
      }
    }
    if (rows.length === 0) return { used: at, unreadable }
    return { used: at, unreadable, block: { firstLine, rows: Uint32Array.from(rows), end: at } }
  }

  #prefixedAt(bytes: Uint8Array, at: number): { start: number; end: number } | undefined {
    const length = prefixAt(bytes, at)
    return length === undefined ? undefined : { start: at + PREFIX, end: at + PREFIX + length }
  }
}

/** Where, after bytes that are no message, the next one begins: one that is whole and can be read. */
function nextMessage(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(FIRST_TAG, from + PREFIX); at !== -1; at = bytes.indexOf(FIRST_TAG, at + 1)) {
    const length = prefixAt(bytes, at - PREFIX)
    if (length === undefined || at + length > bytes.length) continue
    const entry = entryAt(bytes, at)
    if (entry && entry.end <= at + length && isMessage(bytes, at, at + length, true)) return at - PREFIX
  }
  return bytes.length
}

function readRows(block: Block, onRow: OnRow, onUnreadable: (unreadable: Unreadable) => void): void {
  const places = block.rows ?? new Uint32Array(0)
  for (let index = 0; index < places.length; index += 3) {
    const bytes = block.bytes.subarray(places[index], places[index + 1])
    const line = places[index + 2] ?? 0
    const row = decode(bytes)
    if (row) onRow(row, line, () => rowKey(bytes))
    else
      onUnreadable({ line, reason: 'no OTLP message', excerpt: excerptOf(Buffer.from(bytes).subarray(0, 0)) })
  }
}

/** A message as a row; undefined for what is none. */
function decode(bytes: Uint8Array): Record<string, unknown> | undefined {
  const plain = isZstd(bytes, 0) ? inflate(bytes) : bytes
  if (!plain || plain.length === 0) return undefined
  try {
    if (plain[0] !== OPEN_OBJECT) return decodeBinary(plain)
    const row = parseLenient(Buffer.from(plain.buffer, plain.byteOffset, plain.length).toString('utf8'))
    return isRow(row) ? row : undefined
  } catch (error) {
    if (error instanceof WireError || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Nothing in a message says what it is; but what is read as the other kind does not fit together. */
function decodeBinary(bytes: Uint8Array): Record<string, unknown> {
  try {
    return decodeTraces(bytes)
  } catch (error) {
    if (error instanceof WireError) return decodeLogs(bytes)
    throw error
  }
}

function inflate(bytes: Uint8Array): Uint8Array | undefined {
  const chunks: Uint8Array[] = []
  let length = 0
  const stream = createUnzstd((chunk) => {
    length += chunk.length
    if (length > MOST_INFLATED) throw new RangeError('a message that grows without end')
    chunks.push(chunk)
  })
  try {
    for (const _ of stream.push(bytes, true));
  } catch {
    return undefined
  }
  return Buffer.concat(chunks, length)
}
