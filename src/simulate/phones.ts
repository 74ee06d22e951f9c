import type { AccountRecord } from '../record/index.ts'
import type { Random } from './random.ts'

/**
 * Verifies a share of the accounts, 0 to 1, with few phone numbers, `per` accounts to each on average. Whoever shares
 * phones draws them apart from everything else, so that worlds are the same but for them as before there were any.
 */
export function sharePhones(
  accounts: readonly AccountRecord[],
  random: Random,
  share: number,
  per = Number.POSITIVE_INFINITY,
): void {
  const numbers = Array.from({ length: Math.max(1, Math.ceil(accounts.length / per)) }, () => random.hex(32))
  for (const account of accounts) {
    if (random.chance(share)) account.phone_hash = random.pick(numbers)
  }
}
