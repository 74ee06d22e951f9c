import { expect, test } from 'vitest'
import { READER_FAILED } from '../failure.ts'
import { mergeParts } from './families.ts'
import type { PlacedPart } from './part.ts'

test('parts at which a merge fails are unreadable, and cost no others anything', () => {
  const part: PlacedPart = {
    family: 'azure-apim',
    kind: 'gateway',
    join: 'x',
    fields: {
      get account_id(): string {
        throw new TypeError('broken')
      },
    },
    key: 1,
    line: 7,
    file: 0,
  }
  expect(mergeParts([part, { ...part, kind: 'llm', fields: {} }], { present: new Set() })).toEqual([
    { of: part, conversion: { reason: `${READER_FAILED} (TypeError: broken)` } },
  ])
})

test('a url that is no text is none', () => {
  const placed = { family: 'azure-apim', join: 'x', key: 1, line: 1, file: 0 } as const
  const parts: PlacedPart[] = [
    {
      ...placed,
      kind: 'gateway',
      fields: { time: '2026-05-01T00:00:00Z', account_id: 'a', url: { toString: 0, valueOf: 0 } },
    },
    { ...placed, kind: 'llm', fields: { sequence: 0, request_messages: '[]' } },
  ]
  expect(mergeParts(parts, { present: new Set() })).toMatchObject([
    { conversion: { record: { account_id: 'a' } } },
  ])
})
