import type { Alternative, Campaign, CampaignPicture, Evidence, Member } from '../../record/index.ts'
import { reasonWords, toldApart } from '../comparison.ts'
import { membersOf, withoutCommon } from '../digest.ts'
import { ordered } from '../families.ts'
import { count, counted, magnitude, moment, momentOf } from '../format.ts'
import { storyOf } from '../story.ts'
import { tactic } from '../tactics.ts'
import {
  accusedWords,
  coordinationWords,
  evidenceWords,
  intentWords,
  list,
  OUTCOME_SIGNS,
  OUTCOME_WORDS,
  ROLE_MEANING,
  title,
  verdictWords,
} from '../words.ts'
import { type LastPass, printCleared } from './account.ts'
import { Paper, type TerminalOptions } from './paper.ts'

/**
 * A whole campaign for a terminal; or, given an account, why that account is in it or is not. An account that
 * is not a member is an answer, not an error.
 * @param last the last pass, for what else it said of an account that is not accused
 */
export function renderExplanation(
  campaign: Campaign,
  picture: CampaignPicture | undefined,
  account_id: string | undefined,
  options: TerminalOptions,
  last?: LastPass,
): string {
  const paper = new Paper(options)
  if (account_id === undefined) explainCampaign(paper, campaign, picture)
  else {
    explainAccount(paper, campaign, picture, account_id)
    if (last && !campaign.accounts.includes(account_id)) printCleared(paper, account_id, last)
  }
  return paper.toString()
}

function explainCampaign(paper: Paper, campaign: Campaign, picture: CampaignPicture | undefined): void {
  const { core, linked } = membersOf(campaign)
  const [coordination, intent] = [
    coordinationWords(campaign.coordination_q),
    intentWords(campaign.intent_rank),
  ]
  paper.print(`${campaign.id}: ${verdictWords(campaign)}`, { ink: 'bold' })
  paper.print(campaign.summary)
  paper.gap()
  paper.print(
    `${counted(core.length, 'core account')}, ${count(linked.length)} linked; ${counted(campaign.requests, 'request')}, ${magnitude(campaign.tokens)} tokens; seen ${moment(campaign.first_seen)} to ${moment(campaign.last_seen)}; detected ${moment(campaign.detected_at)} (${campaign.detected_basis}); revision ${campaign.revision}.`,
  )
  paper.print(`${coordination.word} (${coordination.figure}). ${coordination.sentence}`, {
    lead: 'Coordination: ',
  })
  paper.print(`${intent.word} (${intent.figure}). ${intent.sentence}`, { lead: 'Intent: ' })
  for (const { heading, sentences } of storyOf(campaign, picture)) {
    paper.heading(heading)
    for (const sentence of sentences) paper.print(sentence)
  }
  if (picture && picture.timeline.total.length > 0) {
    paper.gap()
    paper.print(sparkline(picture.timeline.total, Math.min(72, paper.width - 2)), { lead: '  ', ink: 'cyan' })
    for (const { time, label } of picture.timeline.marks) {
      paper.print(label, { lead: `  ${momentOf(time)}  ` })
    }
  }
  for (const axis of ['coordination', 'intent'] as const) {
    const { common, items } = withoutCommon(campaign.evidence.filter((item) => item.axis === axis))
    paper.heading(axis === 'coordination' ? 'Evidence of coordination' : 'Evidence of extraction intent')
    if (items.length === 0) paper.print('None.')
    if (common.length > 0) {
      paper.print('Innocent explanations of all of it:', { ink: 'dim' })
      printAlternatives(paper, common)
    }
    for (const item of items) printEvidence(paper, item, common.length)
  }
  if (picture?.comparison) {
    const { campaign: own, look_alikes: others } = picture.comparison
    paper.heading('Nearest look-alikes')
    for (const [index, other] of others.entries())
      paper.print(
        `${counted(other.accounts, 'account')}, ${reasonWords(other.reason)}. ${toldApart(own, other).join(' ')}`,
        {
          lead: `${index + 1}. `,
        },
      )
  }
  paper.heading('What follows')
  paper.print(
    'One person must review this before anyone acts on it; every action should be reversible, expire and say why. Nothing here shows who operates the accounts, or for whom.',
  )
}

function printEvidence(paper: Paper, item: Evidence, common: number): void {
  const [figure, meaning] = evidenceWords(item.axis, item.p_value)
  paper.gap()
  paper.print(
    `${title(item.signal)} (${item.family})${item.weighed ? '' : ', shown, not weighed in the verdict'}`,
    {
      ink: 'cyan',
    },
  )
  paper.print(item.observation, { lead: '  ' })
  paper.print(`${figure}: ${meaning}`, { lead: '  ', ink: 'dim' })
  printAlternatives(paper, item.alternatives)
  if (item.alternatives.length + common === 0)
    paper.print('No innocent explanation was tested for this item.', { lead: '  ' })
  const notes = [
    item.tactics.length > 0 && `Tactic: ${item.tactics.map(tactic).join('; ')}`,
    item.proposed_by.length > 0 && `Group proposed by: ${ordered(item.proposed_by).join(', ')}`,
    item.references.length > 0 && `References: ${item.references.join('; ')}`,
  ].filter((note) => note !== false)
  for (const note of notes) paper.print(note, { lead: '  ', ink: 'dim' })
  if (item.query === '') return
  paper.print('Query that reproduces the figure:', { lead: '  ', ink: 'dim' })
  paper.block(item.query.trim(), '    ')
}

/** Explanations that fared alike for the same reason stand together. */
function printAlternatives(paper: Paper, alternatives: Evidence['alternatives']): void {
  const groups = new Map<string, Alternative[]>()
  for (const alternative of alternatives) {
    const name = `${alternative.outcome} ${alternative.detail}`
    groups.set(name, [...(groups.get(name) ?? []), alternative])
  }
  for (const group of groups.values()) {
    const [first] = group
    if (!first) continue
    const explanations = group.map(({ explanation }) => explanation).join('; ')
    paper.print(`${OUTCOME_WORDS[first.outcome]}: ${explanations}. ${first.detail}`, {
      lead: `  ${OUTCOME_SIGNS[first.outcome]} `,
    })
  }
}

function explainAccount(
  paper: Paper,
  campaign: Campaign,
  picture: CampaignPicture | undefined,
  account_id: string,
): void {
  const { core, linked } = membersOf(campaign)
  const own = core.find((member) => member.account_id === account_id)
  const near = linked.find((member) => member.account_id === account_id)
  if (own) {
    paper.print(`${account_id} is a core account of ${campaign.id} (${verdictWords(campaign)}).`, {
      ink: 'bold',
    })
    paper.print(`Core. ${ROLE_MEANING.core}`)
    if (campaign.verdict === 'watch') paper.print(accusedWords(campaign))
    printTies(paper, own, picture)
    printShared(paper, campaign, own)
  } else if (near) {
    paper.print(`${account_id} is linked to ${campaign.id}, and is not accused.`, { ink: 'bold' })
    paper.print(`Linked. ${ROLE_MEANING.linked} What holds is said below.`)
    printTies(paper, near, picture)
  } else {
    paper.print(`${account_id} is not in ${campaign.id}.`, { ink: 'bold' })
    paper.print(
      `It is not among the ${counted(core.length + linked.length, 'member')}, core or linked, that were recorded.`,
    )
    paper.print(`What it takes to be a core account. ${ROLE_MEANING.core}`)
    paper.print('It may still be in another campaign, or may not have been active in the window.')
  }
}

function printTies(paper: Paper, member: Member, picture: CampaignPicture | undefined): void {
  paper.heading('What ties it to the campaign')
  for (const reason of member.reasons) paper.print(reason, { lead: '- ' })
  if (member.reasons.length === 0) paper.print('No reason was recorded.')
  const node = picture?.graph.nodes.find(
    ({ kind, id, label }) => kind === 'account' && (id === member.account_id || label === member.account_id),
  )
  const held = (picture?.graph.edges ?? []).flatMap(({ source, target }) =>
    source === node?.id ? [target] : target === node?.id ? [source] : [],
  )
  for (const key of picture?.graph.nodes.filter(({ id, kind }) => kind === 'key' && held.includes(id)) ??
    []) {
    const sharing = picture?.graph.edges.filter(
      ({ source, target }) => source === key.id || target === key.id,
    ).length
    paper.print(`${key.label}: held by ${counted(sharing ?? 0, 'account')} of the drawing`, {
      lead: `- ${key.family ?? 'key'}: `,
    })
  }
}

function printShared(paper: Paper, campaign: Campaign, member: Member): void {
  const items = campaign.evidence.filter(({ family }) => member.families.includes(family))
  paper.heading('Evidence of the group in the same families')
  if (items.length === 0) paper.print('None.')
  else paper.print(`It concerns the group, in ${list(ordered(member.families))}; this account is part of it.`)
  for (const item of items) {
    const [figure] = evidenceWords(item.axis, item.p_value)
    paper.print(`${item.observation} (${item.family}, ${figure}${item.weighed ? '' : '; not weighed'})`, {
      lead: '- ',
    })
  }
}

/** Activity over time in one line, each column the sum of its steps. */
function sparkline(values: readonly number[], columns: number): string {
  const run = Math.ceil(values.length / columns)
  const sums = Array.from({ length: Math.ceil(values.length / run) }, (_, index) =>
    values.slice(index * run, (index + 1) * run).reduce((sum, value) => sum + value, 0),
  )
  const top = Math.max(1, ...sums)
  return sums.map((sum) => '▁▂▃▄▅▆▇█'[Math.min(7, Math.floor((sum / top) * 8))]).join('')
}
