import { TOKENS, TOKENS_TOGETHER } from '../members/attach.ts'
import type { RevisionName } from './copies.ts'

/** What a query is made complete with, where it asks for it. */
interface Bounds {
  /** Of the group's instruction, the commonest first. */
  readonly tokens?: readonly number[]
  /** Keys in common use, which are not counted (`commonKeys`). */
  readonly common?: readonly number[]
  /** The time of the last request that was seen, in milliseconds since 1970: later ones are not the finding's. */
  readonly until?: number
}

/**
 * The signal's query for one campaign revision: complete SQL that anybody with the data can run.
 * @throws RangeError where the campaign's id, a token or a key is none
 */
export function bind(
  query: string,
  at: RevisionName,
  { tokens = [], common = [], until = 0 }: Bounds = {},
): string {
  if (!/^[a-z0-9-]+$/.test(at.campaignId)) throw new RangeError(`not a campaign id: ${at.campaignId}`)
  const accounts = `(SELECT account_id FROM campaign_accounts FINAL WHERE campaign_id = '${at.campaignId}' AND revision = ${at.revision})`
  const latest = new Date(until).toISOString().replace('T', ' ').replace('Z', '')
  const named = tokens.slice(0, TOKENS).map((token) => BigInt(token))
  return query
    .replaceAll('{accounts}', accounts)
    .replaceAll('{until}', `toDateTime64('${latest}', 3, 'UTC')`)
    .replaceAll('{tokens}', `[${named.join(', ')}]`)
    .replaceAll('{common}', `[${[0, ...common].map((key) => BigInt(key)).join(', ')}]`)
    .replaceAll('{together}', String(Math.min(TOKENS_TOGETHER, named.length)))
    .replace(/\n {4}/g, '\n')
    .trim()
}
