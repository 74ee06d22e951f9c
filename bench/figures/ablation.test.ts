import { expect, test } from 'vitest'
import type { AblationRun, WorldResult } from '../worlds/types.ts'
import { measureAblation } from './ablation.ts'
import { campaignScore, emptyWorld } from './testing.ts'

const run = (without: AblationRun['without'], recall: number): AblationRun => ({
  without,
  references: 100,
  campaigns: [{ class: 'diluted', recall, recall_confirmed: 0 }],
  accused: { suspected: { accounts: 8, innocent: 2 }, confirmed: { accounts: 0, innocent: 0 } },
})

const tried = (recall: number, without: number): WorldResult => {
  const base = emptyWorld()
  return emptyWorld({
    score: { ...base.score, campaigns: [campaignScore('diluted', 10, recall)] },
    accused: { ...base.accused, confirmed: { accounts: 10, innocent: 1 } },
    ablation: [run('identity', without)],
  })
}

test('worlds in which nothing was left out do not enter, not even into the first row', () => {
  expect(measureAblation([emptyWorld()])).toBeNull()
  const figures = measureAblation([tried(1, 0.5), tried(0.5, 0.25), emptyWorld()])
  expect(figures).toMatchObject({ worlds: 2, campaigns: 2 })
  expect(figures?.rows[0]).toMatchObject({
    without: null,
    recall: 0.75,
    recallConfirmed: 0.75,
    byGroup: [null, 0.75, null, null],
    confirmed: { accounts: 20, innocent: 2, precision: 0.9 },
  })
  expect(figures?.rows.find(({ without }) => without === 'identity')).toMatchObject({
    references: 100,
    recall: 0.375,
    recallConfirmed: 0,
    confirmed: { precision: null },
    suspected: { accounts: 16, innocent: 4, precision: 0.75 },
  })
})
