import type { ScanResult } from '../record/index.ts'
import { membersOf } from './digest.ts'
import { verdictWords } from './words.ts'

/** One account in one campaign. */
export interface AccountRow {
  readonly account_id: string
  readonly campaign: string
  /** In the words people must read: see `verdictWords`. */
  readonly verdict: string
  readonly role: 'core' | 'linked' | ''
  /** What ties the account to the campaign, in words. */
  readonly links: readonly string[]
}

const COLUMNS = ['account_id', 'campaign', 'verdict', 'role', 'links'] as const
/** The first line of the file. */
export const ACCOUNTS_HEADER = COLUMNS.join(',')

/**
 * Every member of every campaign, core members first within each, and then all other accounts with empty
 * columns: an absent account would leave open whether it was looked at.
 */
export function accountRows(result: ScanResult, accounts: readonly string[] = []): AccountRow[] {
  const members = new Set(
    result.campaigns.flatMap((campaign) => campaign.members.map(({ account_id }) => account_id)),
  )
  const others = accounts.filter((account_id) => !members.has(account_id))
  return [
    ...memberRows(result),
    ...others.map(
      (account_id): AccountRow => ({ account_id, campaign: '', verdict: '', role: '', links: [] }),
    ),
  ]
}

function memberRows(result: ScanResult): AccountRow[] {
  return result.campaigns.flatMap((campaign) => {
    const { core, linked } = membersOf(campaign)
    return [...core, ...linked].map(
      ({ account_id, reasons }, index): AccountRow => ({
        account_id,
        campaign: campaign.id,
        verdict: verdictWords(campaign),
        role: index < core.length ? 'core' : 'linked',
        links: reasons,
      }),
    )
  })
}

/**
 * The rows as CSV (RFC 4180: CRLF, quotes doubled). Cells that a spreadsheet would run as a formula get a
 * leading quote mark (OWASP, "CSV Injection"); apart from that, values are exactly those of the data.
 */
export function accountsCsv(rows: readonly AccountRow[]): string {
  const lines = rows.map((row) =>
    [row.account_id, row.campaign, row.verdict, row.role, row.links.join('; ')].map(cell).join(','),
  )
  return [COLUMNS.join(','), ...lines, ''].join('\r\n')
}

function cell(value: string): string {
  const inert = /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value
  // A semicolon separates cells where the decimal sign is a comma, so a value holding one is quoted as well.
  return /[",;\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}
