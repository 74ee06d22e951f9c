import { expect, test } from 'vitest'
import { parseTime } from './normalise.ts'
import { normaliseRequest } from './request.ts'

const TIME = Date.UTC(2026, 4, 1)

function read(row: Record<string, unknown>) {
  const result = normaliseRequest(row)
  return result.ok ? { ...result.record, dropped: result.dropped } : result.reason
}

test('of a field’s names its own counts first, then its aliases in their order, wherever they stand in the row', () => {
  const expected = { time: TIME, account_id: 'own', dropped: [] }
  expect(read({ customer_id: 'c', user_id: 'b', account: 'a', account_id: 'own', time: TIME })).toEqual(
    expected,
  )
  expect(read({ account_id: 'own', account: 'a', time: TIME })).toEqual(expected)
  expect(read({ customer_id: 'c', user_id: 'b', time: TIME })).toEqual({ ...expected, account_id: 'b' })
})

test('a null gives way to an alias, an empty text does not', () => {
  expect(read({ account_id: null, user_id: 'b', time: TIME })).toMatchObject({ account_id: 'b' })
  expect(read({ account_id: '', user_id: 'b', time: TIME })).toBe('no account_id')
})

test('nothing of one row is found in the next, not even after a row that cannot be used', () => {
  expect(read({ account_id: 'a', status: 200, input_text: 'Why?' })).toBe('no time')
  expect(read({ account_id: 'b', time: TIME })).toEqual({ account_id: 'b', time: TIME, dropped: [] })
})

test('values of the wrong type are dropped and named in the order of the table, unknown fields ignored', () => {
  expect(
    read({
      status: 'fine',
      temperature: 'warm',
      nonsense: 1,
      account_id: 'a',
      time: TIME,
      toString: 'x',
      constructor: 'y',
    }),
  ).toEqual({ account_id: 'a', time: TIME, dropped: ['temperature', 'status'] })
  expect(read({ account_id: {}, time: TIME })).toBe('unusable account_id')
})

test('a number as an id is its digits, unless digits are lost already: then it is refused, and named', () => {
  const id = 12_345_678_901_234_567_890n
  expect(read({ account_id: 7, time: TIME })).toMatchObject({ account_id: '7' })
  expect(read({ account_id: id, time: TIME })).toMatchObject({ account_id: String(id) })
  expect(read({ account_id: Number(id), time: TIME })).toBe('unusable account_id')
  expect(read({ account_id: 'a', api_key_id: Number(id), time: TIME })).toMatchObject({
    dropped: ['api_key_id'],
  })
})

test('keys that mean something to JavaScript are keys like others', () => {
  const row = JSON.parse(`{"__proto__":{"account_id":"inherited"},"time":${TIME},"account_id":"a"}`)
  expect(read(row)).toEqual({ account_id: 'a', time: TIME, dropped: [] })
})

test.each([
  ['2026-05-01', 0],
  ['2026-05-01T10:11', 36_660_000],
  ['2026-05-01T10:11:12.5Z', 36_672_500],
  ['2026-05-01 10:11:12', 36_672_000],
  ['2026-05-01T10:11:12+02:00', 29_472_000],
  ['2026-05-01T10:11:12-0530', 56_472_000],
  // PostgreSQL, BigQuery, Snowflake
  ['2026-05-01 10:11:12+00', 36_672_000],
  ['2026-05-01 10:11:12.123456-05', 54_672_123],
  ['2026-05-01 10:11:12 UTC', 36_672_000],
  ['2026-05-01 10:11:12.25 GMT', 36_672_250],
  ['2026-05-01 10:11:12.000 +0200', 29_472_000],
])('%s is a time', (text, afterMidnight) => {
  expect(parseTime(text)).toBe(TIME + afterMidnight)
})

test.each([
  ...['02/04/2026', '13/04/2026', '31.12.2026', '1 May 2026', 'May 1, 2026 10:00', '2026/05/01', '20260501'],
  ...['2026-5-1', '2026-05', '2026-13-01', '2026-05-01 10:11 CEST', '2026-05-01 25:00', '2100-01-01', ''],
])('%j is none, wherever the machine stands', (text) => {
  expect(parseTime(text)).toBeUndefined()
})
