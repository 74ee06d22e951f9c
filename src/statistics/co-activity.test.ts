import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coActivity } from './co-activity.ts'
import { type ActivitySeries, isWeekend, prepareShifts, sumMarks } from './day-shifts.ts'
import { createRandom, type Random } from './random.ts'
import { exceedance } from './testing/exceedance.ts'

const HOURS = 14 * 24
const MONDAY = 1
const flat = new Float64Array(HOURS).fill(1)

interface Habit {
  /** Activity of everybody on a day, against the usual 1. */
  readonly day: (day: number) => number
  /** Hours in which a group's members are active together with this extra probability. */
  readonly together?: { readonly hours: ReadonlySet<number>; readonly extra: number }
}

/** Somebody with a time zone, hours of work, days off and, in a third of the cases, an account made on the way. */
function somebody(random: Random, { day: busy, together }: Habit): ActivitySeries {
  const centre = random.integer(24)
  const width = 3 + random.integer(6)
  const rate = random.range(0.1, 0.6)
  const weekendRate = random.range(0.1, 1)
  const from = random.next() < 0.3 ? random.integer(150) : 0
  const hours: number[] = []
  for (let day = 0; day < 14; day++) {
    const atWork = random.next() < 0.7 * (isWeekend(day, MONDAY) ? weekendRate : 1)
    for (let hour = 0; hour < 24; hour++) {
      const at = day * 24 + hour
      const distance = Math.min((hour - centre + 24) % 24, (centre - hour + 24) % 24)
      const own = (atWork && distance <= width ? rate : 0.01) * busy(day)
      const p = together?.hours.has(at) ? own + (1 - own) * together.extra : own
      if (at >= from && random.next() < p) hours.push(at)
    }
  }
  return { hours, from, to: HOURS - 1 }
}

const group = (random: Random, size: number, habit: Habit) =>
  Array.from({ length: size }, () => somebody(random, habit))

function backgroundOf(random: Random, habit: Habit): Float64Array {
  const share = new Float64Array(HOURS)
  for (const { hours } of group(random, 2000, habit))
    for (const hour of Array.from(hours)) share[hour] += 1 / 2000
  return share
}

const everyDayAlike: Habit = { day: () => 1 }
const withRelease: Habit = { day: (day) => (day === 8 ? 1.6 : day === 3 ? 0.5 : 1) }

describe('turning series by whole days', () => {
  const series = fc.record({
    hours: fc.array(fc.integer({ min: -5, max: HOURS + 5 }), { maxLength: 60 }),
    from: fc.integer({ min: -30, max: HOURS }),
    to: fc.integer({ min: 0, max: HOURS + 30 }),
  })

  test('keeps hour of the day and kind of day, moves whole days of the span only, and no turn is no change', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 0, max: 6 }), fc.integer(), (one, startDay, seed) => {
        const movable = prepareShifts([one], flat, startDay)
        const sum = new Float64Array(HOURS)
        const active = new Set(one.hours.filter((hour) => hour >= 0 && hour < HOURS))
        sumMarks(movable, sum, flat)
        expect(sum.every((value, hour) => value === (active.has(hour) ? 1 : 0))).toBe(true)

        expect(sumMarks(movable, sum, flat, createRandom(seed))).toBe(active.size)
        const slots = (hours: Iterable<number>) =>
          [...hours].map((hour) => `${hour % 24} ${isWeekend(Math.floor(hour / 24), startDay)}`).sort()
        const moved = [...sum.keys()].filter((hour) => sum[hour] === 1)
        expect(slots(moved)).toEqual(slots(active))
        const wholeDayInSpan = (hour: number) => {
          const midnight = hour - (hour % 24)
          return midnight >= one.from && midnight + 23 <= one.to
        }
        const stays = (hours: Iterable<number>) => [...hours].filter((hour) => !wholeDayInSpan(hour)).sort()
        expect(stays(moved)).toEqual(stays(active))
      }),
    )
  })

  test('every arrangement is drawn equally often, with the meetings counted in it', () => {
    // Two members on days 0, 1, 2 (Monday to Wednesday) of a three-day window, each with three arrangements.
    const marks = Float64Array.from({ length: 72 }, (_, hour) => 1 + (hour % 5))
    const weights = Float64Array.from({ length: 72 }, (_, hour) => 1 + (hour % 7))
    const members = [
      { hours: [3, 27, 28], from: 0, to: 71 },
      { hours: [3, 52, 28], from: 0, to: 71 },
    ]
    const turned = (hours: readonly number[], days: number) => {
      const placed = new Float64Array(72)
      for (const hour of hours) placed[(hour + 24 * days) % 72] = marks[hour]
      return placed
    }
    /** Of each arrangement, by its hourly sums, the marks of ordered pairs that meet; each turn of one with each of the other. */
    const meetings = new Map<string, number>()
    for (let a = 0; a < 3; a++) {
      for (let b = 0; b < 3; b++) {
        const [one, other] = [turned(members[0].hours, a), turned(members[1].hours, b)]
        const pairs = one.reduce((sum, mark, hour) => sum + 2 * weights[hour] * mark * other[hour], 0)
        meetings.set(one.map((mark, hour) => mark + other[hour]).join(), pairs)
      }
    }
    expect(meetings.size).toBe(9)

    const movable = prepareShifts(members, marks, MONDAY)
    expect(movable.arrangements).toEqual([3, 3])
    const random = createRandom('arrangements')
    const sum = new Float64Array(72)
    const drawn = new Map<string, number>()
    for (let draw = 0; draw < 9000; draw++) {
      const alone = sumMarks(movable, sum, weights, random)
      const pairs = sum.reduce((total, value, hour) => total + weights[hour] * value * value, -alone)
      expect(pairs).toBeCloseTo(meetings.get(sum.join()) ?? Number.NaN, 9)
      drawn.set(sum.join(), (drawn.get(sum.join()) ?? 0) + 1)
    }
    expect(drawn.size).toBe(9)
    // Five standard errors of 1,000.
    for (const times of drawn.values()) expect(Math.abs(times - 1000)).toBeLessThan(150)
  })
})

describe('coActivity', () => {
  const options = { startDay: MONDAY, background: flat, seed: 'co-activity' }

  test('members who always meet are beyond all draws', () => {
    // Five members with one active hour each, the same hour of the same of ten working days.
    const members = Array.from({ length: 5 }, () => ({ hours: [26], from: 0, to: HOURS - 1 }))
    const result = coActivity(members, { ...options, maxDraws: 999 })
    expect(result).toEqual({ p: 1 / 1000, draws: 999 })
  })

  test('P-values are super-uniform for people who share nothing, and not idle', () => {
    const random = createRandom('unrelated')
    const pValues = Array.from({ length: 250 }, (_, seed) => {
      const result = coActivity(group(random, 8, everyDayAlike), {
        ...options,
        seed,
        maxDraws: 99,
        stopAfter: 15,
      })
      return result?.p ?? 0
    })
    for (const alpha of [0.02, 0.05, 0.2, 0.5])
      expect(exceedance(pValues, alpha, 0.999).superUniform).toBe(true)
    expect(exceedance(pValues, 0.5).share).toBeGreaterThan(0.35)
  })

  test('days that are busy or quiet for everybody do not make a finding, thanks to the background', () => {
    const random = createRandom('release')
    const background = backgroundOf(random.fork('reference'), withRelease)
    const groups = Array.from({ length: 60 }, () => group(random, 30, withRelease))
    const pValues = (against: Float64Array) =>
      groups.map((members, seed) => {
        return (
          coActivity(members, { ...options, background: against, seed, maxDraws: 99, stopAfter: 15 })?.p ?? 0
        )
      })
    for (const alpha of [0.02, 0.05, 0.2, 0.5]) {
      expect(exceedance(pValues(background), alpha, 0.999).superUniform).toBe(true)
    }
    expect(exceedance(pValues(flat), 0.05, 0.999).superUniform).toBe(false)
  })

  test('finds a group that works at the same times', () => {
    const random = createRandom('pool')
    const background = backgroundOf(random.fork('reference'), everyDayAlike)
    const hours = new Set(random.sample(HOURS, 60))
    const pool = group(random, 20, { ...everyDayAlike, together: { hours, extra: 0.3 } })
    const result = coActivity(pool, { ...options, background, maxDraws: 999 })
    expect(result?.p).toBe(1 / 1000)
    expect(coActivity(pool, { ...options, background, maxDraws: 999 })).toEqual(result)
  })

  test('says nothing about groups that cannot be moved', () => {
    const movable = { hours: [30], from: 0, to: HOURS - 1 }
    const short = { hours: [30], from: 20, to: 60 }
    expect(coActivity([movable, movable, movable, short], options)).toBeUndefined()
    expect(coActivity([movable, movable, movable, movable], options)).toBeDefined()
    expect(coActivity([], options)).toBeUndefined()
    expect(() => coActivity([], { ...options, startDay: 7 })).toThrow(RangeError)
  })

  test('does without any background, and with members that never meet', () => {
    const apart = [1, 2, 3, 4].map((hour) => ({ hours: [hour], from: 0, to: HOURS - 1 }))
    const result = coActivity(apart, { ...options, background: new Float64Array(HOURS) })
    expect(result?.p).toBe(1)
  })
})
