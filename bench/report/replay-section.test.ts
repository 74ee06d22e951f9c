import { expect, test } from 'vitest'
import type { ReplayFigures } from '../figures/replay.ts'
import { fortnightsBar } from './drawn-fortnights.ts'
import { replayBar } from './replay-section.ts'

const replay = (every: number, gone: number): { replays: ReplayFigures[] } => ({
  replays: [
    {
      scenario: 'demo',
      seed: 1,
      requests: 0,
      passes: 0,
      every,
      slowestPass: 0,
      gone,
      campaigns: [],
      lost: 0,
      bystanders: { ever: 0, confirmed: 0, last: 0 },
    },
  ],
})

test('passes far apart can meet the bar, and cannot miss it', () => {
  expect(replayBar({ replays: [] }).met).toBeUndefined()
  expect(replayBar(replay(1, 0.05)).met).toBe(true)
  expect(replayBar(replay(1, 0.3)).met).toBe(false)
  expect(replayBar(replay(12, 0.05)).met).toBe(true)
  expect(replayBar(replay(12, 0.3)).met).toBeUndefined()
  expect(replayBar(replay(12, 0.3)).figure).toMatch(/^at most 30\.0 %/)
})

test('one confirmed fortnight misses the bar, and too few meet nothing', () => {
  const figures = (fortnights: number, confirmed: number) => ({
    fortnights: {
      fortnights,
      populations: 5,
      accounts: 500,
      candidates: 0,
      usualCandidates: { drawn: 0, composed: 0 },
      groups: { watch: 0, suspected: 0, confirmed },
      hit: { watch: 0, suspected: 0, confirmed },
      perFortnight: { lower: 0, upper: 0.1 },
      perPopulation: { lower: 0, upper: 0.5 },
      accused: [],
      seconds: 1,
    },
  })
  expect(fortnightsBar({ fortnights: null }).met).toBeUndefined()
  expect(fortnightsBar(figures(75, 0)).met).toBeUndefined()
  expect(fortnightsBar(figures(300, 0)).met).toBe(true)
  expect(fortnightsBar(figures(75, 1)).met).toBe(false)
})
