import { expect, test } from 'vitest'
import type { Rehearsal } from '../../src/rehearse/index.ts'
import { measureReplay } from './replay.ts'

const campaign = (gone: number): Rehearsal['campaigns'][number] => ({
  id: 'campaign-1-plain',
  class: 'plain',
  tactics: [],
  accounts: 10,
  harvest_requests: 100,
  first_harvest_at: null,
  detected_at: null,
  confirmed_at: null,
  delay_hours: null,
  harvest_gone: gone,
  recall: 0,
  group: null,
  regrowth: null,
})
const bystander = (
  verdict: 'watch' | 'confirmed',
  last: 'watch' | 'suspected' | null,
): Rehearsal['bystanders'][number] => ({
  account_id: 'a',
  verdict,
  kind: 'ordinary',
  first_named_at: '',
  last_verdict: last,
})

test('the median is over all campaigns, those never detected included; a group to watch accuses nobody', () => {
  const figures = measureReplay({
    format: 'stillwatch.rehearsal/1',
    stillwatch_version: '0',
    scenario: 'demo',
    seed: 1,
    scale: 1,
    into: [],
    window: { from: '', to: '' },
    passes: 28,
    every_hours: 12,
    requests: 1_000,
    accounts: 100,
    campaigns: [campaign(0.1), campaign(1), campaign(0.3)],
    tactics: [],
    bystanders: [
      bystander('confirmed', null),
      bystander('confirmed', 'suspected'),
      bystander('watch', 'watch'),
    ],
    warnings: [],
    slowest_pass_seconds: 2,
    elapsed_seconds: 60,
  })
  expect(figures.gone).toBe(0.3)
  expect(figures.bystanders).toEqual({ ever: 2, confirmed: 2, last: 1 })
  expect(figures.lost).toBe(0)
})
