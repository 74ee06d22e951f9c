import { describe, expect, test } from 'vitest'
import type { Campaign } from '../../record/index.ts'
import { continued, detectedBy, newId, saysTheSame } from './track.ts'

function campaign(id: string, accounts: readonly string[]): Campaign {
  return {
    id,
    kind: 'group',
    revision: 1,
    verdict: 'suspected',
    review: 'unreviewed',
    summary: '',
    accounts: [...accounts],
    members: [],
    detected_at: '2026-01-05T00:00:00.000Z',
    detected_basis: 'batch',
    first_seen: '2026-01-05T00:00:00.000Z',
    last_seen: '2026-01-06T00:00:00.000Z',
    requests: 1,
    tokens: 1,
    families: [],
    tactics: [],
    coordination_q: 0.0001,
    intent_rank: '1 of 300',
    evidence: [],
  }
}

const letters = (text: string): string[] => [...text]
const idsOf = (found: readonly string[], earlier: readonly Campaign[]): (string | undefined)[] =>
  continued(found.map(letters), earlier).map((one) => one?.id)

test('the name of a new campaign is that of its accounts, and none that is taken', () => {
  const first = newId(letters('cab'))
  expect(newId(letters('abc'))).toBe(first)
  const second = newId(letters('abc'), new Set([first]))
  expect(second).toMatch(/^cmp-[0-9a-f]{8}$/)
  expect(second).not.toBe(first)
  expect(newId(letters('bca'), new Set([first]))).toBe(second)
  expect(newId(letters('abc'), new Set([first, second]))).not.toBe(first)
})

describe('a campaign found again', () => {
  const [a, b] = [campaign('cmp-a', letters('abcdef')), campaign('cmp-b', letters('uvwxyz'))]

  test('keeps its name while it grows, shrinks and turns over', () => {
    expect(idsOf(['abcdef', 'uvwxyz'], [a, b])).toEqual(['cmp-a', 'cmp-b'])
    expect(idsOf(['abcdefghijklmn'], [a, b])).toEqual(['cmp-a'])
    expect(idsOf(['bcde'], [a, b])).toEqual(['cmp-a'])
    expect(idsOf(['cdefghi'], [a, b])).toEqual(['cmp-a'])
  })

  test('is another when it has hardly anybody in common', () => {
    expect(idsOf(['fghijk'], [a, b])).toEqual([undefined])
    expect(idsOf(['mnop'], [a, b])).toEqual([undefined])
    expect(idsOf(['abc'], [])).toEqual([undefined])
  })

  test('is not found in a group that holds half of it or less, however small or large that group is', () => {
    expect(idsOf(['bc'], [a, b])).toEqual([undefined])
    const crowd = Array.from({ length: 500 }, (_, i) => `stranger-${i}`)
    expect(continued([[...letters('abc'), ...crowd]], [a])).toEqual([undefined])
    expect(continued([[...letters('abcd'), ...crowd]], [a])).toEqual([a])
  })

  test('goes on in its larger part when it splits', () => {
    expect(idsOf(['ab', 'cd', 'ef'], [a])).toEqual([undefined, undefined, undefined])
    expect(idsOf(['ab', 'cdef'], [a])).toEqual([undefined, 'cmp-a'])
    expect(idsOf(['cdef', 'ab'], [a])).toEqual(['cmp-a', undefined])
  })

  test('takes the name of the one it shares more with when two become one', () => {
    expect(idsOf(['abcdefxyz'], [a, b])).toEqual(['cmp-a'])
    expect(idsOf(['abcduvwxyz'], [a, b])).toEqual(['cmp-b'])
  })

  test('never shares a name with another found at the same time', () => {
    const ids = idsOf(['abc', 'abcd', 'abcde'], [a]).filter((id) => id !== undefined)
    expect(ids).toEqual(['cmp-a'])
  })
})

test('a new name is made of the accounts, in any order, and fit for a query', () => {
  expect(newId(letters('cab'))).toBe(newId(letters('abc')))
  expect(newId(letters('abc'))).not.toBe(newId(letters('abd')))
  expect(newId(['a', 'b,c'])).not.toBe(newId(['a,b', 'c']))
  expect(newId(letters('abc'))).toMatch(/^cmp-[0-9a-f]{8}$/)
})

test('revisions differ by what they say, not by when or under which number', () => {
  const first = campaign('cmp-a', letters('abc'))
  expect(saysTheSame(first, { ...first, revision: 7, detected_at: '2027-01-01T00:00:00.000Z' })).toBe(true)
  expect(saysTheSame(first, { ...first, accounts: letters('abcd') })).toBe(false)
  expect(saysTheSame(first, { ...first, verdict: 'confirmed' })).toBe(false)
  expect(saysTheSame(first, { ...first, requests: 2 })).toBe(false)
})

describe('a campaign is detected', () => {
  const found = (verdict: Campaign['verdict'], month: string): Campaign => ({
    ...campaign('cmp-a', letters('abc')),
    verdict,
    detected_at: `2026-${month}-01T00:00:00.000Z`,
  })
  const [watched, accused] = [found('watch', '01'), found('suspected', '02')]

  test('when it was first suspected, and not when it came on watch', () => {
    expect(detectedBy([watched], 'suspected')).toBeUndefined()
    expect(detectedBy([accused], 'confirmed')).toBe(accused)
    expect(detectedBy([accused], 'watch')).toBe(accused)
    expect(detectedBy([watched, accused, { ...accused, verdict: 'watch' }], 'suspected')).toBe(accused)
  })

  test('when it came on watch, as long as it is no more', () => {
    expect(detectedBy([watched], 'watch')).toBe(watched)
  })
})
