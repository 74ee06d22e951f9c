import { expect, test } from 'vitest'
import type { Family } from '../record/index.ts'
import { incompleteFields, unreachable } from './reachability.ts'
import { exampleResult } from './testing/fixture.ts'

const { data_quality } = exampleResult().result

function withFamilies(checked: readonly Family[], left: readonly Family[] = []): string[] | null {
  return unreachable({
    ...data_quality,
    signals_checked: checked.map((family) => ({ signal: `${family}-signal`, family })),
    signals_left_out: left.map((family) => ({ signal: `${family}-other`, family, reason: 'no field' })),
  })
}

test('enough families on both axes put nothing out of reach', () => {
  expect(withFamilies(['identity', 'network', 'content', 'elicitation'])).toEqual([])
})

test.each<[string, Family[], RegExp]>([
  ['no coordination', ['content', 'elicitation'], /no group can be suspected or confirmed/],
  [
    'one coordination family',
    ['timing', 'content', 'elicitation'],
    /timing alone: no campaign can be confirmed/,
  ],
  ['economics alone is not intent', ['identity', 'network', 'economics'], /intent could not be tested/],
  ['one intent family', ['identity', 'network', 'content'], /content alone: no campaign can be confirmed/],
])('%s', (_, families, words) => {
  const blocked = withFamilies(families)
  expect(blocked).toHaveLength(1)
  expect(blocked?.[0]).toMatch(words)
})

test('families of which nothing ran are named, those partly run are not', () => {
  expect(withFamilies(['identity', 'network', 'content', 'elicitation'], ['timing', 'network'])).toEqual([
    'Nothing at all was seen of timing.',
  ])
})

test('without a list of signals that ran, nothing is claimed', () => {
  expect(unreachable({ ...data_quality, signals_checked: undefined })).toBeNull()
})

test('incomplete fields come scarcest first', () => {
  expect(incompleteFields(data_quality).map(({ field }) => field)).toEqual([
    'tls_fingerprint',
    'referral_code',
    'phone_hash',
    'client_address',
    'input_text',
  ])
})
