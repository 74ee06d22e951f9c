import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { worldOf } from '../../src/campaigns/testing/worlds.ts'
import type { Campaign, CampaignPicture, Comparison, Evidence, GroupFigures } from '../../src/record/index.ts'
import { SIGNALS } from '../../src/signals/index.ts'
import type { Truth } from '../../src/simulate/index.ts'
import { openStore } from '../../src/store/index.ts'
import { campaign, picture } from '../../src/store/testing/examples.ts'
import { checkExplanations, nearestGroups, watchedGroups } from './explanations.ts'

const card = SIGNALS.find(({ id }) => id === 'shared-card')
const STATED = { figure: 12, total: 3, accounts: 14 }

const item = (changes: Partial<Evidence>): Evidence => ({
  signal: 'shared-card',
  family: 'identity',
  axis: 'coordination',
  tactics: [],
  proposed_by: [],
  observation: card?.observe(STATED) ?? '',
  p_value: 0.001,
  weighed: true,
  alternatives: [],
  references: [],
  query: 'SELECT 12 AS figure, 3 AS total, 14 AS accounts',
  ...changes,
})

const truth: Truth = {
  format: 'stillwatch.truth/1',
  scenario: 'none',
  seed: 1,
  scale: 1,
  campaigns: [],
  lookalikes: [],
  people: {},
}

test('a query that says another figure, or none, or fails, is found', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stillwatch-'))
  const store = await openStore({ dataDir: folder, clickhouseUrl: '' })
  try {
    const evidence = [
      item({}),
      item({ query: 'SELECT 11 AS figure, 3 AS total, 14 AS accounts' }),
      item({ query: 'SELECT 1 AS figure, 1 AS total, 1 AS accounts WHERE 0' }),
      item({ query: 'SELECT figure FROM nowhere' }),
    ]
    const said = {
      world: worldOf({ count: 30 }),
      campaigns: [{ ...campaign('c', 1, ['a']), evidence }],
      pictures: [],
      cleared: { groups: [], omitted: 0 },
    }
    const { checked, failed } = (await checkExplanations(store, said, truth)).evidence
    expect(checked).toBe(4)
    expect(failed.map(({ returned }) => returned).sort()).toEqual([
      card?.observe({ ...STATED, figure: 11 }),
      expect.stringContaining('nowhere'),
      'nothing',
    ])
  } finally {
    await store.close()
    rmSync(folder, { recursive: true })
  }
})

const figures = (changes: Partial<GroupFigures>): GroupFigures => ({
  accounts: 20,
  requests: 1_000,
  elicited: 0.5,
  bodies: 500,
  likeness: 0.8,
  shared: { 'shared-card': 0.6 },
  declared: null,
  ...changes,
})

const pictured = (
  own: Partial<GroupFigures>,
  others: readonly Partial<GroupFigures>[] = [],
): CampaignPicture => ({
  ...picture('c', ['a']),
  comparison: {
    cue: 'grading',
    campaign: figures(own),
    look_alikes: others.map((other): Comparison['look_alikes'][number] => ({
      ...figures(other),
      reason: 'template',
    })),
  },
})

test('a watched group is explained by an alternative that is not excluded, or by what it declares', () => {
  const watched = (evidence: Evidence[]): Campaign => ({
    ...campaign('c', 1, ['a']),
    verdict: 'watch',
    summary: `${evidence.length} items`,
    evidence,
  })
  const open = item({ alternatives: [{ explanation: 'One firm', outcome: 'not_excluded', detail: '' }] })
  const campaigns = [watched([open]), watched([item({})]), watched([]), campaign('accused', 1, ['b'])]
  const pictures = [pictured({}), pictured({ declared: 'card' }), pictured({}), pictured({})]
  expect(watchedGroups(campaigns, pictures)).toEqual({
    groups: 3,
    in_evidence: 1,
    in_comparison: 1,
    unexplained: ['0 items'],
  })
})

test('to go as far, or nearly, and to be smaller is no reason to be thought innocent', () => {
  const others = [{}, { elicited: 0.45 }, { accounts: 2 }, { elicited: 0.1 }, { declared: 'campus' }]
  const accused = [campaign('c', 1, ['a'])]
  expect(nearestGroups(accused, [pictured({}, others)])).toEqual({ groups: 5, told_apart: 2 })
  const watched = accused.map((one): Campaign => ({ ...one, verdict: 'watch' }))
  expect(nearestGroups(watched, [pictured({}, others)]).groups).toBe(0)
})
