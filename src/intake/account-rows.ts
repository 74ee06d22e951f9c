import { readAccounts, type Unreadable } from '../readers/index.ts'
import type { AccountRecord } from '../record/index.ts'
import { type AccountRow, insertAccounts, type Store } from '../store/index.ts'
import { createIdentityHash, type IdentityHash } from './identity.ts'

export interface AccountsRead {
  readonly accounts: number
  readonly unreadable: readonly Unreadable[]
}

/**
 * Reads an accounts file into the store.
 * @throws StillwatchError SW_FILE_NOT_FOUND, SW_FILE_UNREADABLE, SW_CONTEXT_INVALID, SW_STORE_FAILED
 */
export async function ingestAccounts(store: Store, path: string): Promise<AccountsRead> {
  const { rows, unreadable } = await readAccounts(path)
  const identity = createIdentityHash(store.folder.secret)
  await insertAccounts(
    store,
    (function* () {
      for (const row of rows) yield accountRow(row, identity)
    })(),
  )
  return { accounts: rows.length, unreadable }
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
