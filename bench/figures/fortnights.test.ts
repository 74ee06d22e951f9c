import { expect, test } from 'vitest'
import type { FalseGroup, Fortnight } from '../fortnights/types.ts'
import { measureFortnights } from './fortnights.ts'

const group = (verdict: FalseGroup['verdict']): FalseGroup => ({
  verdict,
  rank: '',
  kinds: { evaluator: 12 },
})
const fortnight = (...groups: FalseGroup[]): Fortnight => ({
  accounts: 500,
  candidates: 40,
  groups,
  seconds: 1,
})

test('a fortnight with two confirmed groups is one bad fortnight, and one group found twice is told once', () => {
  const figures = measureFortnights([
    {
      place: 1,
      composed: Array.from({ length: 5 }, () => fortnight()),
      fortnights: [
        fortnight(group('confirmed'), group('confirmed')),
        fortnight(group('watch')),
        fortnight(group('confirmed')),
        fortnight(),
      ],
    },
  ])
  expect(figures).toMatchObject({
    fortnights: 4,
    candidates: 160,
    usualCandidates: { drawn: 40, composed: 40 },
    groups: { watch: 1, suspected: 0, confirmed: 3 },
    hit: { watch: 1, suspected: 0, confirmed: 2 },
    accused: [{ verdict: 'confirmed', times: 3 }],
  })
  // Two of five is the cautious end, two of four the other.
  expect(figures?.perPopulation.lower).toBeLessThan(figures?.perFortnight.lower ?? 0)
})

test('nothing run is nothing measured', () => {
  expect(measureFortnights([])).toBeNull()
})
