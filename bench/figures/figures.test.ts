import { expect, test } from 'vitest'
import { BASELINES } from '../baselines/index.ts'
import type { DecoyRun, FoundGroup } from '../worlds/types.ts'
import { measureBenign, measureDecoys, whoWasAccused } from './innocents.ts'
import { measureQuality } from './quality.ts'
import { compare } from './side-by-side.ts'
import { campaignScore, emptyWorld } from './testing.ts'

const group = (changes: Partial<FoundGroup>): FoundGroup => ({
  id: 'g',
  verdict: 'watch',
  accounts: 4,
  harvesters: 0,
  innocents: {},
  summary: '',
  families: [],
  q: null,
  rank: '',
  ...changes,
})

test('recall is a mean over campaigns, purity one over accused groups', () => {
  const base = emptyWorld()
  const found = emptyWorld({
    score: {
      ...base.score,
      campaigns: [campaignScore('plain', 100, 1, 0.5), campaignScore('swarm', 900, 0)],
      groups: [{ accounts: 100, largest: 60, campaigns: 2 }],
    },
  })
  const wrong = emptyWorld({
    score: { ...base.score, groups: [{ accounts: 20, largest: 0, campaigns: 0 }] },
  })
  const quality = measureQuality([found, wrong])
  expect(quality.all).toMatchObject({ campaigns: 2, recall: 0.5, recall_confirmed: 0.25, missed: 1 })
  expect(quality).toMatchObject({ purity: 0.5, merges: 2 })
})

test('recall by language: one alone, several, and what no truth tells', () => {
  const campaigns = [
    { ...campaignScore('plain', 10, 1), languages: ['de'] },
    { ...campaignScore('swarm', 10, 0), languages: ['de'] },
    { ...campaignScore('store-replay', 10, 0.5), languages: ['en', 'zh'] },
    campaignScore('plain', 10, 0.25),
  ]
  const base = emptyWorld()
  const { languages } = measureQuality([{ ...base, score: { ...base.score, campaigns } }])
  expect(languages.map((one) => [one.class, one.campaigns, one.recall])).toEqual([
    ['de', 2, 0.5],
    ['several', 1, 0.5],
    ['unknown', 1, 0.25],
  ])
})

test('watch groups are counted per 100,000 accounts and day', () => {
  const world = emptyWorld({
    accounts: 1_000,
    days: 10,
    groups: [group({}), group({ verdict: 'confirmed' })],
  })
  expect(measureQuality([world]).watchRate).toBe(10)
})

test('benign worlds: a world with two confirmed groups is one bad fortnight', () => {
  const bad = emptyWorld({
    candidates: 50,
    groups: [group({ verdict: 'confirmed' }), group({ verdict: 'confirmed' })],
  })
  const figures = measureBenign([bad, emptyWorld({ candidates: 50 })])
  expect(figures.groups.confirmed).toBe(2)
  // One of two, by hand: (1 - x)^2 = 0.025 at the lower end.
  expect(figures.perFortnight.lower).toBeCloseTo(1 - Math.sqrt(0.975), 10)
})

const decoyRun = (tests: number, confirmed = 0): DecoyRun => ({
  groups: { watch: 0, suspected: 0, confirmed },
  candidates: tests,
  p: {},
  mixed: [],
  inUse: { own: 0, decoys: 0 },
})

test('decoys are pooled over worlds, and bounded by the worlds behind them too', () => {
  const worlds = [
    emptyWorld({ decoys: [decoyRun(10, 2), decoyRun(10)] }),
    emptyWorld({ decoys: [decoyRun(10)] }),
  ]
  const figures = measureDecoys([...worlds, emptyWorld()])
  expect(figures).toMatchObject({ worlds: 3, sources: 2, candidates: 30, hit: { confirmed: 1 } })
  // One of three, and one of two: the fewer independent, the less is excluded.
  expect(figures.perSource.upper).toBeGreaterThan(figures.perWorld.upper)
})

test('innocents are listed by what they are, the confirmed first', () => {
  const world = emptyWorld({
    groups: [
      group({ verdict: 'suspected', innocents: { reseller: 4 } }),
      group({ verdict: 'confirmed', innocents: { ordinary: 1 } }),
    ],
  })
  expect(whoWasAccused([world]).map(({ kind }) => kind)).toEqual(['ordinary', 'reseller'])
})

test('baselines get as many innocents as Stillwatch accused, and are scored campaign by campaign', () => {
  const base = emptyWorld()
  // The first baseline is the rate.
  const row = (owner: number, rate: number, tie = 0) => ({
    owner,
    tie,
    scores: [rate, ...BASELINES.slice(1).map(() => 0)],
  })
  const benign = emptyWorld({
    accounts: 4,
    accused: { ...base.accused, suspected: { accounts: 1, innocent: 1 } },
    baselines: [1, 2, 3, 9].map((rate) => row(-1, rate)),
  })
  const hostile = emptyWorld({
    score: { ...base.score, campaigns: [campaignScore('plain', 2, 1), campaignScore('swarm', 1, 0)] },
    baselines: [row(-1, 2), row(0, 9), row(0, 8), row(1, 20)],
  })
  // Where no baseline looked on nothing is compared.
  const unseen = (world: typeof base) => ({
    ...world,
    task: { ...world.task, baselines: false },
    baselines: [],
  })
  const { budget, detectors, worlds } = compare([benign, unseen(benign)], [unseen(hostile), hostile])
  expect(worlds).toEqual({ benign: 1, campaigns: 1 })
  expect(budget).toBe(1)
  expect(detectors[0]).toMatchObject({ recall: 0.5, accusedBenign: 1 })
  expect(detectors[1]).toMatchObject({ bound: 3, accusedBenign: 1, falseRate: 0, recall: 1, auc: 1 })
  expect(detectors[1]?.byClass).toEqual({ plain: 1, swarm: 1 })
  expect(detectors[2]).toMatchObject({ recall: 0, auc: 0.5 })
  expect(detectors[0].recallAt).toBeNull()
})

test('of accounts with one score as many are accused as the budget has, and recall is shown at more of it', () => {
  const row = (owner: number, tie: number) => ({ owner, tie, scores: BASELINES.map(() => 5) })
  const benign = emptyWorld({
    accounts: 1_000,
    baselines: Array.from({ length: 1_000 }, (_, i) => row(-1, i)),
  })
  const hostile = emptyWorld({
    score: { ...emptyWorld().score, campaigns: [campaignScore('plain', 100, 1)] },
    baselines: Array.from({ length: 100 }, (_, i) => row(0, 10 * i)),
  })
  const [, first] = compare([benign], [hostile]).detectors
  expect(first).toMatchObject({ accusedBenign: 5 })
  // Above the thousandth, fifth, tenth and twentieth account of a thousand by tie: multiples of ten from 990 on.
  expect(first.recallAt).toEqual([0, 0, 0.01, 0.02].map((recall) => expect.closeTo(recall, 10)))
})
