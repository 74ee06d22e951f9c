import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CampaignPicture } from '../../record/index.ts'
import { runPass } from '../pass.ts'
import { OCCASIONAL, type OpenStore, poolNames, poolTraffic, storeWith } from '../testing/traffic.ts'

const DAY = 86_400_000
const traffic = poolTraffic()
const accused = new Set([OCCASIONAL, ...poolNames])
const start = Math.min(...traffic.requests.map(({ time }) => time))
const released = Math.floor(start / DAY) * DAY + 5 * DAY
const closed = released + 2 * DAY
const reopened = closed + 5 * 3_600_000

/** Two of the pool's accounts are closed, and one opened just after; the pool moves to a new model, nobody else does. */
const changed = {
  accounts: traffic.accounts.map((account) => {
    if (account.account_id === poolNames[0] || account.account_id === poolNames[1])
      return { ...account, closed_at: closed }
    return account.account_id === poolNames[2] ? { ...account, created_at: reopened } : account
  }),
  requests: traffic.requests.map((request) => ({
    ...request,
    request_model: accused.has(request.account_id) && request.time >= released ? 'new' : 'old',
    status: request.account_id === poolNames[3] ? 429 : 200,
  })),
}
const own = changed.requests.filter(({ account_id: id }) => accused.has(id))

let open: OpenStore
let picture: CampaignPicture | undefined

beforeAll(async () => {
  open = await storeWith(changed)
  const releases = [{ model: 'new', time: released }]
  picture = (await runPass(open.store, { releases })).pictures[0]
})
afterAll(() => open.close())

test('the portrait counts what the core accounts are, use and take', () => {
  const portrait = picture?.portrait
  expect(portrait).toMatchObject({
    described: accused.size,
    plans: [{ name: 'pro', count: accused.size }],
    opened: { in_window: 1, most_in_a_day: 1, day: new Date(reopened).toISOString().slice(0, 10) },
    closed: { accounts: 2, first: new Date(closed).toISOString().replace('.000', ''), replaced: 1 },
    input_tokens: 100 * own.length,
    output_tokens: 200 * own.length,
    texts: own.length,
    bodies: own.length,
    statuses: own.length,
    refused: own.filter(({ status }) => status === 429).length,
  })
  const models = new Map(portrait?.models.map(({ name, count }) => [name, count]))
  for (const model of ['old', 'new'])
    expect(models.get(model)).toBe(own.filter((request) => request.request_model === model).length)
  expect(portrait?.pivots).toEqual([
    {
      model: 'new',
      released: new Date(released).toISOString(),
      within_day: 1,
      within_three_days: 1,
      others_within_three_days: 0,
    },
  ])
  const days = new Map<string, number>()
  for (const { time } of own) {
    const day = new Date(time).toISOString().slice(0, 10)
    days.set(day, (days.get(day) ?? 0) + 1)
  }
  expect(portrait?.busiest_day?.requests).toBe(Math.max(...days.values()))
})

test('closures and releases are marked, and every core account has a lane in the order they appeared', () => {
  const timeline = picture?.timeline
  expect(timeline?.marks).toEqual([
    { time: released, label: 'new released', kind: 'release' },
    { time: closed, label: '2 accounts of the group closed', kind: 'closure' },
  ])
  const seen = new Map<string, number>()
  for (const { account_id: id, time } of own) seen.set(id, Math.min(seen.get(id) ?? time, time))
  const order = timeline?.lanes.map(({ account_id: id }) => seen.get(id) ?? 0) ?? []
  expect(order).toHaveLength(accused.size)
  expect(order).toEqual([...order].sort((a, b) => a - b))
  expect(timeline?.lanes.filter((lane) => lane.closed === closed)).toHaveLength(2)
  expect(timeline?.lanes.find((lane) => lane.opened !== undefined)?.account_id).toBe(poolNames[2])
})

test('look-alikes are innocent groups, come with the figures that tell them apart, and name nobody', () => {
  const comparison = picture?.comparison
  expect(comparison?.campaign).toMatchObject({ accounts: accused.size, declared: null })
  expect(comparison?.look_alikes.length).toBeGreaterThan(0)
  const figures = comparison?.look_alikes.map(({ elicited }) => elicited) ?? []
  expect(figures).toEqual([...figures].sort((a, b) => b - a))
  expect(comparison?.campaign.elicited).toBeGreaterThan(figures[0] ?? 1)
  for (const { account_id: id } of traffic.accounts) expect(JSON.stringify(comparison)).not.toContain(id)
})
