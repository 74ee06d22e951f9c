import { CUES } from '../../models/index.ts'
import type { Family } from '../../record/index.ts'
import { plural, type World } from '../../signals/index.ts'
import { type Openness, openness } from '../customers/openness.ts'
import { coreOf, type Pool } from '../members/members.ts'
import { witnessesOf } from '../verdict/verdict.ts'

const TIES: Partial<Record<Family, string>> = {
  identity: 'identities',
  network: 'networks',
  timing: 'working hours and load',
  partition: 'a corpus split between them',
  adaptation: 'accounts opened for closed ones',
}

const TAKES: Record<string, string> = {
  reasoning: 'the reasoning behind answers',
  hidden_reasoning: 'hidden reasoning',
  grading: 'grades for answers',
  synthesis: 'training prompts',
  rewriting: 'rewritten answers',
  agentic: 'agentic traces',
}

const OPENLY: Record<Exclude<Openness, undefined>, string> = {
  organization: 'organisation',
  card: 'payment card',
  phone: 'phone number',
  'mail-domain': 'mail domain',
  campus: 'place of work',
}

export interface SummaryParts {
  /** What ties a campaign's accounts, the strongest first. */
  readonly ties: readonly string[]
  /** What they collect; undefined where there is no text to tell. */
  readonly takes?: string | undefined
  /** By what they are openly one customer, where they are. */
  readonly open?: string | undefined
}

export function summaryPartsOf(world: World, pool: Pool): SummaryParts {
  const { lead } = pool
  const open =
    pool.verdict === 'watch' ? (openness(world, lead.members) ?? openness(world, coreOf(pool))) : undefined
  const strength = (family: Family): number => lead.ties.all.families.get(family) ?? 0
  const ties = witnessesOf(lead.ties)
    .sort((a, b) => strength(b) - strength(a))
    .flatMap((family) => TIES[family] ?? [])
  return {
    ties,
    ...(lead.ranks.references > 0 && { takes: TAKES[CUES[lead.intent.cue].id] }),
    ...(open !== undefined && { open: OPENLY[open] }),
  }
}

/**
 * A campaign in one sentence.
 * @param accounts core accounts
 * @param requests all that these sent, whatever for
 * @param attached of the accounts, those that follow-ups attached: of them it was not tested what ties the others
 */
export function summaryOf(
  { ties, takes, open }: SummaryParts,
  accounts: number,
  requests: number,
  attached = 0,
): string {
  const all = plural(accounts - attached, 'account')
  const tied = open
    ? `${all}, openly one customer by their ${open},`
    : `${all} tied by ${ties.join(', ') || 'their instruction'}`
  const who = attached > 0 ? `${tied}, and ${attached.toLocaleString('en')} attached since,` : tied
  const sent = plural(requests, 'request')
  if (takes === undefined) return `${who} sent ${sent}; without prompt text their purpose is unknown.`
  return `${who} collect ${takes}; ${sent} in all.`
}
