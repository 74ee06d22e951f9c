import { expect, test } from 'vitest'
import { emptyResult, exampleResult } from '../testing/fixture.ts'
import { renderFollowUp } from './follow-up.ts'
import { displayWidth } from './paper.ts'

const { result } = exampleResult()
const said = {
  full_pass: 7,
  full_pass_at: '2026-05-02T01:30:00.000Z',
  requests: 3_112,
  accounts: 1,
  attached: [
    ...Array.from({ length: 12 }, (_, i) => ({
      campaign_id: 'cmp-00000001',
      account_id: `acct-${i}`,
      role: 'core' as const,
    })),
    { campaign_id: 'cmp-00000001', account_id: '\x1b[31mevil', role: 'linked' as const },
    { campaign_id: 'cmp-00000002', account_id: 'other', role: 'linked' as const },
  ],
}
const words = (width: number, more: object = {}): string =>
  renderFollowUp({ ...result, follow_up: { ...said, ...more } }, { width, colour: false })

test('tells which campaigns gained whom, and what it is not', () => {
  const text = words(80).replace(/\s+/g, ' ')
  expect(text).toContain('full pass of 2026-05-02 01:30 UTC: 3,112 new requests of 1 account.')
  expect(text).toContain('cmp-00000001 gained 12 core accounts: acct-0, acct-1')
  expect(text).toContain('acct-9, and 2 more')
  expect(text).toContain('cmp-00000002 gained 1 linked account: other')
  expect(text).toContain('only a full pass finds new campaigns')
  expect(text).not.toContain('\x1b')
})

test.each([24, 60])('at %i columns nothing is wider', (width) => {
  for (const line of words(width).split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width)
})

test('says so where there is nothing to tell', () => {
  expect(words(80, { attached: [] })).toContain('No campaign gained an account.')
  const none = renderFollowUp({ ...emptyResult(), follow_up: said }, { width: 200, colour: false })
  expect(none).toContain('found no campaign')
  expect(renderFollowUp(result, { width: 80, colour: false })).toBe('')
})
