import { expect, test } from 'vitest'
import { measureAttackers } from './attackers.ts'
import { campaignScore, emptyWorld } from './testing.ts'

test('an attacker is measured over its own worlds, and who was accused for it is told', () => {
  const base = emptyWorld()
  const attacked = emptyWorld({
    task: { ...base.task, scenario: 'framed-bystanders' },
    score: { ...base.score, campaigns: [campaignScore('framed-bystanders', 20, 0.5)] },
    accused: { ...base.accused, confirmed: { accounts: 13, innocent: 3 } },
    groups: [
      {
        id: 'g',
        verdict: 'confirmed',
        accounts: 13,
        harvesters: 10,
        innocents: { 'framed-by-card': 3 },
        summary: '',
        families: [],
        q: null,
        rank: '',
      },
    ],
  })
  const plain = emptyWorld({ accused: { ...base.accused, confirmed: { accounts: 9, innocent: 9 } } })
  expect(measureAttackers([attacked, plain])).toMatchObject([
    {
      scenario: 'framed-bystanders',
      campaigns: 1,
      recall: 0.5,
      innocent: { confirmed: 3, suspected: 0 },
      kinds: { 'framed-by-card': 3 },
    },
  ])
})
