import type { AccountRecord } from '../record/index.ts'
import type { Random } from './random.ts'

/**
 * Verifies a share of the accounts, 0 to 1, with few phone numbers: so many that `per` of these accounts have one on
 * average. `random` is of these accounts alone, so that whether others share phones changes nothing here.
 */
export function sharePhones(
  accounts: readonly AccountRecord[],
  random: Random,
  share: number,
  per = Number.POSITIVE_INFINITY,
): void {
  const holders = accounts.filter(() => random.chance(share))
  const numbers = Array.from({ length: Math.max(1, Math.ceil(holders.length / per)) }, () => random.hex(32))
  for (const account of holders) {
    account.phone_hash = random.pick(numbers)
    if (account.verification === 'none' || account.verification === 'email') account.verification = 'phone'
  }
}
