/** What decides whether an account stands for itself or for an organisation under contract. */
export interface Standing {
  readonly organization: number
  readonly verification: string
  /** Milliseconds since 1970, 0 when unknown. */
  readonly createdAt: number
  readonly plan: string
}

const DAY = 86_400_000

/** An organisation's standing must predate the traffic by this much. */
export const STANDING_DAYS = 60

const UNPAID = new Set(['', 'free', 'trial'])

/**
 * The organisation an account stands for, or 0 when it stands for itself. A contract needs a verified business
 * **and** standing: a paid plan, and an account opened well before the traffic looked at. `organization_id` alone never
 * merges accounts, because shells exist; nor does a business verified last week.
 */
export function contractOf(account: Standing, windowStart: number): number {
  const aged = account.createdAt > 0 && windowStart - account.createdAt >= STANDING_DAYS * DAY
  return account.organization !== 0 &&
    account.verification === 'business' &&
    aged &&
    !UNPAID.has(account.plan)
    ? account.organization
    : 0
}

/**
 * Organisations of which some account has standing. Seats added later belong to the same contract as long as
 * they are verified as the same business.
 */
export function contracts(accounts: Iterable<Standing>, windowStart: number): Set<number> {
  const found = new Set<number>()
  for (const account of accounts) {
    const organization = contractOf(account, windowStart)
    if (organization !== 0) found.add(organization)
  }
  return found
}
