import { expect, test } from 'vitest'
import type { Clearance } from '../record/index.ts'
import { clearedGroups } from './cleared.ts'
import { detect } from './detect.ts'
import { pools } from './members/members.ts'
import { poolAmongInnocents } from './testing/scenes.ts'
import { span, worldOf } from './testing/worlds.ts'
import type { Near } from './verdict/judged.ts'

const world = worldOf({ count: 30_000 })
const accountsOf = (principals: readonly number[]): string[] =>
  principals.flatMap((principal) => world.principals.accounts[principal]).sort()

const nearOf = (members: readonly number[], ...reasons: Clearance['reason'][]): Near => ({
  members: Uint32Array.from(members),
  via: 'shared-card',
  reasons: reasons.map((reason) => ({ reason, figure: 1 })),
})
const clear = (...near: Near[]) => clearedGroups(world, { near, judged: [] }, [])

test('groups that are nearly the same count once, and the one that came nearest stands for them', () => {
  const nearest = nearOf(span(0, 20), 'card')
  const { groups, omitted } = clear(nearOf(span(0, 21), 'not-tied'), nearest, nearOf(span(0, 10), 'card'))
  expect(groups.map(({ accounts }) => accounts)).toEqual([accountsOf(span(0, 20)), accountsOf(span(0, 10))])
  expect(groups[0]).toMatchObject({ related_by: 'shared-card', reasons: [{ reason: 'card', figure: 1 }] })
  expect(omitted).toBe(0)
})

test('what hangs together comes before what does not, and one unmet condition before two', () => {
  const { groups } = clear(
    nearOf(span(100, 150), 'not-tied'),
    nearOf(span(200, 240), 'card', 'intent-rank'),
    nearOf(span(300, 310), 'card'),
  )
  expect(groups.map(({ accounts }) => accounts.length)).toEqual([10, 40, 50])
})

test('their number is bounded, and so are their accounts; how many are left out is said', () => {
  const many = span(0, 210).map((i) => nearOf(span(10 * i, 10 * i + 6), 'card'))
  expect(clear(...many)).toMatchObject({ groups: { length: 200 }, omitted: 10 })
  expect(clear(nearOf(span(0, 22_000), 'card'), nearOf(span(0, 30_000), 'card'))).toMatchObject({
    groups: [{ accounts: { length: 30_000 } }],
    omitted: 1,
  })
})

test('a firm that does what the pool does is cleared or watched, and the pool’s own members stand in no cleared group', () => {
  const scene = poolAmongInnocents()
  const detection = detect(scene.world)
  const { groups } = clearedGroups(scene.world, detection, pools(scene.world, detection.judged))
  const own = scene.pool.flatMap((principal) => scene.world.principals.accounts[principal])
  expect(groups.flatMap(({ accounts }) => accounts).filter((account) => own.includes(account))).toEqual([])
  const firm = scene.firm.flatMap((principal) => scene.world.principals.accounts[principal]).sort()
  expect(groups.find(({ accounts }) => accounts.join() === firm.join())?.reasons).toContainEqual({
    reason: 'organization',
    figure: firm.length,
  })
})

test('a pool of which all are under contract is cleared for that', () => {
  const scene = poolAmongInnocents({ contracted: [...poolAmongInnocents().pool] })
  const detection = detect(scene.world)
  const { groups } = clearedGroups(scene.world, detection, pools(scene.world, detection.judged))
  expect(groups[0]).toMatchObject({ accounts: { length: 40 }, reasons: [{ reason: 'few-core' }] })
})
