import { expect, test } from 'vitest'
import { summaryOf } from './summary.ts'

const parts = { ties: ['identities', 'networks'], takes: 'grades for answers' }

test('requests are not all said to be harvest: they may be cover', () => {
  expect(summaryOf(parts, 60, 10_000)).toBe(
    '60 accounts tied by identities, networks collect grades for answers; 10,000 requests in all.',
  )
})

test('of an open customer it is said by what it is one', () => {
  const open = { ties: [], takes: 'training prompts', open: 'mail domain' }
  expect(summaryOf(open, 38, 1_404)).toBe(
    '38 accounts, openly one customer by their mail domain, collect training prompts; 1,404 requests in all.',
  )
})

test('whom a follow-up attached was not tested for what ties the others', () => {
  expect(summaryOf(parts, 65, 10_000, 5)).toBe(
    '60 accounts tied by identities, networks, and 5 attached since, collect grades for answers; 10,000 requests in all.',
  )
  expect(summaryOf({ ties: [] }, 3, 9, 1)).toBe(
    '2 accounts tied by their instruction, and 1 attached since, sent 9 requests; without prompt text their purpose is unknown.',
  )
})
