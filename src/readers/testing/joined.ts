import type { RequestRecord } from '../../record/index.ts'
import { familyNamed, JOIN_FAMILIES } from '../join/families.ts'
import { Joiner } from '../join/joiner.ts'
import { type Collected, onlyDeclared } from './collect.ts'

export interface Requests {
  readonly records: readonly RequestRecord[]
  readonly reasons: readonly string[]
  readonly passedOver: readonly string[]
}

/** What files come to when the parts in them are joined, as intake does it. */
export function requestsOf(files: readonly Collected[], present: readonly string[]): Requests {
  const records: RequestRecord[] = []
  const reasons: string[] = []
  const passedOver: string[] = []
  const kinds = new Set(present)
  const joiner = new Joiner({
    families: JOIN_FAMILIES,
    present: kinds,
    release: (parts) => {
      const [first] = parts
      if (!first) return
      for (const { conversion } of familyNamed(first.family).merge(parts, { present: kinds })) {
        if ('record' in conversion) records.push(conversion.record)
        else if ('reason' in conversion) reasons.push(conversion.reason)
        else passedOver.push(conversion.passedOver)
      }
    },
  })
  for (const file of files) {
    records.push(...file.records)
    reasons.push(...file.unreadable.map(({ reason }) => reason))
    passedOver.push(...file.passedOver)
    for (const part of file.parts) joiner.add(part)
  }
  joiner.finish()
  onlyDeclared(
    records,
    files.map(({ format }) => format.dialect),
  )
  return { records, reasons, passedOver }
}
