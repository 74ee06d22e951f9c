import { expect, test } from 'vitest'
import type { Campaign } from '../record/index.ts'
import type { CampaignTruth } from '../simulate/index.ts'
import { byTactic } from './by-tactic.ts'
import { bystandersOf } from './bystanders.ts'
import { rehearsalOf } from './campaign.ts'
import type { ReplayPass } from './replay.ts'
import { HOUR } from './units.ts'

const START = Date.UTC(2026, 2, 2)
const at = (hour: number) => START + hour * HOUR

/** Ten accounts, one more every hour, ten requests each in its first hour. */
const truth: CampaignTruth = {
  id: 'campaign-1-plain',
  class: 'plain',
  tactics: ['T01', 'T05'],
  accounts: Array.from({ length: 10 }, (_, n) => ({
    account_id: `a${n}`,
    harvest_requests: 10,
    requests: 12,
    first_harvest: at(n),
    ...(n >= 8 && { replaces: true }),
  })),
  harvest_by_hour: Array.from({ length: 10 }, (_, n) => [at(n), 10]),
}

function group(verdict: Campaign['verdict'], accounts: readonly string[], id = 'cmp-1'): Campaign {
  return {
    id,
    kind: 'group',
    revision: 1,
    verdict,
    review: 'unreviewed',
    summary: '',
    accounts: [...accounts],
    members: [],
    detected_at: '',
    detected_basis: 'replay',
    first_seen: '',
    last_seen: '',
    requests: 0,
    tokens: 0,
    families: [],
    tactics: [],
    coordination_q: null,
    intent_rank: '',
    evidence: [],
  }
}

function passes(...groups: readonly (readonly Campaign[])[]): ReplayPass[] {
  return groups.map((campaigns, n) => ({ at: at(2 * (n + 1)), campaigns }))
}

test('a campaign is detected when one accused group holds half of those who had harvested by then', () => {
  const seen = rehearsalOf(
    truth,
    passes(
      [group('watch', ['a0', 'a1'])], // after 2 h: to watch accuses nobody
      [group('suspected', ['a0']), group('suspected', ['a1'], 'cmp-2')], // after 4 h: a quarter each
      [group('suspected', ['a0', 'a1', 'a2'])], // after 6 h: three of six
      [group('confirmed', ['a0', 'a1', 'a2', 'a3'])],
      [group('confirmed', ['a0', 'a1', 'a2', 'a3', 'a8', 'stranger'])],
    ),
  )
  expect(seen).toMatchObject({
    accounts: 10,
    harvest_requests: 100,
    first_harvest_at: '2026-03-02T00:00:00.000Z',
    detected_at: '2026-03-02T06:00:00.000Z',
    confirmed_at: '2026-03-02T08:00:00.000Z',
    delay_hours: 6,
    harvest_gone: 0.6,
    recall: 0.5,
    group: 'cmp-1',
    regrowth: { accounts: 2, attached: 1, same_group: 1, median_delay_hours: 2 },
  })
})

test('one that is never seen has lost its whole harvest', () => {
  expect(rehearsalOf(truth, passes([], [group('watch', ['a0', 'a1', 'a2'])], []))).toMatchObject({
    detected_at: null,
    delay_hours: null,
    harvest_gone: 1,
    recall: 0,
    group: null,
    regrowth: { attached: 0, median_delay_hours: null },
  })
})

test('an account that a second group takes up is attached, but not to the campaign that was known', () => {
  const found = rehearsalOf(
    truth,
    passes([group('confirmed', ['a0', 'a1'])], [], [], [], [group('suspected', ['a8', 'a9'], 'cmp-2')]),
  )
  expect(found.regrowth).toMatchObject({ accounts: 2, attached: 2, same_group: 0 })
})

test('measures of a tactic are those of all campaigns that use it', () => {
  const base = rehearsalOf(truth, passes([group('confirmed', ['a0', 'a1'])]))
  const missed = { ...rehearsalOf(truth, []), tactics: ['T05'] }
  expect(byTactic([base, missed])).toEqual([
    { tactic: 'T01', campaigns: 1, detected: 1, recall: 0.2, harvest_gone: 0.2, delay_hours: 2 },
    { tactic: 'T05', campaigns: 2, detected: 1, recall: 0.1, harvest_gone: 0.6, delay_hours: 2 },
  ])
})

test('bystanders are all others ever named, with the gravest verdict and what they are', () => {
  const whole = {
    format: 'stillwatch.truth/1' as const,
    scenario: 'test',
    seed: 1,
    scale: 1,
    campaigns: [truth],
    lookalikes: [{ kind: 'ci-fleet', accounts: ['ci'] }],
    people: { ci: { language: 'en', shared_network: false }, jo: { language: 'en', shared_network: false } },
  }
  const found = bystandersOf(
    whole,
    passes(
      [group('watch', ['a0', 'ci', 'jo'])],
      [group('confirmed', ['a1', 'ci', 'constructor'])],
      [group('watch', ['ci'])],
    ),
  )
  expect(
    found.map(({ account_id, verdict, kind, last_verdict }) => [account_id, verdict, kind, last_verdict]),
  ).toEqual([
    ['ci', 'confirmed', 'ci-fleet', 'watch'],
    ['constructor', 'confirmed', 'own', null],
    ['jo', 'watch', 'ordinary', null],
  ])
  expect(found[0]?.first_named_at).toBe('2026-03-02T02:00:00.000Z')
})
