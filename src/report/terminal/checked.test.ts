import { expect, test } from 'vitest'
import { POOL_EVIDENCE } from '../testing/evidence.ts'
import { renderChecked } from './checked.ts'

/** What is said of all items, of which the last says something else now. */
function said(readSince: boolean, same = false): string {
  const last = POOL_EVIDENCE.length - 1
  const checked = POOL_EVIDENCE.map((item, i) => ({ item, now: 'other', same: same || i < last, readSince }))
  return renderChecked(checked, { width: 80, colour: false }).replace(/\s+/g, ' ')
}

test('a difference is explained by what was read since, where anything was', () => {
  expect(said(true)).toContain(
    'Logs or account data were read since the last full pass: requests that came late',
  )
  expect(said(false)).toContain('No logs or account data were read since the last full pass')
})

test('without a difference there is nothing to explain', () => {
  expect(said(true, true)).toContain('every figure is as stated')
  expect(said(true, true)).not.toContain('since the last full pass')
})
