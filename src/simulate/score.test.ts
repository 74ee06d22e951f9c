import { expect, test } from 'vitest'
import type { Campaign } from '../record/index.ts'
import { score } from './score.ts'
import type { Truth } from './truth.ts'

const member = (id: string, harvest: number) => ({
  account_id: id,
  harvest_requests: harvest,
  requests: harvest + 1,
})

const truth: Truth = {
  format: 'stillwatch.truth/1',
  scenario: 'demo',
  seed: 1,
  scale: 1,
  campaigns: [
    {
      id: 'one',
      class: 'plain',
      tactics: ['T01'],
      languages: ['de'],
      accounts: ['a', 'b', 'c', 'd'].map((id) => member(id, 5)).concat(member('idle', 0)),
      harvest_by_hour: [[0, 20]],
    },
    {
      id: 'two',
      class: 'swarm',
      tactics: ['T13'],
      accounts: [member('x', 4), member('y', 4)],
      harvest_by_hour: [[0, 8]],
    },
  ],
  lookalikes: [],
  people: {},
}

function group(verdict: Campaign['verdict'], accounts: string[]): Campaign {
  return {
    id: accounts.join(),
    kind: 'group',
    revision: 1,
    verdict,
    review: 'unreviewed',
    summary: '',
    accounts,
    members: [],
    detected_at: '',
    detected_basis: 'batch',
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

test('a perfect result scores one everywhere; an account that never harvested is not missed', () => {
  const result = score(truth, {
    campaigns: [group('confirmed', ['a', 'b', 'c', 'd']), group('suspected', ['x', 'y'])],
  })
  expect(result).toMatchObject({
    recall: 1,
    recall_confirmed: 0.5,
    fragmentation: 1,
    purity: 1,
    merges: 1,
    precision_confirmed: 1,
    precision_suspected: 1,
    false_groups: { confirmed: 0, suspected: 0, watch: 0 },
  })
  expect(result.summary).toMatchInlineSnapshot(
    `"found 2 of 2 campaigns; recall 100.0 % of their accounts (50.0 % confirmed); precision 100.0 % confirmed, 100.0 % suspected; no innocent account accused"`,
  )
})

test('fragments, strangers and mixtures are counted, watch groups accuse nobody', () => {
  const result = score(truth, {
    campaigns: [
      group('confirmed', ['a', 'b', 'innocent']),
      group('suspected', ['c', 'd', 'x']),
      group('watch', ['y', 'p', 'q', 'r']),
    ],
  })
  expect(result.campaigns[0]).toMatchObject({
    languages: ['de'],
    recall: 1,
    recall_confirmed: 0.5,
    fragments: 2,
    purity: 2 / 3,
  })
  expect(result.campaigns[1]).toMatchObject({ recall: 0.5, fragments: 1, purity: 2 / 3 })
  expect(result.campaigns[1]).not.toHaveProperty('languages')
  expect(result.merges).toBe(1.5)
  expect(result.precision_confirmed).toBeCloseTo(2 / 3)
  expect(result.false_confirmed_accounts).toEqual(['innocent'])
  expect(result.false_groups).toEqual({ confirmed: 0, suspected: 0, watch: 1 })
})

test('campaigns merged in equal parts are impure, and so are groups with innocents in them', () => {
  const merged = score(truth, { campaigns: [group('confirmed', ['a', 'b', 'x', 'y'])] })
  expect(merged.campaigns.map(({ purity }) => purity)).toEqual([0.5, 0.5])
  expect(merged).toMatchObject({ purity: 0.5, merges: 2, fragmentation: 1 })
  const beside = score(truth, {
    campaigns: [
      group('confirmed', ['a', 'b', 'c', 'p']),
      group('suspected', ['d']),
      group('suspected', ['q', 'r', 's']),
    ],
  })
  // Three of the four members are in a group of purity 3/4; groups of innocents alone count overall.
  expect(beside.campaigns[0].purity).toBeCloseTo((3 * 0.75 + 1) / 4)
  expect(beside.campaigns[1].purity).toBeNull()
  expect(beside).toMatchObject({ purity: 4 / 8, merges: 1 })
})

test('nothing found in a world without campaigns has no recall and no precision', () => {
  const result = score({ ...truth, campaigns: [] }, { campaigns: [] })
  expect(result).toMatchObject({
    recall: null,
    precision_confirmed: null,
    precision_suspected: null,
    fragmentation: null,
  })
})
