import { createHmac, randomBytes } from 'node:crypto'
import type { RequestField, RequestRecord } from '../../record/index.ts'
import { count } from '../../report/index.ts'

/** What says who somebody is, or what callers can write as they like. */
const IDENTITIES: ReadonlySet<string> = new Set<RequestField>([
  'account_id',
  'request_id',
  'trace_id',
  'conversation_id',
  'api_key_id',
  'end_user_id',
  'client_address',
  'user_agent',
  'tls_fingerprint',
])
const TEXTS: ReadonlySet<string> = new Set<RequestField>(['system_text', 'input_text', 'output_text'])
const SHOWN = 160

/**
 * Records for people to look at. Without `includeText` a text is its length, tools are a count, and identities
 * are pseudonyms: equal ones look equal within one run, and under a key that is thrown away.
 */
export function createSampler(includeText: boolean): (record: RequestRecord) => Record<string, unknown> {
  const key = randomBytes(32)
  const pseudonym = (field: string, value: string) =>
    `~${createHmac('sha256', key).update(`${field}\n${value}`).digest('hex').slice(0, 10)}`
  const shown = (field: string, value: unknown): unknown => {
    if (field === 'time') return new Date(Number(value)).toISOString()
    if (Array.isArray(value) && !includeText) return `(${value.length})`
    if (typeof value !== 'string') return value
    if (!includeText && TEXTS.has(field)) return `(${count(value.length)} characters)`
    if (!includeText && IDENTITIES.has(field)) return pseudonym(field, value)
    return cut(value)
  }
  return (record) =>
    Object.fromEntries(Object.entries(record).map(([field, value]) => [field, shown(field, value)]))
}

function cut(text: string): string {
  const characters = [...text]
  return characters.length <= SHOWN ? text : `${characters.slice(0, SHOWN).join('')}…`
}
