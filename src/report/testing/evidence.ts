import type { Alternative, Evidence } from '../../record/index.ts'

const REJECTED = (explanation: string, detail: string): Alternative => ({
  explanation,
  detail,
  outcome: 'rejected',
})
export const OPEN = (explanation: string, detail: string): Alternative => ({
  explanation,
  detail,
  outcome: 'not_excluded',
})
const UNTESTED = (explanation: string, detail: string): Alternative => ({
  explanation,
  detail,
  outcome: 'not_testable',
})

/** An evidence item; what is not given is as in most. */
export function evidence(
  part: Partial<Evidence> & Pick<Evidence, 'signal' | 'family' | 'axis' | 'observation' | 'p_value'>,
): Evidence {
  return {
    tactics: ['T01'],
    proposed_by: ['content'],
    weighed: true,
    alternatives: [],
    references: ['SynchroTrap (CCS 2014)', 'https://arxiv.org/abs/2105.11410'],
    query: `SELECT uniqExact(account_id) AS holders, card\nFROM accounts FINAL\nWHERE card IN {cards:Array(UInt64)}\nGROUP BY card\nORDER BY holders DESC`,
    ...part,
  }
}

/** Of the pool of 180 accounts. */
export const POOL_EVIDENCE: readonly Evidence[] = [
  evidence({
    signal: 'shared-card',
    family: 'identity',
    axis: 'coordination',
    observation:
      '143 of 180 accounts were paid with one of six cards; accounts of the same plan and age share a card with 0.02 others on average.',
    p_value: 3.4e-41,
    alternatives: [
      REJECTED(
        'One company with many seats',
        'No verified business and no common organisation among the members.',
      ),
      REJECTED(
        'An agency that pays for its clients',
        'All 180 accounts send the same template; clients of an agency would differ.',
      ),
      OPEN(
        'A reseller of prepaid access whose buyers happen to use one tool',
        'Would explain the cards and the template, but not the disjoint shards.',
      ),
    ],
  }),
  evidence({
    signal: 'disjoint-shards',
    family: 'partition',
    axis: 'coordination',
    tactics: ['T04', 'T01'],
    observation:
      '180 accounts worked through 96,400 source passages, and only 11 passages were sent twice; independent users of the template would have met 2,310 times.',
    p_value: 1.2e-88,
    alternatives: [
      REJECTED(
        'Independent users of a public template',
        'They would draw from the same passages and meet; the expected 2,310 meetings became 11.',
      ),
    ],
  }),
  evidence({
    signal: 'regrowth',
    family: 'adaptation',
    axis: 'coordination',
    tactics: ['T18'],
    observation:
      'Nine hours after 34 accounts were closed, 31 new accounts took up their unfinished shards at the same hourly rate.',
    p_value: 0.00021,
    alternatives: [
      REJECTED(
        'Customers rotating keys',
        'The keys belong to new accounts with new sign-up data, not to the old ones.',
      ),
      UNTESTED('Sign-ups after an advertisement', 'The logs hold no referral source.'),
    ],
  }),
  evidence({
    signal: 'co-activity',
    family: 'timing',
    axis: 'coordination',
    tactics: ['T03', 'T02'],
    observation:
      'The members are active in the same ten-minute windows 3.1 times as often as under shifts by whole days.',
    p_value: null,
    weighed: false,
    alternatives: [
      UNTESTED('A CI fleet or cron at the full hour', 'Fewer than ten days of data: too few shifts to test.'),
    ],
  }),
  evidence({
    signal: 'reasoning-elicitation',
    family: 'elicitation',
    axis: 'intent',
    tactics: ['T05'],
    observation:
      '94 % of requests ask for the reasoning behind a finished answer in a fixed format (lower bound 92.8 %); the next natural group reaches 31 %.',
    p_value: 1 / 1840,
    alternatives: [
      REJECTED(
        'Customers who must keep an audit trail',
        'Their requests concern their own records; these sweep a public corpus.',
      ),
      OPEN(
        'An evaluation of reasoning by researchers',
        'Nobody in the group is registered as a researcher or evaluator; absence of a registration proves little.',
      ),
    ],
    references: ['Google GTIG, Feb 2026', 'MITRE ATLAS AML.T0024.002'],
  }),
  evidence({
    signal: 'pooled-distribution',
    family: 'content',
    axis: 'intent',
    tactics: ['T04'],
    observation:
      'The pooled requests differ from every one of 1,839 natural groups of the stratum (maximum mean discrepancy 0.41; next 0.19).',
    p_value: 1 / 1840,
    alternatives: [
      REJECTED(
        'A software product with one template',
        'Its slots would repeat as its users return; here none repeats.',
      ),
    ],
  }),
]
