import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from '../statistics/index.ts'
import { type DayOf, spanOfDays } from './span.ts'

const DAY = 86_400_000

function dayOf(day: number, requests: number): DayOf {
  return { day, requests, from: day * DAY + 1, to: day * DAY + 2 }
}

const FORTNIGHT = Array.from({ length: 14 }, (_, i) => dayOf(20_000 + i, 1_000))
const whole = { from: 20_000 * DAY + 1, to: 20_013 * DAY + 2 }

test('records of a clock that is months ahead do not end the traffic', () => {
  for (const astray of [
    [dayOf(20_600, 1)],
    [dayOf(20_600, 2), dayOf(20_601, 3)],
    [dayOf(20_100, 4), dayOf(20_600, 4)],
  ]) {
    const misdated = astray.reduce((sum, { requests }) => sum + requests, 0)
    expect(spanOfDays([...FORTNIGHT, ...astray])).toEqual({ ...whole, misdated })
  }
})

test('a fortnight without traffic, and what is more than next to nothing after it, do', () => {
  expect(spanOfDays([...FORTNIGHT, dayOf(20_027, 1)]).misdated).toBe(0)
  expect(spanOfDays([...FORTNIGHT, dayOf(20_060, 20)])).toEqual({
    from: whole.from,
    to: 20_060 * DAY + 2,
    misdated: 0,
  })
  expect(spanOfDays([dayOf(3, 1)])).toEqual({ from: 3 * DAY + 1, to: 3 * DAY + 2, misdated: 0 })
  expect(spanOfDays([])).toEqual({ from: 0, to: 0, misdated: 0 })
})

test('traffic without such a pause goes from its first to its last request, whatever the order and the parts', () => {
  const steps = fc.array(fc.record({ step: fc.nat(14), requests: fc.integer({ min: 1, max: 100_000 }) }), {
    minLength: 1,
  })
  fc.assert(
    fc.property(steps, fc.integer(), (some, seed) => {
      let day = 20_000
      const days = some.map(({ step, requests }) => {
        day += step
        return dayOf(day, requests)
      })
      expect(spanOfDays(createRandom(seed).shuffle([...days]))).toEqual({
        from: days[0].from,
        to: dayOf(day, 1).to,
        misdated: 0,
      })
    }),
  )
})
