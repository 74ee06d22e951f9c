import { expect, test } from 'vitest'
import type { Alternative } from '../record/index.ts'
import { alternativesOf, withoutCommon } from './digest.ts'
import { evidence } from './testing/evidence.ts'
import { exampleResult } from './testing/fixture.ts'

const [campaign] = exampleResult().result.campaigns
if (!campaign) throw new Error('the fixture has three campaigns')

const alternative = (explanation: string, outcome: Alternative['outcome'] = 'rejected'): Alternative => ({
  explanation,
  outcome,
  detail: `about ${explanation}`,
})
const item = (...alternatives: Alternative[]) =>
  evidence({
    signal: 's',
    family: 'identity',
    axis: 'coordination',
    observation: 'o',
    p_value: 0.01,
    alternatives,
  })
const [firm, family, luck] = [alternative('firm'), alternative('family'), alternative('luck', 'not_testable')]

test('what holds for all items stands once, and nothing of an item is lost', () => {
  const { common, items } = withoutCommon([item(firm, family), item(luck, firm)])
  expect(common).toEqual([firm])
  expect(items.map(({ alternatives }) => alternatives)).toEqual([[family], [luck]])
})

test('an explanation that fared otherwise elsewhere is not common', () => {
  const open = { ...firm, outcome: 'not_excluded' as const }
  expect(withoutCommon([item(firm), item(open)]).common).toEqual([])
})

test('a single item keeps its own', () => {
  expect(withoutCommon([item(firm)])).toMatchObject({ common: [], items: [{ alternatives: [firm] }] })
})

test('explanations are counted once, however many items they concern', () => {
  const counted = alternativesOf({ ...campaign, evidence: [item(firm, luck), item(firm, luck, family)] })
  expect(counted).toEqual({ rejected: [firm, family], not_excluded: [], not_testable: [luck] })
})
