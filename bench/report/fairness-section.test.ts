import { expect, test } from 'vitest'
import type { FairnessFigures, FairnessRate } from '../figures/fairness.ts'
import { fairnessBars, fairnessSection } from './fairness-section.ts'

const figures = (said: FairnessRate['said']): FairnessFigures => ({
  rows: [
    {
      people: 'language de',
      accounts: 1_000,
      rates: [1, 2, 3].map((named) => ({
        named,
        rate: 0.001,
        interval: named === 1 ? { lower: 0.0005, upper: 0.002 } : null,
        ratio: 1.1,
        p: 0.4,
        detectable: 1.2,
        said,
      })),
    },
  ],
  groups: [1, 1, 1],
})
const bar = (said: FairnessRate['said']) =>
  fairnessBars({ fairness: figures(said), countriesIgnored: true })[0]

test('without power fairness is not met, it cannot be told', () => {
  expect(bar('not above')?.met).toBe(true)
  expect(bar('above')?.met).toBe(false)
  expect(bar('no power')).toMatchObject({
    met: undefined,
    figure: 'none above; no power to see 1.25 in 3 of 3',
  })
})

const NAMED = [
  { kind: 'ordinary', named: { watch: 0, suspected: 0, confirmed: 0 } },
  { kind: 'worker-fleet', named: { watch: 30, suspected: 0, confirmed: 1 } },
  { kind: 'ci-fleet', named: { watch: 10, suspected: 0, confirmed: 3 } },
]

test('who is named is said by kind', () => {
  const text = fairnessSection({ fairness: figures('above'), countriesIgnored: true, accused: NAMED }).join(
    '\n',
  )
  expect(text).toContain(
    '75 % of the 40 watch are of one kind, worker-fleet; 75 % of the 4 confirmed are of one kind, ci-fleet.',
  )
})

test('every cell says its smallest ratio, and countries are said to be guaranteed', () => {
  const text = fairnessSection({
    fairness: figures('no power'),
    countriesIgnored: true,
    accused: NAMED,
  }).join('\n')
  expect(text).toContain(
    '| language de | 1,000 | 1: 0.10 % (0.05-0.20 %), 1.10x, p = 0.40, seen above 1.20x: no power | 2: 0.10 %, 1.10x,',
  )
  expect(text).toContain('guaranteed rather than measured')
})
