import { KEY_SIGNALS } from '../../signals/index.ts'

/** Sign-up hours put together into days; no signal of its own. */
export const SIGN_UP_DAY = 'sign-up-day'

/** A kind of key that ties accounts to a campaign between full passes. */
export interface KeyKind {
  /** A signal's id, or `SIGN_UP_DAY`. */
  readonly kind: string
  /** SQL for (key, account_id), and for this kind's key from its rows. */
  readonly pairs: string
  readonly key: string
}

export const KEY_KINDS: readonly KeyKind[] = KEY_SIGNALS.flatMap(({ id, pairs }) => [
  { kind: id, pairs, key: 'key' },
  // As `signUpDays` has it.
  ...(id === 'sign-up-batch' ? [{ kind: SIGN_UP_DAY, pairs, key: 'toUInt64(1 + intDiv(key - 1, 24))' }] : []),
])
