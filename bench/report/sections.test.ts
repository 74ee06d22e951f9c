import { expect, test } from 'vitest'
import { measureAblation } from '../figures/ablation.ts'
import { measureExplanations } from '../figures/explanations.ts'
import { measureQuality } from '../figures/quality.ts'
import { compare } from '../figures/side-by-side.ts'
import { campaignScore, emptyWorld } from '../figures/testing.ts'
import { ABLATED } from '../worlds/types.ts'
import { ablationSection } from './ablation-section.ts'
import { explanationsSection } from './explanations-section.ts'
import { classSection } from './sections.ts'
import { sideBySideSection } from './side-by-side-section.ts'

const base = emptyWorld()
const world = emptyWorld({
  score: { ...base.score, campaigns: [campaignScore('plain', 10, 1), campaignScore('diluted', 10, 0.5)] },
  ablation: ABLATED.map((without) => ({
    without,
    references: 200,
    campaigns: [{ class: 'plain', recall: 0.25, recall_confirmed: 0 }],
    accused: { suspected: { accounts: 4, innocent: 1 }, confirmed: { accounts: 0, innocent: 0 } },
  })),
  explanations: {
    evidence: {
      checked: 20,
      failed: [{ campaign: 'c', signal: 'shared-card', stated: 'twelve', returned: 'eleven' }],
    },
    near_misses: [{ kind: 'firm', accounts: 18, named: null, linked: false, cleared_by: ['card'] }],
    watched: { groups: 1, in_evidence: 0, in_comparison: 0, unexplained: ['18 accounts'] },
    nearest: { groups: 3, told_apart: 2 },
  },
})

const sections = {
  classSection: classSection({ quality: measureQuality([world]) }),
  sideBySideSection: sideBySideSection({
    sideBySide: compare([base], [world]),
    larger: { scan: null, pass: null, labelled: null, heldOut: null },
  }),
  ablationSection: ablationSection({ ablation: measureAblation([world]) }),
  explanationsSection: explanationsSection({ explanations: measureExplanations([world]) }),
}

test.each(Object.entries(sections))(
  '%s: every row has as many cells as its table has headings',
  (_, parts) => {
    const tables = parts.filter((part) => part.startsWith('|'))
    expect(tables.length).toBeGreaterThan(0)
    for (const table of tables) {
      expect(new Set(table.split('\n').map((line) => line.split(' | ').length)).size, table).toBe(1)
    }
  },
)

test('what each family adds: without it and with it, class by class', () => {
  const text = sections.ablationSection.join('\n')
  expect(text).toContain('| nothing left out | 100.0 % | 50.0 % | - | - | 75.0 % |')
  expect(text).toContain(
    '| network | 25.0 % | - | - | - | 25.0 % | 0.0 % | - (0 of 0 wrong) | 75.00 % (1 of 4 wrong) | 200 |',
  )
})

test('an ablation says what it leaves in, and a query run again what it does not show', () => {
  expect(sections.ablationSection.join('\n')).toContain('not as if its fields had never been recorded')
  const text = sections.explanationsSection.join('\n')
  expect(text).toContain('not that the figure means what is said')
  expect(text).toContain('Every other sentence counts as one, whatever it says')
})

test('explanations that fail are listed, not only counted', () => {
  const text = sections.explanationsSection.join('\n')
  expect(text).toContain('19 of 20 evidence queries returned their figure')
  expect(text).toContain('| plain 1 | c | shared-card | twelve | eleven |')
  expect(text).toContain('- plain 1: 18 accounts')
  expect(text).toContain('Of 1 of 1 (100 %) the result states')
  expect(text).toContain('| firm | 1 | 0 | 0 | 1 | 0 | 0 | card (1) |')
})
