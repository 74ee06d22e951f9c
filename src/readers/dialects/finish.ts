import { isMissingText, normaliseRequest } from '../../record/index.ts'
import { clientAddress } from '../network/address.ts'

import type { FieldMap } from '../types.ts'
import type { Finished } from './dialect.ts'
import { valueAt } from './paths.ts'

const TEXTS = ['system_text', 'input_text', 'output_text'] as const

/** What the map finds in the raw row. A mapped field that is not there is absent: nothing else stands in for it. */
export function mappedFields(row: Record<string, unknown>, map: FieldMap): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const [field, path] of Object.entries(map)) found[field] = valueAt(row, path) ?? ''
  return found
}

/** Clocks differ, and a day may have begun elsewhere. */
const AHEAD_MS = 86_400_000
/** A machine whose clock stands before this program was written judges nobody's times. */
const CLOCK_FLOOR = Date.UTC(2027, 0, 1)

function latest(): number {
  return Math.max(Date.now(), CLOCK_FLOOR) + AHEAD_MS
}

/** The last step of every dialect: from native names to a record, without placeholders for texts. */
export function finish(native: Record<string, unknown>, map: FieldMap | undefined): Finished {
  const result = normaliseRequest(native)
  if (!result.ok) return { reason: explain(result.reason, map) }
  const { record, dropped } = result
  if (record.time > latest())
    return { reason: `a time in the future (${new Date(record.time).toISOString()})` }
  for (const field of TEXTS) {
    const text = record[field]
    if (text !== undefined && isMissingText(text)) delete record[field]
  }
  if (record.client_address !== undefined) {
    const address = clientAddress(record.client_address)
    if (address === undefined) delete record.client_address
    else record.client_address = address
  }
  return { record, dropped }
}

function explain(reason: string, map: FieldMap | undefined): string {
  const mapped = Object.entries(map ?? {}).find(([field]) => reason.endsWith(` ${field}`))
  return mapped ? `${reason} at ${mapped[1]}` : reason
}
