import type { ScanResult } from '../../record/index.ts'
import { counted } from '../format.ts'
import { visible } from '../visible.ts'
import { Paper, type TerminalOptions } from './paper.ts'

/** So many of the accounts that a campaign gained are named; the result has all. */
const NAMED = 10

/** What a follow-up has added, for a terminal: which campaigns gained whom. Nothing where the result is a full pass's. */
export function renderFollowUp(
  { campaigns, follow_up: followUp }: ScanResult,
  options: TerminalOptions,
): string {
  const paper = new Paper(options)
  if (!followUp) return ''
  const { requests, accounts, attached, full_pass_at: at } = followUp
  if (campaigns.length === 0) {
    paper.print(
      `The full pass of ${at.slice(0, 16).replace('T', ' ')} UTC found no campaign, so there was nothing to follow up; only a full pass finds new ones.`,
    )
    return paper.toString()
  }
  paper.print(
    `Follow-up of the full pass of ${at.slice(0, 16).replace('T', ' ')} UTC: ${counted(requests, 'new request')} of ${counted(accounts, 'account')}.`,
    { ink: 'bold' },
  )
  if (attached.length === 0) paper.print('No campaign gained an account.')
  for (const campaign of new Set(attached.map(({ campaign_id }) => campaign_id))) {
    const gained = attached.filter(({ campaign_id }) => campaign_id === campaign)
    for (const role of ['core', 'linked'] as const) {
      const names = gained.filter((one) => one.role === role).map(({ account_id }) => visible(account_id))
      if (names.length === 0) continue
      const more = names.length > NAMED ? `, and ${names.length - NAMED} more` : ''
      paper.print(
        `${visible(campaign)} gained ${counted(names.length, `${role} account`)}: ${names.slice(0, NAMED).join(', ')}${more}`,
      )
    }
  }
  paper.print('Verdicts are those of the full pass; only a full pass finds new campaigns.', { ink: 'dim' })
  return paper.toString()
}
