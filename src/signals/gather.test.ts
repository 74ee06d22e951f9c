import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Store } from '../store/index.ts'
import { gatherRows, heldByTwo } from './gather.ts'

test('a key counts once two accounts hold it, however often one of them is told', () => {
  const pair = fc.record({ key: fc.integer({ min: 1, max: 8 }), account: fc.integer({ min: 0, max: 5 }) })
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 40 }), (pairs) => {
      const kept = [
        ...heldByTwo(
          Float64Array.from(pairs, ({ key }) => key),
          Uint32Array.from(pairs, ({ account }) => account),
        ),
      ].map((i) => `${pairs[i].key} ${pairs[i].account}`)
      const holders = (key: number) =>
        new Set(pairs.filter((one) => one.key === key).map(({ account }) => account))
      const expected = new Set(
        pairs.filter(({ key }) => holders(key).size >= 2).map(({ key, account }) => `${key} ${account}`),
      )
      expect(kept.length).toBe(expected.size)
      expect(new Set(kept)).toEqual(expected)
    }),
  )
})

test('accounts of several stores stand in the order of their bytes, as in one', async () => {
  const holding = (...accounts: string[]): Pick<Store, 'query'> => ({
    query: async <Row>() => accounts.map((account_id) => ({ account_id }) as Row),
  })
  // U+FF21 sorts after U+1F600 by UTF-16 units, and before it by bytes.
  const stores = [holding('a', 'Ａ'), holding('B', '😀')] as unknown as Store[]
  const rows = await gatherRows<{ account_id: string }>(stores, 'SELECT 1', {})
  expect(rows.map(({ account_id }) => account_id)).toEqual(['B', 'a', 'Ａ', '😀'])
  await expect(gatherRows([...stores, ...stores], 'SELECT 1', {})).rejects.toMatchObject({ code: 'SW_USAGE' })
})
