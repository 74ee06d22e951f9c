import type {
  Alternative,
  Campaign,
  CampaignPicture,
  Evidence,
  Family,
  GraphNode,
  Member,
  ScanResult,
} from '../../record/index.ts'

/**
 * A made-up but realistic result: a plain pool of 180 accounts, a transfer station of 24, and a swarm of 5,000
 * that sends four requests each. Every figure is invented; none stems from traffic.
 */
const START = Date.UTC(2026, 2, 1)
const HOUR = 3_600_000

/** Park and Miller's generator: fixtures must not change from run to run. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

function accountIds(count: number, seed: number): string[] {
  const next = numbers(seed)
  return Array.from({ length: count }, (_, index) => {
    const tail = Math.floor(next() * 36 ** 5)
      .toString(36)
      .padStart(5, '0')
    return `acct_${(seed * 7919 + index * 131).toString(36)}${tail}`
  })
}

const iso = (hours: number) => new Date(START + hours * HOUR).toISOString()

interface Shape {
  readonly id: string
  readonly core: number
  readonly linked: number
  readonly seed: number
  readonly keys: readonly { readonly family: Family; readonly label: string; readonly share: number }[]
}

function build({ id, core, linked, seed, keys }: Shape): {
  accounts: string[]
  members: Member[]
  picture: CampaignPicture
} {
  const next = numbers(seed)
  const ids = accountIds(core + linked, seed)
  const accounts = ids.slice(0, core)
  const nodes: GraphNode[] = keys.map(({ family, label }, index) => ({
    id: `k${index}`,
    kind: 'key',
    label,
    family,
  }))
  const edges: { source: string; target: string; bits: number }[] = []
  const members = ids.map((account_id, index): Member => {
    const role = index < core ? 'core' : 'linked'
    const drawn = index < 140 || (index >= core && index < core + 20)
    const held = keys
      .map((key, at) => ({ ...key, at }))
      .filter(({ share }) => next() < (role === 'core' ? share : share * 0.35))
    const some = held.length > 0 ? held : keys.slice(0, 1).map((key) => ({ ...key, at: 0 }))
    if (drawn) {
      nodes.push({ id: account_id, kind: 'account', label: account_id, role })
      for (const { at, share } of some)
        edges.push({ source: account_id, target: `k${at}`, bits: 4 - 3 * share })
    }
    return {
      account_id,
      role,
      families: [...new Set(some.map(({ family }) => family))],
      reasons: some.map(({ family, label }) =>
        family === 'content'
          ? `uses ${label}`
          : family === 'identity'
            ? `registered with ${label}`
            : `seen with ${label}`,
      ),
    }
  })
  const steps = 14 * 24
  const day = (hour: number) => 0.75 + 0.25 * Math.sin(((hour % 24) - 6) / 3.82)
  const shape = (scale: number, closed: number) =>
    Array.from({ length: steps }, (_, hour) =>
      hour < 20 || (hour > closed && hour < closed + 9)
        ? Math.round(scale * 0.05 * next())
        : Math.round(scale * day(hour) * (0.85 + 0.3 * next())),
    )
  return {
    accounts,
    members,
    picture: {
      campaign_id: id,
      graph: { nodes, edges, omitted: core + linked - nodes.length + keys.length },
      timeline: {
        start: START,
        step_ms: HOUR,
        total: shape(core * 6.1, 190),
        lanes: accounts
          .slice(0, 10)
          .map((account_id, lane) => ({ account_id, values: shape(9, lane < 6 ? 190 : 900) })),
        marks: [
          { time: START + 96 * HOUR, label: 'model-4 released' },
          { time: START + 190 * HOUR, label: '34 accounts of the pool closed' },
          { time: START + 199 * HOUR, label: '31 new accounts adopt the closed ones’ shards' },
        ],
      },
      exemplars: [
        {
          account_id: accounts[0] ?? '',
          time: START + 30 * HOUR,
          text: 'Explain your reasoning in numbered steps.\n\nQuestion: …',
        },
      ],
    },
  }
}

const REJECTED = (explanation: string, detail: string): Alternative => ({
  explanation,
  detail,
  outcome: 'rejected',
})
const OPEN = (explanation: string, detail: string): Alternative => ({
  explanation,
  detail,
  outcome: 'not_excluded',
})
const UNTESTED = (explanation: string, detail: string): Alternative => ({
  explanation,
  detail,
  outcome: 'not_testable',
})

function evidence(
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

const POOL_EVIDENCE: readonly Evidence[] = [
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

/** The realistic result and its pictures. */
export function exampleResult(): { result: ScanResult; pictures: CampaignPicture[] } {
  const cards = Array.from({ length: 6 }, (_, index) => ({
    family: 'identity' as const,
    label: `card ${(91_375 * (index + 3)).toString(16)}`,
    share: 0.14,
  }))
  const pool = build({
    id: 'SW-2026-0f3a91',
    core: 180,
    linked: 34,
    seed: 11,
    keys: [
      ...cards,
      { family: 'identity', label: 'sign-up batch 2 Mar 04:00', share: 0.3 },
      { family: 'identity', label: 'device 7be0c2', share: 0.09 },
      { family: 'network', label: 'range 4c1d/24', share: 0.22 },
      { family: 'network', label: 'range 91aa/24', share: 0.18 },
      { family: 'network', label: 'client t13d1516h2', share: 0.6 },
      { family: 'timing', label: 'co-active block 3', share: 0.4 },
      { family: 'partition', label: 'shard sweep A', share: 0.55 },
      { family: 'partition', label: 'shard sweep B', share: 0.42 },
      { family: 'content', label: 'template 8f21c0', share: 0.94 },
      { family: 'content', label: 'template 02b7de', share: 0.3 },
      { family: 'elicitation', label: 'reasoning cue format 2', share: 0.5 },
    ],
  })
  const station = build({
    id: 'SW-2026-b27710',
    core: 24,
    linked: 3,
    seed: 29,
    keys: [
      { family: 'network', label: 'session moves a', share: 0.5 },
      { family: 'network', label: 'range 18ff/24', share: 0.4 },
      { family: 'adaptation', label: 'failover on 429', share: 0.6 },
      { family: 'elicitation', label: 'grading rubric 1', share: 0.7 },
      { family: 'identity', label: 'referral 5NQ2', share: 0.35 },
    ],
  })
  const swarm = build({
    id: 'SW-2026-e90c4d',
    core: 5000,
    linked: 0,
    seed: 53,
    keys: [
      ...Array.from({ length: 20 }, (_, index) => ({
        family: 'identity' as const,
        label: `sign-up batch ${index + 1} Mar 0${index % 9}:00`,
        share: 0.07,
      })),
      { family: 'content', label: 'template c41190', share: 0.88 },
      { family: 'content', label: 'template c41191', share: 0.4 },
    ],
  })
  const campaigns: Campaign[] = [
    {
      id: 'SW-2026-0f3a91',
      kind: 'group',
      revision: 3,
      verdict: 'confirmed',
      review: 'unreviewed',
      summary:
        '180 accounts on six cards sweep a public corpus with one instruction that asks for step-by-step reasoning.',
      accounts: pool.accounts,
      members: pool.members,
      detected_at: iso(63),
      detected_basis: 'replay',
      first_seen: iso(20),
      last_seen: iso(335),
      requests: 412_220,
      tokens: 1_187_300_000,
      families: ['identity', 'adaptation', 'partition', 'content', 'elicitation'],
      tactics: ['T01', 'T04', 'T05', 'T18'],
      coordination_q: 2.1e-9,
      intent_rank: '1 of 1,840',
      evidence: [...POOL_EVIDENCE],
    },
    {
      id: 'SW-2026-b27710',
      kind: 'group',
      revision: 1,
      verdict: 'suspected',
      review: 'unreviewed',
      summary:
        '24 accounts pass sessions among themselves and send rubric prompts at scale: perhaps a transfer station.',
      accounts: station.accounts,
      members: station.members,
      detected_at: iso(220),
      detected_basis: 'replay',
      first_seen: iso(71),
      last_seen: iso(330),
      requests: 58_904,
      tokens: 96_400_000,
      families: ['network', 'elicitation'],
      tactics: ['T07', 'T11'],
      coordination_q: 0.00041,
      intent_rank: '6 of 1,840',
      evidence: [
        evidence({
          signal: 'moving-sessions',
          family: 'network',
          axis: 'coordination',
          tactics: ['T11'],
          proposed_by: ['timing'],
          observation:
            '611 client sessions moved between at least two of the accounts within a minute of a 429 answer.',
          p_value: 0.0000072,
          alternatives: [
            OPEN(
              'A gateway of one customer with several accounts',
              'The accounts name no common organisation, but a small company may hold them privately.',
            ),
          ],
        }),
        evidence({
          signal: 'grading-prompts',
          family: 'elicitation',
          axis: 'intent',
          tactics: ['T07'],
          proposed_by: ['timing'],
          observation: '71 % of requests carry a rubric and ask for a numeric verdict (lower bound 66 %).',
          p_value: 6 / 1840,
          alternatives: [
            OPEN(
              'An LLM-as-judge evaluation',
              'Looks the same in these data; the volume is unusual, not impossible.',
            ),
          ],
        }),
      ],
    },
    {
      id: 'SW-2026-e90c4d',
      kind: 'group',
      revision: 1,
      verdict: 'watch',
      review: 'unreviewed',
      summary:
        '5,000 free accounts from twenty sign-up batches use one rare template, about four requests each.',
      accounts: swarm.accounts,
      members: swarm.members,
      detected_at: iso(335),
      detected_basis: 'batch',
      first_seen: iso(250),
      last_seen: iso(300),
      requests: 20_311,
      tokens: 31_050_000,
      families: ['identity', 'content'],
      tactics: ['T13', 'T17'],
      coordination_q: 0.0000031,
      intent_rank: '402 of 1,840',
      evidence: [
        evidence({
          signal: 'sign-up-batches',
          family: 'identity',
          axis: 'coordination',
          tactics: ['T17'],
          observation:
            '4,410 of 5,000 accounts were created in twenty bursts of under ten minutes; elsewhere such bursts hold at most 31 accounts.',
          p_value: 4.1e-19,
          alternatives: [
            OPEN(
              'A hackathon or a course',
              'Bursts at the full hour on weekdays fit one; no programme code is present.',
            ),
          ],
        }),
      ],
    },
  ]
  return {
    pictures: [pool.picture, station.picture, swarm.picture],
    result: {
      format: 'stillwatch.campaigns/1',
      generated_at: '2026-03-15T02:11:40.000Z',
      stillwatch_version: '0.1.0',
      window: { from: iso(0), to: iso(336) },
      campaigns,
      data_quality: {
        records: 4_213_087,
        duplicates: 1204,
        unreadable: 318,
        accounts: 61_204,
        accounts_joined: 60_977,
        field_coverage: {
          account_id: 1,
          time: 1,
          input_text: 0.993,
          client_address: 0.87,
          tls_fingerprint: 0,
          phone_hash: 0.412,
          referral_code: 0.0002,
          status: 1,
        },
        signals_left_out: [
          { signal: 'shared-client', family: 'network', reason: 'tls_fingerprint was present in no record' },
          { signal: 'logit-bias-sweep', family: 'content', reason: 'top_logprobs was present in no record' },
        ],
        signals_checked: [
          { signal: 'shared-card', family: 'identity' },
          { signal: 'sign-up-batches', family: 'identity' },
          { signal: 'moving-sessions', family: 'network' },
          { signal: 'co-activity', family: 'timing' },
          { signal: 'regrowth', family: 'adaptation' },
          { signal: 'disjoint-shards', family: 'partition' },
          { signal: 'pooled-distribution', family: 'content' },
          { signal: 'reasoning-elicitation', family: 'elicitation' },
          { signal: 'grading-prompts', family: 'elicitation' },
        ],
        warnings: ['Two files overlap by 1,204 records; each was counted once.'],
      },
    },
  }
}

/** A scan that found nothing, on poor data. */
export function emptyResult(): ScanResult {
  const { result } = exampleResult()
  return {
    ...result,
    campaigns: [],
    data_quality: {
      ...result.data_quality,
      signals_checked: [{ signal: 'shared-card', family: 'identity' }],
      signals_left_out: [
        {
          signal: 'reasoning-elicitation',
          family: 'elicitation',
          reason: 'input_text was present in no record',
        },
        { signal: 'pooled-distribution', family: 'content', reason: 'input_text was present in no record' },
      ],
    },
  }
}
