import { expect, test } from 'vitest'
import type { Calibration } from '../figures/calibration.ts'
import type { RealisedFdr } from '../figures/realised-fdr.ts'
import { calibrationBars } from './calibration-section.ts'

const rate: RealisedFdr = {
  nominal: 0.05,
  inUse: false,
  worlds: 40,
  wrong: 1,
  discoveries: 1_000,
  decoys: 10,
  realised: 0.01,
  interval: { lower: 0, upper: 0.03 },
  perWorld: 0.01,
  atMost: 0.13,
}
const NO_GROUPS = {
  product: { draws: 0, reached: [0, 0, 0] },
  parts: { crowds: 0, parts: 0, one: 0, two: 0 },
}
const bar = (change: Partial<RealisedFdr>) => {
  const calibration: Calibration = {
    worlds: 5,
    signals: [],
    besideCampaigns: [],
    fdr: [{ ...rate, ...change }],
    random: NO_GROUPS,
  }
  return calibrationBars({ calibration })[1]
}

test('a realised rate is met over a thousand distinct discoveries, and cannot be told over fewer', () => {
  expect(bar({})?.met).toBe(true)
  expect(bar({ discoveries: 999 })?.met).toBeUndefined()
  expect(bar({ realised: 0.06 })?.met).toBe(false)
})

test('the level in use is met only where the run excludes more; that nothing was wrong excludes little', () => {
  const used = { nominal: 0.001, inUse: true, realised: 0.0005 }
  expect(bar({ ...used, interval: { lower: 0, upper: 0.0009 } })?.met).toBe(true)
  expect(bar({ ...used, interval: { lower: 0, upper: 0.002 } })?.met).toBeUndefined()
  const clean = bar({ ...used, realised: 0, decoys: 0, wrong: 0, interval: null, atMost: 0.088 })
  expect(clean?.met).toBeUndefined()
  expect(clean?.figure).toContain('0 of 40 worlds wrong, which excludes no more than 8.8 %')
})

test('points above their level are told where no interval is', () => {
  const interval = { lower: 0.09, upper: 0.15 }
  const signals = ['shared-card', 'all'].map((signal) => ({
    signal,
    tests: 10,
    levels: [{ level: 0.1, share: 0.12, interval }],
    fair: true,
  }))
  const [{ met, figure }] = calibrationBars({
    calibration: { worlds: 2, signals, besideCampaigns: [], fdr: [], random: NO_GROUPS },
  })
  expect(met).toBe(true)
  expect(figure).toBe(
    'none significantly above; point estimates above: shared-card at 0.1, all at 0.1; largest shares not excluded, all together: 15.00 % at 0.1',
  )
})
