import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cron, human, quota, weekday } from './arrivals.ts'
import { Random } from './random.ts'
import { DAY, HOUR } from './world.ts'

const MONDAY = Date.UTC(2026, 0, 5)
const DAYS = 14

test("a quota is sent to the last request, within its time and the pool's hours", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 0, max: 150 }),
      fc.integer({ min: 1, max: 180 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      fc.integer(),
      (count, first, length, offset, seed) => {
        const random = new Random(seed)
        const intensity = Float64Array.from({ length: DAYS * 24 }, (_, hour) =>
          hour % 3 === 0 ? 0 : random.next() + 0.1,
        )
        const from = MONDAY + first * HOUR
        const to = from + (length + 2) * HOUR
        const plan = quota(count, intensity, MONDAY, from, to, offset)
        const times = Array.from({ length: DAYS }, (_, day) => plan(MONDAY + day * DAY, random)).flat()
        expect(times).toHaveLength(count)
        for (const time of times) {
          expect(time).toBeGreaterThanOrEqual(from)
          expect(time).toBeLessThan(to)
          expect(Math.floor((time - MONDAY) / HOUR) % 3).not.toBe(0)
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('office workers are awake by day and away at weekends', () => {
  const plan = human({ per_day: 40, zone: 8, office: true, session: 1.2, presence: 1, pause: 20 })
  const random = new Random(1)
  let night = 0
  let weekend = 0
  let all = 0
  for (let day = 0; day < 70; day++) {
    for (const time of plan(MONDAY + day * DAY, random)) {
      const hour = ((time - MONDAY) / HOUR + 8) % 24
      if (hour < 6) night++
      if (weekday(MONDAY + day * DAY) >= 5) weekend++
      all++
    }
  }
  expect(all / 70).toBeGreaterThan(30)
  expect(all / 70).toBeLessThan(50)
  expect(night / all).toBeLessThan(0.03)
  expect(weekend / all).toBeLessThan(0.06)
})

test('a timetable keeps its minute', () => {
  const plan = cron([3, 15], 8, 0, true)
  const times = plan(MONDAY, new Random(2))
  expect(times.length).toBeGreaterThan(4)
  for (const time of times) {
    expect([3, 15]).toContain(Math.floor((time - MONDAY) / HOUR))
    expect((time - MONDAY) % HOUR).toBeLessThan(180_000)
  }
})
