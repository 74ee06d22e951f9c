import { expect, onTestFinished, test } from 'vitest'
import { disjointShards } from './disjoint-shards.ts'
import type { Figures } from './signal.ts'
import { emptyStore, START } from './testing/traffic.ts'

const INSTRUCTION =
  'Answer the following question in as few words as you possibly can and name the page it is on.'
const passage = (name: string): string =>
  `The passage called ${name} tells at some length what the harbour master of the town wrote about ${name} in spring.`

test('every passage counts that an account sent a few times, however many share it; its instruction does not', async () => {
  const open = await emptyStore()
  onTestFinished(() => open.close())
  const requests = Array.from({ length: 10 }, (_, account) =>
    // Six of its own, and six that three accounts send each.
    Array.from({ length: 12 }, (_, i) => {
      const name = i < 6 ? `own${account}x${i}` : `common${(account + i) % 20}`
      const text = `${INSTRUCTION} ${passage(name)}`
      return { time: START + i * 60_000, account_id: `account-${account}`, input_text: text }
    }),
  ).flat()
  await open.read({ requests })
  const query = disjointShards.query
    .replaceAll('{accounts}', '(SELECT DISTINCT account_id FROM requests)')
    .replaceAll('{until}', 'now64()')
  const [row] = await open.store.query<Figures>(query, {}, { numbers: true })
  const common = new Set(Array.from({ length: 10 }, (_, a) => [6, 7, 8, 9, 10, 11].map((i) => a + i)).flat())
  // Those at the ends are sent by one account alone.
  expect(row).toEqual({ figure: common.size - 2, total: 60 + common.size, accounts: 10 })
})
