import type { AccountsTable } from '../../readers/index.ts'
import {
  ACCOUNT_FIELD_NAMES,
  REQUEST_FIELDS,
  type RequestField,
  type RequestRecord,
} from '../../record/index.ts'
import type { FieldCoverage } from './inspection.ts'

const REQUEST_NAMES = Object.keys(REQUEST_FIELDS).filter(
  (name): name is RequestField => name in REQUEST_FIELDS,
)

const SAMPLES = 3

/** Counts what records hold, over all files. */
export function createCoverage() {
  const present = new Map<string, number>()
  const dropped = new Map<string, number>()
  const accounts = new Set<string>()
  const samples: RequestRecord[] = []
  let records = 0
  let from = Number.POSITIVE_INFINITY
  let to = Number.NEGATIVE_INFINITY
  return {
    add(record: RequestRecord, unusable: readonly string[]): void {
      records++
      from = Math.min(from, record.time)
      to = Math.max(to, record.time)
      accounts.add(record.account_id)
      if (samples.length < SAMPLES) samples.push(record)
      for (const name of REQUEST_NAMES) if (record[name] !== undefined) increase(present, name)
      for (const name of unusable) increase(dropped, name)
    },
    accounts,
    finish() {
      const fields = REQUEST_NAMES.map(
        (field): FieldCoverage => ({
          field,
          records: present.get(field) ?? 0,
          dropped: dropped.get(field) ?? 0,
        }),
      )
      const span = records > 0 ? { from, to } : { from: undefined, to: undefined }
      return { records, accounts: accounts.size, ...span, fields, samples }
    },
  }
}

/** In how many accounts each field is there; `dropped` counts rows. */
export function accountCoverage({ rows, dropped }: AccountsTable): FieldCoverage[] {
  const unusable = new Map(dropped.map((one) => [one.field, one.rows]))
  return ACCOUNT_FIELD_NAMES.map((field) => ({
    field,
    records: rows.filter((row) => row[field] !== undefined).length,
    dropped: unusable.get(field) ?? 0,
  }))
}

function increase(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}
