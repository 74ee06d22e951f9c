import { type Field, type FieldTable, type Normalised, normalise } from './normalise.ts'

export const VERIFICATIONS = ['none', 'email', 'phone', 'government_id', 'business'] as const
export type Verification = (typeof VERIFICATIONS)[number]

/** What the provider knows of an account. Every field but the id is optional. */
export interface AccountRecord {
  account_id: string
  organization_id?: string
  /** Milliseconds since 1970, UTC. */
  created_at?: number
  plan?: string
  program?: string
  verification?: string
  email_domain?: string
  email_hash?: string
  payment_fingerprint?: string
  /** Serves consistency checks between an account's own records. No score may depend on which country it is. */
  card_bin_country?: string
  billing_country?: string
  device_fingerprint?: string
  phone_hash?: string
  referral_code?: string
  /** Milliseconds since 1970, UTC. */
  closed_at?: number
}

export const ACCOUNT_FIELDS = {
  account_id: { type: 'text', origin: 'observed', aliases: ['account', 'user_id', 'id'] },
  organization_id: { type: 'text', origin: 'observed', aliases: ['org_id', 'organisation_id', 'team_id'] },
  created_at: { type: 'time', origin: 'observed', aliases: ['signup_at', 'created'] },
  plan: { type: 'text', origin: 'observed' },
  program: { type: 'text', origin: 'observed', aliases: ['programme'] },
  verification: { type: 'text', origin: 'observed' },
  email_domain: { type: 'text', origin: 'caller' },
  email_hash: { type: 'text', origin: 'caller' },
  payment_fingerprint: { type: 'text', origin: 'observed', aliases: ['card_fingerprint'] },
  card_bin_country: { type: 'text', origin: 'observed' },
  billing_country: { type: 'text', origin: 'caller' },
  device_fingerprint: { type: 'text', origin: 'observed', aliases: ['device_id'] },
  phone_hash: { type: 'text', origin: 'observed' },
  referral_code: { type: 'text', origin: 'observed' },
  closed_at: { type: 'time', origin: 'observed' },
} as const satisfies FieldTable

export type AccountField = keyof typeof ACCOUNT_FIELDS

export const ACCOUNT_FIELD_NAMES = Object.keys(ACCOUNT_FIELDS).filter(
  (name): name is AccountField => name in ACCOUNT_FIELDS,
)

/** A raw row with native field names (or aliases) as an account. Protection hangs on `verification`: any case will do. */
export function normaliseAccount(row: Record<string, unknown>): Normalised<AccountRecord> {
  const result = normalise<AccountRecord>(row, ACCOUNT_FIELDS, ['account_id'])
  if (!result.ok || result.record.verification === undefined) return result
  const verification = result.record.verification.trim().toLowerCase()
  return { ...result, record: { ...result.record, verification } }
}

/** The field of accounts that a column holds, by its name or an alias; undefined for other columns. */
export function accountFieldOf(column: string): AccountField | undefined {
  return ACCOUNT_FIELD_NAMES.find((name) => {
    const { aliases = [] }: Field = ACCOUNT_FIELDS[name]
    return name === column || aliases.includes(column)
  })
}
