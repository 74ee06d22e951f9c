import { expect, test } from 'vitest'
import { CAMPAIGN_CLASSES } from './campaigns/index.ts'
import { CASES, presetPlan, SCENARIOS, simulate } from './index.ts'
import { CampaignPlan } from './plan.ts'

test('the published cases A to H and the proxy network are there', () => {
  expect(Object.keys(CASES)).toEqual(
    [...'abcdefgh'].map((letter) => `case-${letter}`).concat('proxy-network'),
  )
})

test.each(Object.keys(CASES))('%s, scaled, sends what the case sent from as many accounts', (name) => {
  const published = CASES[name]
  if (!published) expect.unreachable()
  const factor = Math.max(12 / published.accounts, Math.min(0.1, 2_000 / published.exchanges))
  const plan = presetPlan(name, factor)
  for (const campaign of plan.campaigns) expect(CampaignPlan.safeParse(campaign).success).toBe(true)
  const days = Math.min(14, published.days)
  const exchanges = (published.exchanges * factor * days) / published.days
  if (exchanges > 100_000) return // Composing it takes too long for a test; the plan has been checked.
  const { truth } = simulate({ scenario: plan, seed: 2, scale: 0.02 })
  const [campaign] = truth.campaigns
  const harvest = campaign?.accounts.reduce((sum, one) => sum + one.harvest_requests, 0) ?? 0
  expect(harvest / exchanges).toBeGreaterThan(0.6)
  expect(harvest / exchanges).toBeLessThan(1.6)
  const working = campaign?.accounts.filter(({ replaces }) => !replaces).length ?? 0
  expect(working).toBe(Math.max(8, Math.round(published.accounts * factor)))
})

test('no factor, no case', () => {
  expect(() => presetPlan('case-z', 0.1)).toThrow(/no preset/)
  expect(() => presetPlan('case-a', 0)).toThrow(/cannot be scaled/)
})

test('every class has a scenario, and every tactic that shows in telemetry a campaign', () => {
  for (const { name } of CAMPAIGN_CLASSES) expect(Object.keys(SCENARIOS)).toContain(name)
  const { truth } = simulate({ scenario: 'every-tactic', seed: 5, scale: 0.05 })
  const tactics = new Set(truth.campaigns.flatMap((campaign) => campaign.tactics))
  const wanted = Array.from({ length: 23 }, (_, at) => `T${String(at + 1).padStart(2, '0')}`)
  expect(wanted.filter((id) => !tactics.has(id))).toEqual([])
})
