import { REQUEST_FIELDS, type RequestField, type RequestRecord } from '../record/index.ts'

const FIELDS = Object.keys(REQUEST_FIELDS).filter(isField)

const PLACES: ReadonlyMap<string, number> = new Map(FIELDS.map((name, field) => [name, field]))

function isField(name: string): name is RequestField {
  return name in REQUEST_FIELDS
}

/** What is counted of records, block by block and file by file. It survives a structured clone. */
export interface Tally {
  records: number
  unreadable: number
  /** Rows that were no requests to a model; not noted in the ledger of files. */
  passedOver: number
  /** In how many records each field was present. */
  readonly fields: Record<string, number>
  /** In how many records each field's value was unusable, how many lines were NOT_UTF8, and how many rows had REPEATED_COLUMNS. */
  readonly dropped: Record<string, number>
  /** Where the first of them stands; not noted in the ledger of files. */
  readonly droppedAt: Record<string, number>
  /** Milliseconds since 1970 of the earliest and the latest record; Infinity and -Infinity without one. */
  from: number
  to: number
}

/** Stands among the fields for lines with bytes that are not UTF-8, which were read with U+FFFD in their place. */
export const NOT_UTF8 = 'not UTF-8'
/** The same for rows in which several columns have one name. */
export const REPEATED_COLUMNS = 'repeated columns'

export function emptyTally(): Tally {
  const counts = { records: 0, unreadable: 0, passedOver: 0, fields: {}, dropped: {}, droppedAt: {} }
  return { ...counts, from: Infinity, to: -Infinity }
}

function drop(tally: Tally, name: string, count: number, line: number): void {
  tally.dropped[name] = (tally.dropped[name] ?? 0) + count
  tally.droppedAt[name] = Math.min(tally.droppedAt[name] ?? Infinity, line)
}

/** Counts records. A record has no field without a value, so its own names are all that is looked at. */
export function createRecordCounter() {
  const present = new Uint32Array(FIELDS.length)
  const tally = emptyTally()
  return {
    add(record: RequestRecord, dropped: readonly string[], line: number): void {
      tally.records++
      tally.from = Math.min(tally.from, record.time)
      tally.to = Math.max(tally.to, record.time)
      for (const name in record) {
        const field = PLACES.get(name)
        if (field !== undefined) present[field] = (present[field] ?? 0) + 1
      }
      for (const name of dropped) drop(tally, name, 1, line)
    },
    notUtf8(lines: number, first: number): void {
      drop(tally, NOT_UTF8, lines, first)
    },
    repeatedColumns(rows: number, first: number): void {
      drop(tally, REPEATED_COLUMNS, rows, first)
    },
    finish(): Tally {
      for (const [field, name] of FIELDS.entries()) {
        const count = present[field] ?? 0
        if (count > 0) tally.fields[name] = count
      }
      return tally
    },
  }
}

export function addTally(to: Tally, from: Tally): void {
  to.records += from.records
  to.unreadable += from.unreadable
  to.passedOver += from.passedOver
  to.from = Math.min(to.from, from.from)
  to.to = Math.max(to.to, from.to)
  addCounts(to.fields, from.fields)
  addCounts(to.dropped, from.dropped)
  for (const [name, line] of Object.entries(from.droppedAt)) {
    to.droppedAt[name] = Math.min(to.droppedAt[name] ?? Infinity, line)
  }
}

export function addCounts(to: Record<string, number>, from: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(from)) to[name] = (to[name] ?? 0) + count
}
