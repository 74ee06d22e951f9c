import { expect, test } from 'vitest'
import { measureBenign } from '../figures/innocents.ts'
import { precisionFigures } from '../figures/precision.ts'
import { campaignScore, emptyWorld } from '../figures/testing.ts'
import { readOptions } from '../options.ts'
import { limitsSection } from './limits-section.ts'

const world = emptyWorld({
  accounts: 1_000,
  score: { ...emptyWorld().score, campaigns: [campaignScore('plain', 130, 1)] },
})
const precision = precisionFigures([world], 'confirmed')
const measured = {
  options: readOptions(['--corpus', 'pack'], '.'),
  pack: { benign: 14_000, ofTrained: 13_100, learntAtMost: 3_100 },
  precision: { confirmed: precision, suspected: precision },
  benign: measureBenign([world]),
  seeds: [1, 2],
  replays: [],
  larger: { scan: null, pass: null, labelled: null, heldOut: null },
}
const text = (change: Partial<typeof measured> | { pack: null } = {}) =>
  limitsSection({ ...measured, ...change }).join('\n')

test('limits are told with what this run knows of them', () => {
  expect(text()).toContain('13.0 % of the active accounts')
  expect(text()).toContain(
    '13,100 of the data pack’s 14,000 benign prompts come from corpora of which some prompts, at most 3,100 of them, were',
  )
  expect(text()).toContain('hourly operation was not run')
})

test('without counts, and without a pack, nothing is counted', () => {
  expect(text({ pack: null })).toContain('a part of the data pack’s benign prompts comes from corpora')
  expect(text({ options: readOptions(['--no-corpus'], '.') })).toContain('composed by our own grammars')
})
