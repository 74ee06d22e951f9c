import { expect, test } from 'vitest'
import { measureFairness } from './fairness.ts'
import { emptyWorld } from './testing.ts'

const cell = (language: string, accounts: number, shared = false) => ({ language, shared, accounts })

/** A tenth of its people speak German; so many groups of ten Germans, and of ten others, were confirmed. */
function world(german: number, others: number, spread = 1) {
  const groupsOf = (language: string, count: number) =>
    Array.from({ length: count }, () => ({ verdict: 'confirmed' as const, cells: [cell(language, 10)] }))
  return emptyWorld({
    people: {
      units: [
        { times: 100 * spread, cells: [cell('de', 1)] },
        { times: 900 * spread, cells: [cell('en', 1)] },
      ],
      named: [...groupsOf('de', german), ...groupsOf('en', others)],
    },
  })
}
const german = (...worlds: Parameters<typeof measureFairness>[0]) => measureFairness(worlds).rows[0]?.rates[2]

test('one group of speakers of one language is bad luck and no power, thirty groups are a defect', () => {
  expect(german(world(1, 0))).toMatchObject({ named: 10, rate: 0.1, said: 'no power' })
  expect(german(world(15, 15))).toMatchObject({ named: 150, ratio: 9, said: 'above' })
})

test('people named in groups are a sample of groups, not of people', () => {
  // Forty of a hundred people named are German, where a tenth are: in ten groups p is 13 in 1,000, beyond all doubt in a hundred people.
  const rate = german(world(4, 6))
  expect(rate?.p).toBeGreaterThan(0.003)
  expect(rate?.p).toBeLessThan(0.03)
})

test('a ratio of one is fair where 1.25 could have been seen, and says nothing where it could not', () => {
  const many = german(world(400, 3_600, 100))
  expect(many?.ratio).toBeCloseTo(1)
  expect(many?.detectable).toBeLessThan(1.25)
  expect(many?.said).toBe('not above')
  expect(german(world(2, 18))?.said).toBe('no power')
})

test('nobody named is no ratio, and no proof of fairness', () => {
  expect(german(world(0, 0))).toEqual({
    named: 0,
    rate: 0,
    interval: null,
    ratio: null,
    p: null,
    detectable: null,
    said: 'no power',
  })
})

test('rates have intervals over worlds, where there are enough with somebody named', () => {
  const alike = german(...Array.from({ length: 8 }, () => world(2, 8)))
  expect(alike?.interval).toEqual({ lower: 0.2, upper: 0.2 })
  const unlike = german(...[0, 0, 1, 1, 2, 3, 4, 5].map((groups) => world(groups, 8)))
  expect(unlike?.interval?.lower).toBeLessThan(0.13)
  expect(unlike?.interval?.upper).toBeGreaterThan(0.28)
  expect(german(world(2, 8), world(2, 8))?.interval).toBeNull()
})

test('what a world has many of is drawn there: chance stays within worlds', () => {
  // All of one world is German, and nobody of the other: who is named in each could not have been otherwise.
  const all = (language: string) =>
    emptyWorld({
      people: {
        units: [{ times: 500, cells: [cell(language, 1)] }],
        named: Array.from({ length: language === 'de' ? 30 : 1 }, () => ({
          verdict: 'confirmed' as const,
          cells: [cell(language, 10)],
        })),
      },
    })
  expect(german(all('de'), all('en'))).toMatchObject({ ratio: 30, p: 1 })
})
