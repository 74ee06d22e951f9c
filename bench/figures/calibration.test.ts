import { expect, test } from 'vitest'
import type { DecoyRun, Mixed } from '../worlds/types.ts'
import { measureCalibration, pointsAbove, type SignalCalibration } from './calibration.ts'
import { realisedRates } from './realised-fdr.ts'
import { emptyWorld } from './testing.ts'

const NONE: Mixed = { own: 0, decoys: 0 }

const decoyRun = (below: number[], inUse = NONE): DecoyRun => ({
  groups: { watch: 0, suspected: 0, confirmed: 0 },
  candidates: 1_000,
  p: { 'shared-card': { tests: 1_000, below } },
  mixed: [NONE, NONE],
  inUse,
})

const world = (scenario: string, ...decoys: DecoyRun[]) =>
  emptyWorld({ task: { ...emptyWorld().task, scenario }, decoys })
const worlds = (scenario: string, below: number[]) =>
  Array.from({ length: 50 }, () => world(scenario, decoyRun(below)))
const areFair = (signals: readonly SignalCalibration[]) => signals.every(({ fair }) => fair)

const [honest, liar] = [
  [90, 8, 1],
  [150, 8, 1],
]

test('a test whose p-values are too small too often is called unfair, an honest one is not', () => {
  expect(areFair(measureCalibration(worlds('benign', honest)).signals)).toBe(true)
  expect(areFair(measureCalibration(worlds('benign', liar)).signals)).toBe(false)
  const beside = measureCalibration([...worlds('benign', honest), ...worlds('plain', liar)])
  expect(areFair(beside.signals)).toBe(true)
  expect(areFair(beside.besideCampaigns)).toBe(false)
})

test('decoys of one world are no independent trials', () => {
  // Of six worlds three are off in each of their 25 decoys: draws of 150 decoys would exclude 0.1, of six worlds do not.
  const many = (below: number[]) => world('benign', ...Array.from({ length: 25 }, () => decoyRun(below)))
  const three = (below: number[]) => [1, 2, 3].map(() => many(below))
  const { signals, worlds: resampled } = measureCalibration([...three([90, 8, 1]), ...three([150, 8, 1])])
  expect(resampled).toBe(6)
  expect(signals[0]?.levels[0]).toMatchObject({ share: 0.12, interval: { lower: 0.09, upper: 0.15 } })
  expect(areFair(signals)).toBe(true)
  expect(pointsAbove(signals)).toEqual([
    { signal: 'shared-card', level: 0.1 },
    { signal: 'all', level: 0.1 },
  ])
})

test('no p-value at or below a level is no interval of length zero', () => {
  const [signal] = measureCalibration(worlds('benign', [90, 8, 0])).signals
  expect(signal?.levels[2]).toMatchObject({ share: 0, interval: null })
})

test('a share above its level that has no interval is not called fair', () => {
  const few = worlds('benign', liar).slice(0, 4)
  expect(measureCalibration(few).signals[0]).toMatchObject({
    fair: false,
    levels: [{ interval: null }, {}, {}],
  })
  expect(areFair(measureCalibration(worlds('benign', honest).slice(0, 4)).signals)).toBe(true)
})

test('the discoveries of a world count once, however many decoys it is judged with', () => {
  const run = (own: number, decoys: number) => decoyRun(honest, { own, decoys })
  const rate = (runs: DecoyRun[][]) => realisedRates(runs).find(({ inUse }) => inUse)
  const others = Array.from({ length: 4 }, () => [run(10, 0)])
  const five = rate([[run(9, 1), run(9, 1), run(9, 1), run(9, 1)], ...others])
  expect(five).toMatchObject({
    nominal: 0.001,
    worlds: 5,
    wrong: 1,
    discoveries: 50,
    decoys: 1,
    realised: 0.02,
    perWorld: 0.02,
  })
  expect(five?.interval?.lower).toBe(0)
  expect(five?.interval?.upper).toBeGreaterThan(0.03)
  // Nothing wrong in two worlds: (1 - x)^2 = 0.025 is what that excludes, and no interval of length zero.
  const clean = rate([[run(10, 0)], [run(10, 0)]])
  expect(clean).toMatchObject({ realised: 0, interval: null })
  expect(clean?.atMost).toBeCloseTo(1 - Math.sqrt(0.025), 10)
  expect(rate([[run(0, 0)]])?.realised).toBeNull()
})
