import { dialectNamed, JOIN_FAMILIES } from '../../readers/index.ts'
import { ACCOUNT_FIELDS, type AccountField, REQUEST_FIELDS, type RequestField } from '../../record/index.ts'
import { percent } from '../../report/index.ts'
import { SIGNALS, type SignalInfo } from '../../signals/index.ts'
import type { Inspection } from './inspection.ts'

/** Whether a signal can look at these logs, and why, or why not. */
export interface SignalReach {
  readonly signal: string
  readonly title: string
  readonly family: string
  readonly axis: SignalInfo['axis']
  readonly usable: boolean
  readonly reason: string
}

export interface Reach {
  readonly signals: readonly SignalReach[]
  /** The gravest verdict that the fields allow, and why not a graver one. */
  readonly verdict: 'watch' | 'suspected' | 'confirmed'
  readonly because: string
}

/** Which signals the fields allow. A signal works with any one of the fields it names. */
export function reachOf(inspection: Inspection): Reach {
  const signals = SIGNALS.map((signal) => reachOfSignal(signal, inspection))
  const usable = signals.filter((signal) => signal.usable)
  const families = new Set(usable.flatMap(({ axis, family }) => (axis === 'coordination' ? [family] : [])))
  if (!usable.some(({ axis }) => axis === 'intent')) {
    return {
      signals,
      verdict: 'watch',
      because: 'no record has prompt text, so intent cannot be judged',
    }
  }
  if (families.size < 2) {
    return {
      signals,
      verdict: 'suspected',
      because: `only one family of coordination evidence (${[...families].join()}) is within reach`,
    }
  }
  const named = [...families].join(', ')
  return {
    signals,
    verdict: 'confirmed',
    because: `families of coordination evidence within reach: ${named}`,
  }
}

function reachOfSignal(signal: SignalInfo, inspection: Inspection): SignalReach {
  const { id, title, family, axis, needs } = signal
  const present = needs.flatMap((field) => {
    const share = shareOf(field, inspection)
    return share > 0
      ? [`${field} in ${percent(share)} of ${isOfAccount(field) ? 'accounts' : 'records'}`]
      : []
  })
  const usable = present.length > 0
  const reason = usable ? present.join(', ') : needs.map((field) => lacking(field, inspection)).join('; ')
  return { signal: id, title, family, axis, usable, reason }
}

/** Fields that both tables have, such as `account_id`, are the request's. */
function isOfAccount(field: RequestField | AccountField): field is AccountField {
  return !(field in REQUEST_FIELDS) && field in ACCOUNT_FIELDS
}

function shareOf(field: RequestField | AccountField, { fields, records, accountsFile }: Inspection): number {
  if (isOfAccount(field)) {
    // Accounts that never sent a request tie nobody.
    if (!accountsFile?.joined) return 0
    const found = accountsFile.fields.find((coverage) => coverage.field === field)
    return (found?.records ?? 0) / Math.max(1, accountsFile.accounts)
  }
  const found = fields.find((coverage) => coverage.field === field)
  return (found?.records ?? 0) / Math.max(1, records)
}

/** What is missing, and where it could come from. */
function lacking(field: RequestField | AccountField, { files, accountsFile }: Inspection): string {
  if (isOfAccount(field)) {
    if (!accountsFile) return `needs ${field} of accounts (--accounts FILE)`
    return accountsFile.joined === 0
      ? 'none of the accounts in the logs is in the accounts file'
      : `no account has ${field}`
  }
  const dialects = [...new Set(files.map(({ dialect }) => dialect))]
  const able = dialects.some((dialect) => dialectNamed(dialect).fields.includes(field))
  const kinds = new Set(dialects.flatMap((dialect): readonly string[] => dialectNamed(dialect).parts ?? []))
  const brought = JOIN_FAMILIES.filter((family) => family.kinds.some((kind) => kinds.has(kind))).flatMap(
    ({ title, brings }) => (Object.values(brings).some((has) => has.includes(field)) ? [title] : []),
  )
  if (brought.length > 0) return `no record has ${field}; joining brings it (${brought.join(', ')})`
  return able
    ? `no record has ${field}, though the format can carry it`
    : `no record has ${field}, which this format does not carry`
}
