import { expect, test } from 'vitest'
import { rangesOf } from './parquet-ranges.ts'

const MIB = 1024 * 1024

test('row groups are cut by rows and by bytes, and the last rows end where the file ends', () => {
  const groups = [
    { rows: 1_048_576, flat: 1_048_576 * 4096, nested: 10 * MIB },
    { rows: 50_000, flat: 50_000, nested: 0 },
    { rows: 3, flat: 300 * MIB, nested: 0 },
  ]
  const bytes = 1_234_567_891
  const ranges = [...rangesOf(groups, bytes)]
  const ends = ranges.map(({ rowEnd }) => rowEnd)
  expect(ranges.map(({ rowStart }) => rowStart)).toEqual([0, ...ends.slice(0, -1)])
  expect(ends.at(-1)).toBe(1_098_579)
  expect(ranges.filter(({ rowGroup }) => rowGroup === 0)).toHaveLength(128)
  expect(ranges[0]).toMatchObject({ rowEnd: 8192, weight: 42 * MIB })
  expect(ranges.filter(({ rowGroup }) => rowGroup === 1)).toHaveLength(2)
  expect(ranges.slice(-3).map(({ weight }) => weight)).toEqual([100 * MIB, 100 * MIB, 100 * MIB])
  expect(ranges.at(-1)?.consumed).toBe(bytes)
})

test('whatever a damaged footer claims, the ranges are few', () => {
  const count = (rows: number, flat: number) => [...rangesOf([{ rows, flat, nested: 0 }], 1000)].length
  expect(count(1e15, 1e18)).toBeLessThanOrEqual(4_096)
  expect(count(1e15, -5)).toBeLessThanOrEqual(4_096)
  expect(count(-7, 100)).toBe(0)
  expect(count(0, 0)).toBe(0)
})
