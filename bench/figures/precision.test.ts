import { expect, test } from 'vitest'
import type { FoundGroup } from '../worlds/types.ts'
import { precisionFigures } from './precision.ts'
import { campaignScore, emptyWorld } from './testing.ts'

const base = emptyWorld()
const group = (accounts: number, harvesters: number): FoundGroup => ({
  id: 'g',
  verdict: 'confirmed',
  accounts,
  harvesters,
  innocents: {},
  summary: '',
  families: [],
  q: null,
  rank: '',
})
const world = (accounts: number, innocent: number) =>
  emptyWorld({
    accounts: 1_000,
    score: { ...base.score, campaigns: [campaignScore('plain', 100, 1)] },
    accused: { ...base.accused, confirmed: { accounts, innocent } },
    groups: [group(accounts, accounts - innocent)],
  })

test('precision is pooled over worlds, its interval is that of worlds', () => {
  // One world of ten is wrong throughout: whole worlds are drawn, not its forty accounts.
  const figures = precisionFigures(
    [...Array.from({ length: 9 }, () => world(40, 0)), world(40, 40)],
    'confirmed',
  )
  expect(figures).toMatchObject({ accounts: 400, innocent: 40, precision: 0.9 })
  expect(figures.interval?.lower).toBeLessThan(0.75)
  expect(figures.interval?.upper).toBe(1)
  expect(figures.groups).toMatchObject({ of: 9, all: 10, share: 0.9 })
  expect(figures.prevalence.share).toBe(0.1)
  expect(figures.worlds).toMatchObject({ wrong: 1, all: 10 })
  expect(precisionFigures([world(40, 0)], 'suspected').precision).toBeNull()
})

test('where harvesters are rarer the same rates accuse more of the innocent', () => {
  const { recall, falseRate, rarer } = precisionFigures([world(99, 9), world(99, 9)], 'confirmed')
  expect(recall).toBe(0.9)
  expect(falseRate).toBe(0.01)
  expect(rarer.map(({ prevalence }) => prevalence)).toEqual([0.01, 0.001])
  expect(rarer[0]?.precision).toBeCloseTo(0.009 / (0.009 + 0.0099), 10)
  expect(rarer[1]?.precision).toBeCloseTo(0.0009 / (0.0009 + 0.00999), 10)
})

test('without an innocent account accused no precision is worked out for elsewhere, and a bound by world stands', () => {
  const { rarer, worlds } = precisionFigures([world(40, 0), world(40, 0)], 'confirmed')
  expect(rarer).toEqual([])
  expect(worlds.atMost).toBeCloseTo(1 - Math.sqrt(0.025), 10)
})
