import { expect, test } from 'vitest'
import { barredAccounts, baselineRows } from './baseline-rows.ts'

test('whom detection accuses in no case the baselines do not accuse either', () => {
  const principals = {
    accounts: [['seat1', 'seat2'], ['vouched'], ['anybody']],
    contracted: Uint8Array.of(1, 0, 0),
    vouched: Uint8Array.of(0, 1, 0),
  }
  const barred = barredAccounts({ principals })
  expect([...barred]).toEqual(['seat1', 'seat2', 'vouched'])
  const scores = [new Map(['seat1', 'seat2', 'vouched', 'anybody'].map((account) => [account, 7]))]
  const rows = baselineRows(
    ['anybody', 'idle', 'seat1', 'vouched'],
    new Map([['anybody', 2]]),
    scores,
    barred,
  )
  expect(rows.map(({ scores: own }) => own)).toEqual([[7], [0], [0], [0]])
  expect(rows.map(({ owner }) => owner)).toEqual([2, -1, -1, -1])
  expect(new Set(rows.map(({ tie }) => tie)).size).toBe(4)
})
