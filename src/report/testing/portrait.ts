import type { Comparison, Portrait } from '../../record/index.ts'

/** Of the pool of 180 accounts: invented, as everything here. */
export const POOL_PORTRAIT: Portrait = {
  described: 180,
  plans: [
    { name: 'pro', count: 120 },
    { name: 'free', count: 59 },
    { name: 'team', count: 1 },
  ],
  verifications: [{ name: 'government_id', count: 180 }],
  opened: { in_window: 66, most_in_a_day: 31, day: '2026-03-09' },
  closed: { accounts: 34, first: '2026-03-08T22:00:00Z', replaced: 31 },
  models: [
    { name: 'model-3', count: 300_000 },
    { name: 'model-4', count: 112_220 },
  ],
  languages: [{ name: 'en', count: 400_000 }],
  routes: [{ name: 'native', count: 412_220 }],
  input_tokens: 300_000_000,
  output_tokens: 887_300_000,
  reasoning_tokens: 412_000_000,
  bodies: 409_000,
  texts: 410_000,
  refused: 1200,
  statuses: 412_220,
  busiest_day: { day: '2026-03-04', requests: 41_000 },
  per_account_day: { median: 160, most: 420 },
  pivots: [
    {
      model: 'model-4',
      released: '2026-03-05T00:00:00.000Z',
      within_day: 0.48,
      within_three_days: 0.55,
      others_within_three_days: 0.12,
    },
  ],
}

export const POOL_COMPARISON: Comparison = {
  cue: 'reasoning',
  campaign: {
    accounts: 180,
    requests: 412_220,
    elicited: 0.94,
    bodies: 409_000,
    likeness: 0.9,
    shared: { 'shared-card': 0.79, 'shared-address-range': 0.4 },
    declared: null,
  },
  look_alikes: [
    {
      reason: 'organization',
      accounts: 40,
      requests: 20_000,
      elicited: 0.96,
      bodies: 9_000,
      likeness: 0.85,
      shared: { 'shared-card': 1, 'shared-address-range': 0.9 },
      declared: 'organization',
    },
    {
      reason: 'template',
      accounts: 300,
      requests: 51_000,
      elicited: 0.31,
      bodies: 40_000,
      likeness: 0.12,
      shared: { 'shared-card': 0, 'shared-address-range': 0.02 },
      declared: null,
    },
  ],
}

/** Six texts on one instruction, and one that is not. */
export const POOL_TEXTS: readonly string[] = [
  ...[
    'a train that leaves at noon',
    'the area of a circle',
    'three red balls in a box',
    'the prime after 97',
    'two triangles',
    'a leap year',
  ].map(
    (task) =>
      `Explain your reasoning in numbered steps before you answer, and end with FINAL.\n\nQuestion: what follows from ${task}?\n\nWrite the steps between <think> and </think> tags only.`,
  ),
  'Dear all, the meeting is moved to Friday at ten in the small room upstairs.',
]
