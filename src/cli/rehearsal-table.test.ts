import { expect, test } from 'vitest'
import type { Rehearsal } from '../rehearse/index.ts'
import { displayWidth } from '../report/index.ts'
import { renderRehearsal } from './rehearsal-table.ts'

const rehearsal: Rehearsal = {
  format: 'stillwatch.rehearsal/1',
  stillwatch_version: '0.1.0',
  scenario: 'demo',
  seed: 7,
  scale: 1,
  into: [],
  window: { from: '2026-04-06T00:00:00.000Z', to: '2026-04-19T23:59:00.000Z' },
  passes: 28,
  every_hours: 12,
  requests: 189_868,
  accounts: 2_716,
  campaigns: [
    {
      id: 'campaign-3-clean-identity',
      class: 'clean-identity',
      tactics: ['T15'],
      accounts: 31,
      harvest_requests: 1_096,
      first_harvest_at: '2026-04-06T05:00:00.000Z',
      detected_at: null,
      confirmed_at: null,
      delay_hours: null,
      harvest_gone: 1,
      recall: 0,
      group: null,
      regrowth: null,
    },
    {
      id: 'campaign-5-regrowth',
      class: 'regrowth',
      tactics: ['T18'],
      accounts: 243,
      harvest_requests: 2_184,
      first_harvest_at: '2026-04-06T05:00:00.000Z',
      detected_at: '2026-04-08T15:36:00.000Z',
      confirmed_at: null,
      delay_hours: 58.6,
      harvest_gone: 0.205,
      recall: 0.979,
      group: 'cmp-1',
      regrowth: { accounts: 129, attached: 126, same_group: 124, median_delay_hours: 2.7 },
    },
  ],
  tactics: [
    { tactic: 'T15', campaigns: 1, detected: 0, recall: 0, harvest_gone: 1, delay_hours: null },
    { tactic: 'T18', campaigns: 1, detected: 1, recall: 0.979, harvest_gone: 0.205, delay_hours: 58.6 },
  ],
  bystanders: [
    {
      account_id: 'a',
      verdict: 'confirmed',
      kind: 'ci-fleet',
      first_named_at: '2026-04-10T00:00:00.000Z',
      last_verdict: 'watch',
    },
    {
      account_id: 'b',
      verdict: 'watch',
      kind: 'own',
      first_named_at: '2026-04-10T00:00:00.000Z',
      last_verdict: 'watch',
    },
  ],
  warnings: ['3 rows could not be read; stillwatch inspect shows which.'],
  slowest_pass_seconds: 8.25,
  elapsed_seconds: 200,
}

test('a row per campaign and tactic, regrowth, bystanders and what could not be done', () => {
  expect(renderRehearsal(rehearsal, { width: 80, colour: false })).toMatchInlineSnapshot(`
    "189,868 requests of 2,716 accounts; 28 passes, one every 12 h, the slowest took
    8.3 s.

    Seen: 1 of 2 campaigns
    campaign                   accounts  harvest  seen after    gone  recall
    campaign-3-clean-identity        31    1,096    not seen       -     0 %
    campaign-5-regrowth             243    2,184      58.6 h  20.5 %  97.9 %
    seen after: since its first request of the harvest. gone: share of the harvest
    by then. recall: share of its accounts named in the last pass.

    By tactic (medians, and mean recall)
    tactic                            seen   after    gone  recall
    T15 clean identities            0 of 1       -   100 %     0 %
    T18 regrowth after enforcement  1 of 1  58.6 h  20.5 %  97.9 %

    campaign-5-regrowth: 126 of 129 accounts opened for closed ones were attached,
    half of them within 2.7 h.

    Bystanders: 1 innocent account was accused in some pass, 0 of them still in the
    last.
      1 ci-fleet
    1 more stood in a group to watch, which accuses nobody.
    These are accounts of your own logs. Nobody knows whether they are innocent:
    stillwatch explain tells why they were named.

    ! 3 rows could not be read; stillwatch inspect shows which.
    "
  `)
})

test.each([24, 40, 60, 120])('nothing is wider than %i columns', (width) => {
  for (const line of renderRehearsal(rehearsal, { width, colour: false }).split('\n'))
    expect(displayWidth(line)).toBeLessThanOrEqual(width)
})
