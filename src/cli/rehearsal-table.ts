import type { CampaignRehearsal, Rehearsal } from '../rehearse/index.ts'
import { count, Paper, percent, type TerminalOptions } from '../report/index.ts'
import { tacticOf } from '../tactics/index.ts'

/** A rehearsal for a terminal: a row per campaign, a row per tactic, and who else was named. */
export function renderRehearsal(rehearsal: Rehearsal, options: TerminalOptions): string {
  const paper = new Paper(options)
  const { requests, accounts, passes, every_hours: every, slowest_pass_seconds: slowest } = rehearsal
  paper.print(
    `${count(requests)} requests of ${count(accounts)} accounts; ${count(passes)} passes, one every ${hours(every)}, the slowest took ${slowest.toFixed(1)} s.`,
    { ink: 'dim' },
  )
  if (rehearsal.campaigns.length > 0) {
    printCampaigns(paper, rehearsal.campaigns)
    printTactics(paper, rehearsal)
    printRegrowth(paper, rehearsal.campaigns)
  }
  printBystanders(paper, rehearsal)
  if (rehearsal.warnings.length > 0) paper.gap()
  for (const warning of rehearsal.warnings) paper.print(warning, { lead: '! ', ink: 'yellow' })
  return paper.toString()
}

function printCampaigns(paper: Paper, campaigns: readonly CampaignRehearsal[]): void {
  const found = campaigns.filter(({ detected_at: at }) => at !== null).length
  paper.heading(`Seen: ${found} of ${campaigns.length} ${campaigns.length === 1 ? 'campaign' : 'campaigns'}`)
  paper.table(
    ['campaign', 'accounts', 'harvest', 'seen after', 'gone', 'recall'],
    campaigns.map(
      ({ id, accounts, harvest_requests: harvest, delay_hours: delay, harvest_gone: gone, recall }) => [
        id,
        count(accounts),
        count(harvest),
        delay === null ? 'not seen' : hours(delay),
        delay === null ? '-' : percent(gone),
        percent(recall),
      ],
    ),
    new Set([1, 2, 3, 4, 5]),
  )
  paper.print(
    'seen after: since its first request of the harvest. gone: share of the harvest by then. recall: share of its accounts named in the last pass.',
    { ink: 'dim' },
  )
}

function printTactics(paper: Paper, { tactics }: Rehearsal): void {
  paper.heading('By tactic (medians, and mean recall)')
  paper.table(
    ['tactic', 'seen', 'after', 'gone', 'recall'],
    tactics.map(({ tactic, campaigns, detected, delay_hours: delay, harvest_gone: gone, recall }) => [
      `${tactic} ${tacticOf(tactic)?.name ?? ''}`,
      `${detected} of ${campaigns}`,
      delay === null ? '-' : hours(delay),
      percent(gone),
      percent(recall),
    ]),
    new Set([1, 2, 3, 4]),
  )
}

function printRegrowth(paper: Paper, campaigns: readonly CampaignRehearsal[]): void {
  paper.gap()
  for (const { id, regrowth } of campaigns) {
    if (!regrowth) continue
    const { accounts, attached, median_delay_hours: delay } = regrowth
    const when = delay === null ? '' : `, half of them within ${hours(delay)}`
    paper.print(`${id}: ${attached} of ${accounts} accounts opened for closed ones were attached${when}.`)
  }
}

function printBystanders(paper: Paper, { bystanders, into }: Rehearsal): void {
  const accused = bystanders.filter(({ verdict }) => verdict !== 'watch')
  const still = accused.filter(({ last_verdict: last }) => last !== null && last !== 'watch').length
  const watched = bystanders.length - accused.length
  const others = into.length > 0 ? 'other' : 'innocent'
  paper.gap()
  paper.print(
    accused.length === 0
      ? `Bystanders: no ${others} account was accused in any pass.`
      : `Bystanders: ${count(accused.length)} ${others} ${accused.length === 1 ? 'account was' : 'accounts were'} accused in some pass, ${count(still)} of them still in the last.`,
  )
  if (accused.length > 0) paper.print(kinds(accused), { lead: '  ' })
  if (watched > 0) paper.print(`${count(watched)} more stood in a group to watch, which accuses nobody.`)
  if (bystanders.some(({ kind }) => kind === 'own')) {
    paper.print(
      'These are accounts of your own logs. Nobody knows whether they are innocent: stillwatch explain tells why they were named.',
    )
  }
}

/** "12 ci-fleet, 3 ordinary": the most frequent first. */
function kinds(accused: Rehearsal['bystanders']): string {
  const counts = new Map<string, number>()
  for (const { kind } of accused) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts]
    .sort((left, right) => right[1] - left[1])
    .map(([kind, number]) => `${count(number)} ${kind}`)
    .join(', ')
}

function hours(value: number): string {
  if (value < 1) return `${Math.round(value * 60)} min`
  return value < 72 ? `${Number(value.toFixed(1))} h` : `${Number((value / 24).toFixed(1))} days`
}
