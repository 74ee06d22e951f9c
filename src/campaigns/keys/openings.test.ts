import { expect, test } from 'vitest'
import { degree, keyCount } from '../../signals/index.ts'
import { clopperPearson, createRandom } from '../../statistics/index.ts'
import { testWithoutTiming } from '../coordination/coordination.ts'
import { groupOf, span, worldOf } from '../testing/worlds.ts'
import { signUpWindows, strataFor } from './openings.ts'

test('a sitting is in one piece in one of the two cuts', () => {
  for (let start = 1; start < 13; start++) {
    // Four accounts within three hours, the rest of unknown age.
    const world = worldOf({ count: 50, openedAt: (p) => (p < 4 ? start + 0.9 * p : undefined) })
    const whole = signUpWindows(world).some((edges) => keyCount(edges) === 1 && degree(edges, 0) === 4)
    expect(whole, `from hour ${start}`).toBe(true)
  }
})

/** Six hundred newcomers of a fortnight among ten thousand, in strata of all ages. */
function newcomers(seed: string) {
  const random = createRandom(seed)
  const opened = span(0, 10_000).map((p) =>
    p < 600 ? 1 + random.integer(14 * 24 - 1) : -24 * (40 + random.integer(900)),
  )
  const hours = new Map<number, number[]>()
  opened.forEach((hour, p) => {
    hours.set(hour, [...(hours.get(hour) ?? []), p])
  })
  return worldOf({
    count: 10_000,
    hours: () => [12],
    stratum: (p) => p % 30,
    openedAt: (p) => opened[p],
    keys: { 'sign-up-batch': [...hours.values()].filter((holders) => holders.length > 1) },
  })
}

test('who is new is not related for that: users of a tool released this fortnight opened their accounts in it', () => {
  const world = newcomers('newcomers')
  const small = span(0, 60).filter((round) => {
    const users = createRandom(`users ${round}`).sample(600, 100)
    const { tests } = testWithoutTiming(world, { members: groupOf(users), proposedBy: 'content' }, [])
    return tests.some(({ signal, logP }) => signal === 'sign-up-batch' && logP <= Math.log(0.05))
  })
  expect(clopperPearson(small.length, 60, 0.999).lower).toBeLessThanOrEqual(0.05)
})

test('a batch among them is', () => {
  const world = newcomers('batch')
  const { createdAt } = world.principals
  const batch = span(0, 40)
  for (const p of batch) createdAt[p] = world.start + (100 + (p % 5)) * 3_600_000
  const { tests } = testWithoutTiming(world, { members: groupOf(batch), proposedBy: 'content' }, [])
  expect(tests.find(({ signal }) => signal === 'sign-up-batch')?.logP).toBeLessThan(Math.log(1e-6))
})

test('strata of openings hold one class of age each, and are no smaller than a stratum may be', () => {
  const world = newcomers('strata')
  const hours = world.keys.get('sign-up-batch')
  const strata = hours ? strataFor(world, hours) : new Uint32Array()
  const isNew = (p: number): boolean => world.principals.createdAt[p] >= world.start
  const olds = new Set(span(600, 10_000).map((p) => strata[p]))
  expect(span(0, 600).every((p) => isNew(p) && !olds.has(strata[p]))).toBe(true)
  expect(new Set(span(0, 600).map((p) => strata[p])).size).toBe(1)
})
