import { expect, test } from 'vitest'
import { exampleResult } from '../testing/fixture.ts'
import { layOutCloud, numbered } from './cloud.ts'

const graphs = exampleResult().pictures.map(({ graph }) => numbered(graph))
const inputOf = ({ accounts, keys, edges }: (typeof graphs)[number]) => ({
  accounts: accounts.length,
  keys: keys.length,
  edges,
})

test('the same graph gives the same places, one for every account and key', () => {
  for (const graph of graphs) {
    const cloud = layOutCloud(inputOf(graph))
    expect(layOutCloud(inputOf(graph))).toEqual(cloud)
    expect([cloud.accounts.length, cloud.keys.length]).toEqual([graph.accounts.length, graph.keys.length])
    for (const { x, y } of [...cloud.accounts, ...cloud.keys]) {
      expect(Number.isInteger(x) && Number.isInteger(y)).toBe(true)
    }
  }
})

test('hardly any account covers another, even among 5,000', () => {
  for (const graph of graphs) {
    const { accounts } = layOutCloud(inputOf(graph))
    const cells = new Map<string, number>()
    // Two in one square of half the distance they should keep.
    for (const { x, y } of accounts) {
      const cell = `${Math.floor(x / 5)} ${Math.floor(y / 5)}`
      cells.set(cell, (cells.get(cell) ?? 0) + 1)
    }
    const covered = [...cells.values()].reduce((sum, count) => sum + count - 1, 0)
    expect(covered / accounts.length).toBeLessThan(0.05)
  }
})

test('accounts stand nearer to what they share than to what they do not', () => {
  const [first, second] = [0, 1].map((key) =>
    Array.from({ length: 30 }, (_, i) => ({ account: 30 * key + i, key, bits: 4 })),
  )
  const cloud = layOutCloud({ accounts: 60, keys: 2, edges: [...(first ?? []), ...(second ?? [])] })
  cloud.accounts.forEach(({ x, y }, account) => {
    const distances = cloud.keys.map((key) => Math.hypot(key.x - x, key.y - y))
    expect(distances.indexOf(Math.min(...distances))).toBe(account < 30 ? 0 : 1)
  })
})

test('a graph without keys, or with one, is laid out as well', () => {
  expect(layOutCloud({ accounts: 0, keys: 0, edges: [] })).toEqual({ accounts: [], keys: [] })
  const one = layOutCloud({ accounts: 2, keys: 1, edges: [{ account: 0, key: 0, bits: 0 }] })
  for (const { x, y } of [...one.accounts, ...one.keys]) expect(Number.isFinite(x + y)).toBe(true)
})
