/** How a field's raw value becomes its typed one. */
export type FieldType = 'text' | 'number' | 'count' | 'flag' | 'time' | 'list'

export interface Field {
  readonly type: FieldType
  /** Who vouches for it: the provider observed it, or the caller wrote it (and can forge it). */
  readonly origin: 'observed' | 'caller'
  readonly aliases?: readonly string[]
}

export type FieldTable = Readonly<Record<string, Field>>

export type Normalised<T> =
  | { readonly ok: true; readonly record: T; readonly dropped: readonly string[] }
  | { readonly ok: false; readonly reason: string }

const EARLIEST = Date.UTC(2015, 0, 1)
const LATEST = Date.UTC(2100, 0, 1)

/** What a time must look like, for advice. */
export const TIMES_ARE =
  'Times are ISO 8601 (2026-05-01T12:00:00Z; UTC where no zone is named), or seconds or milliseconds since 1970.'

/** The day, the time of day, and the hours and minutes of an offset. Databases write `+00`, ` UTC` or ` GMT` for a zone. */
const ISO =
  /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(?:[Zz]|UTC|GMT|([+-]\d\d)(?::?(\d\d))?)?)?$/

/**
 * A point in time as milliseconds since 1970. Numbers may be seconds, milliseconds, microseconds or
 * nanoseconds: between 2015 and 2100 the four ranges do not overlap, so the magnitude decides. Strings may be
 * ISO 8601 (UTC is meant where no zone is named), what databases write in its stead, or such a number. Anything else is
 * undefined: whether 02/04/2026 is in February or in April is not guessed.
 */
export function parseTime(value: unknown): number | undefined {
  if (value instanceof Date) return inRange(value.getTime())
  if (typeof value === 'bigint') return parseTime(Number(value))
  if (typeof value === 'number') {
    for (const scale of [1, 1e3, 1e-3, 1e-6]) {
      const time = value * scale
      if (time >= EARLIEST && time < LATEST) return Math.floor(time)
    }
    return undefined
  }
  if (typeof value !== 'string' || value === '') return undefined
  if (/^-?\d+(\.\d+)?$/.test(value)) return parseTime(Number(value))
  return inRange(isoTime(value))
}

/** Whether a value is a time in or after 2100, which people write for *never*. */
export function isFarFuture(value: unknown): boolean {
  const time = value instanceof Date ? value.getTime() : typeof value === 'string' ? isoTime(value) : 0
  return time >= LATEST
}

/** Milliseconds since 1970 of a text that `ISO` describes; NaN of any other. */
function isoTime(text: string): number {
  const [, day, time, hours, minutes = '00'] = ISO.exec(text) ?? []
  if (day === undefined || time === undefined) return Date.parse(day ?? '')
  return Date.parse(`${day}T${time}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`)
}

function inRange(time: number): number | undefined {
  return time >= EARLIEST && time < LATEST ? Math.floor(time) : undefined
}

function parseValue(type: FieldType, value: unknown): unknown {
  switch (type) {
    case 'text':
      if (typeof value === 'string') return value === '' ? undefined : value
      return textOfNumber(value)
    case 'number':
    case 'count': {
      const number =
        typeof value === 'string' && value.trim() !== ''
          ? Number(value)
          : typeof value === 'bigint'
            ? Number(value)
            : value
      if (typeof number !== 'number' || !Number.isFinite(number)) return undefined
      if (type === 'number') return number
      return number >= 0 && number < 4e9 ? Math.floor(number) : undefined
    }
    case 'flag':
      if (typeof value === 'boolean') return value
      return value === 'true' || value === '1' || value === 1
        ? true
        : value === 'false' || value === '0' || value === 0
          ? false
          : undefined
    case 'time':
      return parseTime(value)
    case 'list':
      if (Array.isArray(value)) return value.filter((item) => typeof item === 'string')
      return typeof value === 'string' && value !== '' ? value.split(/[;,]\s*/) : undefined
  }
}

/**
 * A number as text: ids are often digits. Undefined for anything else, and for integers beyond 2^53 - 1 that came as
 * floating point, as columns with gaps are often written: their last digits are lost, and they would name somebody else.
 */
export function textOfNumber(value: unknown): string | undefined {
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'number') return undefined
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? undefined : String(value)
}

/**
 * Reads the fields of `table` from a raw row. A value that does not fit its type is dropped and named, never
 * guessed; empty strings and nulls are absent values, not wrong ones. Of a field's names its own counts first, then
 * its aliases in their order.
 */
export function normalise<T>(
  row: Record<string, unknown>,
  table: FieldTable,
  required: readonly string[],
): Normalised<T> {
  const { places, fields, raws, ranks } = planOf(table)
  // Rows have fewer keys than the table has names, so the row's keys are walked and not the names.
  for (const key in row) {
    const place = places.get(key)
    const raw = row[key]
    if (place === undefined || raw === undefined || raw === null) continue
    const { field, rank } = place
    if (raws[field] !== undefined && (ranks[field] ?? 0) < rank) continue
    raws[field] = raw
    ranks[field] = rank
  }
  const record: Record<string, unknown> = {}
  const dropped: string[] = []
  for (let field = 0; field < fields.length; field++) {
    const raw = raws[field]
    const described = fields[field]
    if (raw === undefined || described === undefined) continue
    raws[field] = undefined
    if (raw === '') continue
    const value = parseValue(described.type, raw)
    if (value === undefined) dropped.push(described.name)
    else record[described.name] = value
  }
  for (const name of required) {
    if (record[name] === undefined) {
      return { ok: false, reason: dropped.includes(name) ? `unusable ${name}` : `no ${name}` }
    }
  }
  return { ok: true, record: record as T, dropped }
}

/** Where each name of a table belongs, and room for one row's values. */
interface Plan {
  readonly places: ReadonlyMap<string, { readonly field: number; readonly rank: number }>
  readonly fields: readonly { readonly name: string; readonly type: FieldType }[]
  /** Empty between two rows. */
  readonly raws: unknown[]
  readonly ranks: number[]
}

const plans = new WeakMap<FieldTable, Plan>()

function planOf(table: FieldTable): Plan {
  const known = plans.get(table)
  if (known) return known
  const entries = Object.entries(table)
  const places = new Map<string, { field: number; rank: number }>()
  for (const [field, [name, { aliases = [] }]] of entries.entries()) {
    for (const [rank, alias] of [name, ...aliases].entries()) places.set(alias, { field, rank })
  }
  const plan: Plan = {
    places,
    fields: entries.map(([name, { type }]) => ({ name, type })),
    raws: entries.map(() => undefined),
    ranks: entries.map(() => 0),
  }
  plans.set(table, plan)
  return plan
}
