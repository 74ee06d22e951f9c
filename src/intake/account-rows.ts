import { readAccounts, unusedAccounts } from '../readers/index.ts'
import type { AccountField, AccountRecord } from '../record/index.ts'
import { type AccountColumn, type AccountRow, insertAccounts, type Store } from '../store/index.ts'
import { createIdentityHash, type IdentityHash } from './identity.ts'

export interface AccountsRead {
  readonly accounts: number
  /** What of the file could not be used, in sentences. */
  readonly unused: readonly string[]
}

/** The columns of the store, and the fields of the file that state them: all of these have to be there. */
const STATED_BY: Readonly<Record<AccountColumn, readonly AccountField[]>> = {
  organization: ['organization_id'],
  created_at: ['created_at'],
  plan: ['plan'],
  program: ['program'],
  verification: ['verification'],
  email_domain: ['email_domain'],
  email: ['email_hash'],
  card: ['payment_fingerprint'],
  device: ['device_fingerprint'],
  phone: ['phone_hash'],
  referral: ['referral_code'],
  country_mismatch: ['card_bin_country', 'billing_country'],
  closed_at: ['closed_at'],
}

/**
 * Reads an accounts file into the store. What is stored of an account stays where the file has no column for it; an empty
 * cell of a column that is there means that it is not known.
 * @throws StillwatchError SW_FILE_NOT_FOUND, SW_FILE_UNREADABLE, SW_CONTEXT_INVALID, SW_STORE_FAILED
 */
export async function ingestAccounts(store: Store, path: string): Promise<AccountsRead> {
  const table = await readAccounts(path)
  const identity = createIdentityHash(store.folder.secret)
  const rows = table.rows.map((row) => accountRow(row, identity))
  await insertAccounts(store, rows, statedBy(table.fields))
  return { accounts: rows.length, unused: unusedAccounts(table) }
}

function statedBy(fields: ReadonlySet<AccountField>): Set<AccountColumn> {
  const columns = Object.keys(STATED_BY).filter((name): name is AccountColumn => name in STATED_BY)
  return new Set(columns.filter((column) => STATED_BY[column].every((field) => fields.has(field))))
}

/** An account with its identifying values hashed, and its countries reduced to whether they differ. */
export function accountRow(record: AccountRecord, identity: IdentityHash): AccountRow {
  const { card_bin_country: card, billing_country: billing } = record
  return {
    account_id: record.account_id,
    organization: identity('organization', record.organization_id),
    created_at: record.created_at ?? 0,
    plan: record.plan ?? '',
    program: record.program ?? '',
    verification: record.verification ?? '',
    email_domain: identity('email_domain', record.email_domain?.toLowerCase()),
    email: identity('email', record.email_hash),
    card: identity('card', record.payment_fingerprint),
    device: identity('device', record.device_fingerprint),
    phone: identity('phone', record.phone_hash),
    referral: identity('referral', record.referral_code),
    country_mismatch:
      card !== undefined && billing !== undefined && card.toLowerCase() !== billing.toLowerCase(),
    closed_at: record.closed_at ?? 0,
  }
}
