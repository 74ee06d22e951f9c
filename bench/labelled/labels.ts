import { readTable } from '../../src/readers/index.ts'
import type { Truth } from '../../src/simulate/index.ts'

interface Label {
  readonly account: string
  /** Undefined where the row bears none: innocent, as far as anybody has said. */
  readonly campaign: string | undefined
}

/**
 * Who harvested, as somebody has labelled it: rows with an account and, for harvesters, the name of a campaign. An
 * account whose rows name several belongs to the one that most of them name; of one in which some rows bear no label all
 * others were its cover.
 *
 * @param files the labelled log itself, or a table of accounts
 * @param label the column that names the campaign; empty, null, false or absent for none
 * @returns of each account the rows that name its campaign as `harvest_requests`, and all of its rows as `requests`
 * @throws StillwatchError SW_CONTEXT_INVALID where no row of a file has an account
 */
export async function readLabels(files: readonly string[], label: string): Promise<Truth['campaigns']> {
  const named = new Map<string, Map<string, number>>()
  const rowsOf = new Map<string, number>()
  for (const file of files) {
    const { rows } = await readTable<Label>(file, {
      title: 'labels',
      expected: `account_id, ${label}`,
      convert: (row) => labelOf(row, label),
    })
    for (const { account, campaign } of rows) {
      rowsOf.set(account, (rowsOf.get(account) ?? 0) + 1)
      if (campaign === undefined) continue
      const own = named.get(account) ?? new Map<string, number>()
      named.set(account, own.set(campaign, (own.get(campaign) ?? 0) + 1))
    }
  }
  const campaigns = new Map<string, Truth['campaigns'][number]['accounts']>()
  for (const [account, own] of named) {
    const [[campaign, harvest]] = [...own].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    const member = {
      account_id: account,
      harvest_requests: harvest,
      requests: rowsOf.get(account) ?? harvest,
    }
    campaigns.set(campaign, [...(campaigns.get(campaign) ?? []), member])
  }
  return [...campaigns]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, accounts]) => ({ id, class: 'labelled', tactics: [], accounts, harvest_by_hour: [] }))
}

function labelOf(
  row: Record<string, unknown>,
  label: string,
): { readonly value: Label } | { readonly reason: string } {
  const account = textOf(row.account_id)
  if (account === undefined) return { reason: 'no account_id' }
  // A CSV has the column in each row; rows of JSON leave out what they do not say.
  return { value: { account, campaign: textOf(row[label]) } }
}

function textOf(value: unknown): string | undefined {
  if (value === true || typeof value === 'number' || typeof value === 'bigint') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}
