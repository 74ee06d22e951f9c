import type { Campaign, ClearedGroup, ScanResult } from '../../record/index.ts'
import { clearedWords } from '../cleared.ts'
import { reasonWords } from '../comparison.ts'
import { count, counted, moment } from '../format.ts'
import { shellWord } from '../shell-word.ts'
import { verdictWords } from '../words.ts'
import { Paper, type TerminalOptions } from './paper.ts'

/** What the last pass said of everybody; `cleared` is missing where that was an older version's, or none was recorded. */
export type LastPass = Pick<ScanResult, 'campaigns' | 'cleared'> & { readonly generated_at?: string }

/** Where an account stands: the campaigns that name it, and the groups with it that came near and were cleared. */
export function renderAccount(account_id: string, last: LastPass, options: TerminalOptions): string {
  const paper = new Paper(options)
  const roles = last.campaigns.flatMap((campaign) => {
    const role = roleIn(campaign, account_id)
    return role ? [{ campaign, role }] : []
  })
  if (roles.length === 0) paper.print(`${account_id} is in no campaign.`, { ink: 'bold' })
  for (const { campaign, role } of roles) {
    const place =
      role === 'core' ? `is a core account of ${campaign.id}` : `is linked to ${campaign.id}, not accused`
    paper.print(`${account_id} ${place} (${verdictWords(campaign)}).`, { ink: 'bold' })
    paper.print(`stillwatch explain ${campaign.id} ${shellWord(account_id)}`, { lead: 'Why: ' })
  }
  printCleared(paper, account_id, last)
  return paper.toString()
}

export function roleIn(campaign: Campaign, account_id: string): 'core' | 'linked' | undefined {
  if (campaign.accounts.includes(account_id)) return 'core'
  return campaign.members.some((member) => member.account_id === account_id) ? 'linked' : undefined
}

export function clearedWith(account_id: string, { cleared }: LastPass): ClearedGroup[] {
  return (cleared?.groups ?? []).filter(({ accounts }) => accounts.includes(account_id))
}

/** The groups with this account that came near, and what cleared each; or that there is none. Other accounts are not named. */
export function printCleared(paper: Paper, account_id: string, last: LastPass): void {
  const groups = clearedWith(account_id, last)
  paper.heading('Groups with it that came near, and what cleared them')
  if (!last.cleared) {
    paper.print('Not recorded: scan again to learn which groups came near.')
    return
  }
  if (groups.length === 0)
    paper.print('None: no group that asks for enough, and that chance does not explain, holds this account.')
  for (const [index, group] of groups.entries()) {
    const lead = `${index + 1}. `
    paper.print(`${counted(group.accounts.length, 'account')}, ${reasonWords(group.related_by)}`, { lead })
    for (const words of clearedWords(group)) paper.print(words, { lead: `${' '.repeat(lead.length)}- ` })
  }
  if (last.cleared.omitted > 0)
    paper.print(`${count(last.cleared.omitted)} more groups, which came less near, were not kept.`, {
      ink: 'dim',
    })
  if (last.generated_at !== undefined) paper.print(`As of ${moment(last.generated_at)}.`, { ink: 'dim' })
}
