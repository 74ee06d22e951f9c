/** Where JSON values end, judged by brackets and strings alone; whether they are JSON is the parser's business. */

export const NEWLINE = 0x0a
const QUOTE = 0x22
export const COMMA = 0x2c
export const OPEN_ARRAY = 0x5b
export const CLOSE_ARRAY = 0x5d
export const OPEN_OBJECT = 0x7b
export const CLOSE_OBJECT = 0x7d
const BACKSLASH = 0x5c
const COLON = 0x3a

/** An end (excluded), or why there is none: the bytes run out first, or the value is broken. */
export const INCOMPLETE = -1
const BROKEN = -2

export function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

export function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from
  while (isSpace(bytes[at])) at += 1
  return at
}

/** End of the string whose opening quote is at `start`. A raw newline inside breaks it. */
function endOfString(bytes: Uint8Array, start: number): number {
  for (let at = start + 1; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === QUOTE) return at + 1
    if (byte === BACKSLASH) at += 1
    else if (byte === NEWLINE) return BROKEN
  }
  return INCOMPLETE
}

/** End of the object or array whose bracket is at `start`. A raw newline in a string or a bracket that does not match breaks it. */
export function endOfBrackets(bytes: Uint8Array, start: number): number {
  const open: (number | undefined)[] = []
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === QUOTE) {
      const end = endOfString(bytes, at)
      if (end < 0) return end
      at = end - 1
    } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      // A closing bracket is two code points above its opening one.
      open.push(byte + 2)
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      if (open.pop() !== byte) return BROKEN
      if (open.length === 0) return at + 1
    }
  }
  return INCOMPLETE
}

/** End of whatever value begins at `start`. A number or word ends where something else begins. */
export function endOfValue(bytes: Uint8Array, start: number): number {
  const byte = bytes[start]
  if (byte === QUOTE) return endOfString(bytes, start)
  if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) return endOfBrackets(bytes, start)
  let at = start
  while (at < bytes.length) {
    const next = bytes[at]
    if (isSpace(next) || next === COMMA || next === CLOSE_OBJECT || next === CLOSE_ARRAY || next === QUOTE)
      return at
    if (at > start && (next === OPEN_OBJECT || next === OPEN_ARRAY)) return at
    at += 1
  }
  return INCOMPLETE
}

/** Keys under which exports put their list of rows. None of them is a field of a request. */
const ENVELOPES = new Set([
  'data',
  'records',
  'Records',
  'logs',
  'rows',
  'items',
  'results',
  'requests',
  'entries',
  'value',
])

/**
 * Lists whose object is a row where it stands on a line of its own, as the OpenTelemetry Collector writes it, and
 * an envelope where it takes the whole file.
 */
const BATCHES = new Set(['resourceSpans', 'resource_spans', 'resourceLogs', 'resource_logs'])

/**
 * Where the list of rows begins (behind its bracket) in an object such as `{"count":2,"data":[{...}]}` at
 * `start`; BROKEN if it has none, INCOMPLETE if that cannot be said yet. `batches`: a batch of spans counts as one.
 */
export function startOfEnvelope(bytes: Uint8Array, start: number, batches = true): number {
  let at = skipSpace(bytes, start + 1)
  while (at < bytes.length) {
    if (bytes[at] !== QUOTE) return BROKEN
    const keyEnd = endOfString(bytes, at)
    if (keyEnd < 0) return keyEnd
    const key = Buffer.from(bytes.subarray(at + 1, keyEnd - 1)).toString('utf8')
    const colon = skipSpace(bytes, keyEnd)
    if (colon >= bytes.length) return INCOMPLETE
    if (bytes[colon] !== COLON) return BROKEN
    const value = skipSpace(bytes, colon + 1)
    if (bytes[value] === OPEN_ARRAY && (ENVELOPES.has(key) || (batches && BATCHES.has(key)))) {
      const first = skipSpace(bytes, value + 1)
      if (first >= bytes.length) return INCOMPLETE
      if (bytes[first] === OPEN_OBJECT || bytes[first] === CLOSE_ARRAY) return value + 1
    }
    const end = endOfValue(bytes, value)
    if (end < 0) return end
    const comma = skipSpace(bytes, end)
    if (comma >= bytes.length) return INCOMPLETE
    if (bytes[comma] !== COMMA) return BROKEN
    at = skipSpace(bytes, comma + 1)
  }
  return INCOMPLETE
}
