import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Campaign, Member } from '../../record/index.ts'
import { runPass } from '../pass.ts'
import { type Carrier, carrierTraffic, type OpenStore, poolTraffic, storeWith } from '../testing/traffic.ts'
import { BRINGS_OTHER } from './members.ts'

/** All carry the pool's instruction, in a fifth of what its members send or once. */
const CARRIERS: readonly Carrier[] = [
  { account: 'range-tasks', address: '10.9.0.3', texts: 'tasks', requests: 20 },
  { account: 'range-own', address: '10.9.0.3', texts: 'own', requests: 20 },
  { account: 'range-own-once', address: '10.9.0.3', texts: 'own', requests: 1 },
  { account: 'card-own', address: '10.77.1.1', card: 'pool-card-2', texts: 'own', requests: 20 },
]

let open: OpenStore
let campaigns: readonly Campaign[]

beforeAll(async () => {
  const pool = poolTraffic()
  const others = carrierTraffic(CARRIERS)
  open = await storeWith({
    accounts: [...pool.accounts, ...others.accounts],
    requests: [...pool.requests, ...others.requests],
  })
  ;({ campaigns } = await runPass(open.store))
})

afterAll(() => open.close())

function memberOf(account: string): Member | undefined {
  return campaigns.flatMap(({ members }) => members).find(({ account_id: id }) => id === account)
}

test('one pool is found', () => {
  expect(campaigns).toHaveLength(1)
})

test('who carries the instruction, is tied to the pool and writes what it writes is core', () => {
  expect(memberOf('range-tasks')).toMatchObject({ role: 'core' })
})

test('a card of the pool makes core of whatever texts', () => {
  expect(memberOf('card-own')).toMatchObject({ role: 'core' })
})

test.each(['range-own', 'range-own-once'])(
  'who came by the instruction and its addresses, on texts of its own, is linked (%s)',
  (account) => {
    const member = memberOf(account)
    expect(member?.role).toBe('linked')
    expect(member?.reasons).toContain(BRINGS_OTHER)
  },
)
