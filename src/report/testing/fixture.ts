import type { Campaign, CampaignPicture, ScanResult } from '../../record/index.ts'
import { build, iso } from './build.ts'
import { evidence, OPEN, POOL_EVIDENCE } from './evidence.ts'
import { POOL_COMPARISON, POOL_PORTRAIT, POOL_TEXTS } from './portrait.ts'

/**
 * A made-up but realistic result: a plain pool of 180 accounts, a transfer station of 24, and a swarm of 5,000
 * that sends four requests each. Every figure is invented; none stems from traffic.
 */
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
    pictures: [
      {
        ...pool.picture,
        portrait: POOL_PORTRAIT,
        comparison: POOL_COMPARISON,
        exemplars: POOL_TEXTS.map((text, index) => ({
          account_id: pool.accounts[index] ?? '',
          time: Date.parse(iso(30 + index)),
          text,
          on_instruction: true,
        })),
      },
      station.picture,
      swarm.picture,
    ],
    result: {
      format: 'stillwatch.campaigns/1',
      generated_at: '2026-03-15T02:11:40.000Z',
      stillwatch_version: '0.1.0',
      window: { from: iso(0), to: iso(336) },
      campaigns,
      cleared: {
        groups: [
          {
            accounts: Array.from({ length: 18 }, (_, seat) => `acct_seat-${seat}`),
            related_by: 'shared-card',
            reasons: [
              { reason: 'organization', figure: 18 },
              { reason: 'intent-rank', figure: 0.034 },
            ],
          },
        ],
        omitted: 21,
      },
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
