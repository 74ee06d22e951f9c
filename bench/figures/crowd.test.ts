import { expect, test } from 'vitest'
import { measureCrowd } from './crowd.ts'
import { campaignScore, emptyWorld } from './testing.ts'

test('shares are of all accounts of the worlds, recall of all campaigns', () => {
  const one = emptyWorld({ accounts: 100, references: 50, innocent: { accounts: 90, lookalikes: 45 } })
  const other = emptyWorld({
    accounts: 300,
    references: 150,
    innocent: { accounts: 270, lookalikes: 0 },
    accused: {
      watch: { accounts: 9, innocent: 9 },
      suspected: { accounts: 10, innocent: 1 },
      confirmed: { accounts: 20, innocent: 0 },
    },
  })
  const score = {
    ...other.score,
    campaigns: [campaignScore('plain', 10, 1), campaignScore('swarm', 90, 0.5, 0)],
  }
  expect(measureCrowd([one, { ...other, score }])).toEqual({
    worlds: 2,
    accounts: 200,
    references: 100,
    lookalikes: 0.125,
    recall: 0.75,
    recall_confirmed: 0.5,
    accused: 30,
    innocent: 1,
  })
})
