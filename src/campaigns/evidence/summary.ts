import { CUES } from '../../models/index.ts'
import type { Family } from '../../record/index.ts'
import { plural } from '../../signals/index.ts'
import type { Pool } from '../members/members.ts'
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

/** What ties a campaign's accounts, the strongest first, and what they collect; undefined where there is no text to tell. */
export interface SummaryParts {
  readonly ties: readonly string[]
  readonly takes?: string | undefined
}

export function summaryPartsOf({ lead }: Pool): SummaryParts {
  const strength = (family: Family): number => lead.ties.all.families.get(family) ?? 0
  const ties = witnessesOf(lead.ties)
    .sort((a, b) => strength(b) - strength(a))
    .flatMap((family) => TIES[family] ?? [])
  return lead.ranks.references === 0 ? { ties } : { ties, takes: TAKES[CUES[lead.intent.cue].id] }
}

/**
 * A campaign in one sentence.
 * @param accounts core accounts
 * @param requests all that these sent, whatever for
 * @param attached of the accounts, those that follow-ups attached: of them it was not tested what ties the others
 */
export function summaryOf(
  { ties, takes }: SummaryParts,
  accounts: number,
  requests: number,
  attached = 0,
): string {
  const tied = `${plural(accounts - attached, 'account')} tied by ${ties.join(', ') || 'their instruction'}`
  const who = attached > 0 ? `${tied}, and ${attached.toLocaleString('en')} attached since,` : tied
  const sent = plural(requests, 'request')
  if (takes === undefined) return `${who} sent ${sent}; without prompt text their purpose is unknown.`
  return `${who} collect ${takes}; ${sent} in all.`
}
