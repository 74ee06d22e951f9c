import type { Store } from '../../store/index.ts'
import { bind } from './bind.ts'
import { type RevisionName, readingCopies } from './copies.ts'

/** Of how many core accounts a field is known at all: keys that one account alone holds are not in the world. */
export interface Recorded {
  readonly organization: number
  readonly card: number
  readonly phone: number
  readonly mailDomain: number
  readonly range: number
}

const ACCOUNTS = `
    SELECT countIf(organization != 0) AS organization, countIf(card != 0) AS card, countIf(phone != 0) AS phone,
      countIf(email_domain != 0) AS mailDomain
    FROM accounts FINAL WHERE account_id IN {accounts}`

const RANGES = `
    SELECT uniqExactIf(account_id, prefix != 0) AS range FROM requests FINAL WHERE account_id IN {accounts}`

/** Counts them over the copies of the core accounts' rows (`copyRows`). */
export async function recordedOf(store: Store, revision: RevisionName): Promise<Recorded> {
  const first = async <Row>(query: string): Promise<Row | undefined> => {
    const own = readingCopies(bind(query, revision), revision.campaignId)
    return (await store.query<Row>(own, {}, { numbers: true }))[0]
  }
  const accounts = await first<Omit<Recorded, 'range'>>(ACCOUNTS)
  const requests = await first<Pick<Recorded, 'range'>>(RANGES)
  return {
    organization: accounts?.organization ?? 0,
    card: accounts?.card ?? 0,
    phone: accounts?.phone ?? 0,
    mailDomain: accounts?.mailDomain ?? 0,
    range: requests?.range ?? 0,
  }
}
