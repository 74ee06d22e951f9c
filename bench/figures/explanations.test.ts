import { expect, test } from 'vitest'
import { measureExplanations } from './explanations.ts'
import { emptyWorld } from './testing.ts'

test('counts add up over worlds, and failures say in which', () => {
  const base = emptyWorld().explanations
  const failure = { campaign: 'c', signal: 'shared-card', stated: 'twelve', returned: 'eleven' }
  const first = emptyWorld({
    explanations: {
      ...base,
      evidence: { checked: 20, failed: [failure] },
      near_misses: [
        { kind: 'firm', accounts: 18, named: 'watch', linked: false, cleared_by: ['card'] },
        { kind: 'class', accounts: 30, named: null, linked: false, cleared_by: [] },
        { kind: 'class', accounts: 25, named: null, linked: true, cleared_by: [] },
        { kind: 'class', accounts: 20, named: null, linked: false, cleared_by: ['campus', 'intent-rank'] },
        { kind: 'firm', accounts: 20, named: 'suspected', linked: false, cleared_by: [] },
      ],
    },
  })
  const second = emptyWorld({
    explanations: {
      ...base,
      evidence: { checked: 5, failed: [] },
      watched: { groups: 2, in_evidence: 1, in_comparison: 0, unexplained: ['2 accounts'] },
    },
  })
  expect(measureExplanations([first, second])).toEqual({
    checked: 25,
    failed: [{ world: 'plain 1', ...failure }],
    nearMisses: [
      {
        kind: 'class',
        groups: 3,
        watched: 0,
        linked: 1,
        cleared: 1,
        accused: 0,
        unnamed: 1,
        reasons: { campus: 1, 'intent-rank': 1 },
      },
      { kind: 'firm', groups: 2, watched: 1, linked: 0, cleared: 0, accused: 1, unnamed: 0, reasons: {} },
    ],
    watched: {
      groups: 2,
      in_evidence: 1,
      in_comparison: 0,
      unexplained: [{ world: 'plain 1', summary: '2 accounts' }],
    },
    nearest: { groups: 0, told_apart: 0 },
  })
})
