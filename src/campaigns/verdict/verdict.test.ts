import { describe, expect, test } from 'vitest'
import { COORDINATION_FDR } from '../coordination/rejections.ts'
import { intentOf, ranksOf, tiesOf, withSignals } from '../testing/intents.ts'
import {
  clearedBy,
  FEWEST_ACCUSED,
  FEWEST_CONFIRMED,
  FEWEST_WATCHED,
  isSuspect,
  passesEffectFloor,
  verdictOf,
} from './verdict.ts'

const STRONG = ranksOf(1 / 1_000, 1 / 1_000, 999)
/** Rare enough to be accused by, and no more. */
const USUAL = ranksOf(1 / 1_000, 0.04, 999)
const two = tiesOf({ identity: 1e-9, timing: 1e-6 })
const one = tiesOf({ identity: 1e-12, timing: 0.4 })
const q = COORDINATION_FDR / 10

describe('the verdict', () => {
  test('is confirmed with two families, intent in both, and enough references', () => {
    expect(verdictOf(two, q, STRONG, undefined, 40)).toBe('confirmed')
    expect(verdictOf(tiesOf({ identity: 1e-9, partition: 1e-6 }), q, STRONG, undefined, 40)).toBe('confirmed')
  })

  test('is suspected with one family', () => {
    expect(verdictOf(one, q, STRONG, undefined, 40)).toBe('suspected')
  })

  test('is none when several firms are only related each to itself', () => {
    const firms = tiesOf({ identity: 1e-30, network: 1e-30, timing: 1e-6 }, { identity: 0.2, network: 0.4 })
    expect(verdictOf(firms, q, STRONG, undefined, 40)).toBeUndefined()
  })

  test('is confirmed when one family ties customers who are tied in two', () => {
    const cells = tiesOf({ identity: 1e-30, network: 1e-30 }, { identity: 1e-9 })
    expect(verdictOf(cells, q, STRONG, undefined, 40)).toBe('confirmed')
  })

  test('asks for both intent ranks of groups that declare what they are', () => {
    const cells = [
      { identity: 1e-30, network: 1e-30, timing: 1e-6 },
      { network: 1e-30, timing: 1e-4 },
    ] as const
    const firms = tiesOf(...cells, 20, true, 0.5)
    const hidden = tiesOf(...cells, 20, true, 0.1)
    const usual = ranksOf(0.02, 1 / 1_000, 999)
    expect(verdictOf(firms, q, usual, undefined, 40)).toBeUndefined()
    expect(verdictOf(firms, q, STRONG, undefined, 40)).toBe('confirmed')
    expect(verdictOf(hidden, q, usual, undefined, 40)).toBe('confirmed')
  })

  test('takes home connections in several places for a tie, and with a second family for proof', () => {
    const rented = { ...tiesOf({ network: 1e-9 }, { network: 1e-9 }, 5, false), homes: true }
    expect(verdictOf(rented, q, STRONG, undefined, 40)).toBe('suspected')
    const even = { ...tiesOf({ network: 1e-9, timing: 1e-6 }, undefined, 5, false), homes: true }
    const asEven = withSignals(even, { timing: 'even-load' })
    expect(verdictOf(asEven, q, STRONG, undefined, 40)).toBe('confirmed')
    expect(verdictOf({ ...asEven, homes: false }, q, STRONG, undefined, 40)).toBeUndefined()
  })

  test('is suspected, and no more, where several customers declare nothing and nothing else ties them', () => {
    const cells = { ...tiesOf({ identity: 1e-30, network: 1e-30 }, { identity: 0.2 }), undeclared: true }
    expect(verdictOf(cells, q, STRONG, undefined, 40)).toBe('suspected')
    expect(verdictOf({ ...cells, homes: true }, q, STRONG, undefined, 40)).toBe('suspected')
    expect(verdictOf({ ...cells, undeclared: false }, q, STRONG, undefined, 40)).toBeUndefined()
  })

  test('is none when a network ties a few customers', () => {
    const few = tiesOf({ identity: 1e-30, network: 1e-30 }, { network: 1e-9 }, 5)
    expect(verdictOf(few, q, STRONG, undefined, 40)).toBeUndefined()
  })

  test('is none when a network ties customers who share no instruction', () => {
    const runners = tiesOf({ identity: 1e-30, network: 1e-30 }, { network: 1e-30 }, 20, false)
    expect(verdictOf(runners, q, STRONG, undefined, 40)).toBeUndefined()
  })

  test('is at most suspected when nothing but a network ties the customers', () => {
    const runners = { identity: 1e-30, network: 1e-30 }
    expect(verdictOf(tiesOf(runners, { network: 1e-30, identity: 0.4 }), q, STRONG, undefined, 40)).toBe(
      'suspected',
    )
    expect(verdictOf(tiesOf(runners, { network: 1e-30, identity: 1e-4 }), q, STRONG, undefined, 40)).toBe(
      'confirmed',
    )
    const even = withSignals(tiesOf(runners, { network: 1e-30, timing: 1e-4 }), { timing: 'even-load' })
    expect(verdictOf(even, q, STRONG, undefined, 40)).toBe('suspected')
  })

  test.each(['sign-up-batch', 'shared-email-domain', 'shared-referral'])(
    'beside a network takes %s of customers for a second witness only beyond doubt',
    (id) => {
      const opened = (p: number) => withSignals(tiesOf({ identity: p, network: 1e-30 }), { identity: id })
      expect(verdictOf(opened(1e-5), q, STRONG, undefined, 40)).toBe('suspected')
      expect(verdictOf(opened(1e-7), q, STRONG, undefined, 40)).toBe('confirmed')
      const cards = withSignals(tiesOf({ identity: 1e-5, network: 1e-30 }), { identity: 'shared-card' })
      expect(verdictOf(cards, q, STRONG, undefined, 40)).toBe('confirmed')
      // Nor does evenness, which is the application's as well, make two of it.
      const even = withSignals(tiesOf({ identity: 1e-5, network: 1e-30, timing: 1e-9 }), {
        identity: id,
        timing: 'even-load',
      })
      expect(verdictOf(even, q, STRONG, undefined, 40)).toBe('suspected')
    },
  )

  test('takes equal loads for no second witness beside a network', () => {
    const hosted = withSignals(tiesOf({ network: 1e-30, timing: 1e-9 }), { timing: 'even-load' })
    expect(verdictOf(hosted, q, STRONG, undefined, 40)).toBeUndefined()
    const inStep = withSignals(tiesOf({ network: 1e-30, timing: 1e-9 }), { timing: 'co-activity' })
    expect(verdictOf(inStep, q, STRONG, undefined, 40)).toBe('confirmed')
    const balanced = withSignals(tiesOf({ identity: 1e-30, timing: 1e-9 }), { timing: 'even-load' })
    expect(verdictOf(balanced, q, STRONG, undefined, 40)).toBe('confirmed')
  })

  test.each(['sign-up-batch', 'shared-email-domain'])(
    'takes %s for a tie only beside an instruction',
    (id) => {
      const ties = (precise: boolean) => tiesOf({ identity: 1e-12 }, { identity: 1e-12 }, 20, precise)
      expect(verdictOf(withSignals(ties(false), { identity: id }), q, STRONG, undefined, 40)).toBeUndefined()
      expect(verdictOf(withSignals(ties(true), { identity: id }), q, STRONG, undefined, 40)).toBe('suspected')
      const cards = withSignals(ties(false), { identity: 'shared-card' })
      expect(verdictOf(cards, q, STRONG, undefined, 40)).toBe('suspected')
    },
  )

  test('takes the times of opening for one witness, however often they testify', () => {
    const launched = tiesOf({ identity: 1e-12, adaptation: 1e-9 })
    const newUsers = withSignals(launched, { identity: 'sign-up-batch' })
    expect(verdictOf(newUsers, q, STRONG, undefined, 40)).toBe('suspected')
    const cards = withSignals(launched, { identity: 'shared-card' })
    expect(verdictOf(cards, q, STRONG, undefined, 40)).toBe('confirmed')
  })

  test.each([
    ['coordination might be chance', two, 2 * COORDINATION_FDR, STRONG],
    ['neither intent family is rare', two, q, ranksOf(0.02, 0.02, 999)],
    ['one intent family is ordinary', two, q, ranksOf(0.001, 0.3, 999)],
    ['the other is', two, q, ranksOf(0.3, 0.001, 999)],
    ['only the network ties them', tiesOf({ network: 1e-30 }), q, STRONG],
    ['no family counts on its own', tiesOf({ identity: 0.02, network: 0.02, timing: 0.02 }), q, STRONG],
    ['nothing was tested', tiesOf({}), q, STRONG],
  ])('is none when %s, however strong the rest', (_, coordination, rate, ranks) => {
    expect(verdictOf(coordination, rate, ranks, undefined, 400)).toBeUndefined()
  })

  test('no coordination makes up for weak intent, and no intent for weak coordination', () => {
    const huge = tiesOf({ identity: 1e-300, network: 1e-300, timing: 1e-300, partition: 1e-300 })
    expect(verdictOf(huge, 1e-300, ranksOf(0.06, 0.001, 1e6), undefined, 5_000)).toBeUndefined()
    expect(
      verdictOf(tiesOf({ identity: 0.3 }), 1, ranksOf(1e-9, 1e-9, 1e9), undefined, 5_000),
    ).toBeUndefined()
  })

  test.each(['organization', 'card', 'mail-domain', 'campus'] as const)(
    'on an open customer (%s) is at most watch',
    (open) => {
      expect(verdictOf(two, q, STRONG, open, 40)).toBe('watch')
      expect(verdictOf(one, q, USUAL, open, 40)).toBeUndefined()
      // Whoever asks for more than all others is asked what for, whatever ties its accounts.
      expect(verdictOf(one, q, STRONG, open, 40)).toBe('watch')
      expect(verdictOf(one, 2 * COORDINATION_FDR, STRONG, open, 40)).toBeUndefined()
      expect(verdictOf(one, q, STRONG, open, FEWEST_WATCHED - 1)).toBeUndefined()
      expect(verdictOf(two, q, STRONG, open, FEWEST_WATCHED - 1)).toBeUndefined()
    },
  )

  test('needs a number of principals', () => {
    expect(verdictOf(two, q, STRONG, undefined, FEWEST_ACCUSED - 1)).toBeUndefined()
    expect(verdictOf(two, q, STRONG, undefined, FEWEST_ACCUSED)).toBe('suspected')
    expect(verdictOf(two, q, STRONG, undefined, FEWEST_CONFIRMED)).toBe('confirmed')
  })
})

describe('what clears a group', () => {
  const firms = tiesOf({ identity: 1e-30, network: 1e-30 }, { identity: 0.2, network: 0.4 }, 3)
  test.each([
    ['chance', two, 2 * COORDINATION_FDR, STRONG, undefined, 40, 2 * COORDINATION_FDR],
    ['customers-not-tied', firms, q, STRONG, undefined, 40, 3],
    [
      'customers-not-tied',
      withSignals(tiesOf({ identity: 1e-30, timing: 1e-30 }, { identity: 0.2, timing: 1e-30 }, 3), {
        timing: 'even-load',
      }),
      q,
      STRONG,
      undefined,
      40,
      3,
    ],
    [
      'common-cause',
      withSignals(tiesOf({ identity: 1e-30 }, undefined, 20, false), { identity: 'sign-up-batch' }),
      q,
      STRONG,
      undefined,
      40,
      40,
    ],
    ['no-family', tiesOf({ identity: 0.02, network: 0.02 }), q, STRONG, undefined, 40, 2],
    ['network-only', tiesOf({ network: 1e-30 }), q, STRONG, undefined, 40, 40],
    ['card', one, q, USUAL, 'card', 40, 40],
    ['campus', two, q, STRONG, 'campus', FEWEST_WATCHED - 1, FEWEST_WATCHED - 1],
    ['too-few', two, q, STRONG, undefined, FEWEST_ACCUSED - 1, FEWEST_ACCUSED - 1],
    ['intent-rank', two, q, ranksOf(0.02, 0.03, 999), undefined, 40, 0.02],
    ['second-intent-rank', two, q, ranksOf(0.3, 0.001, 999), undefined, 40, 0.3],
  ] as const)('%s', (reason, ties, rate, ranks, open, members, figure) => {
    expect(clearedBy(ties, rate, ranks, open, members)).toEqual([{ reason, figure }])
  })

  test('is all that it does not meet', () => {
    const reasons = clearedBy(firms, q, ranksOf(0.3, 0.2, 999), 'organization', 12)
    expect(reasons.map(({ reason }) => reason)).toEqual([
      'customers-not-tied',
      'organization',
      'intent-rank',
      'second-intent-rank',
    ])
  })

  test.each([undefined, 'card'] as const)('is nothing exactly where there is a verdict (%s)', (open) => {
    for (const ties of [one, two, firms, tiesOf({ network: 1e-30 })]) {
      for (const members of [4, 8, 19, 20]) {
        for (const ranks of [STRONG, ranksOf(0.02, 0.001, 999), ranksOf(0.3, 0.3, 999)]) {
          const verdict = verdictOf(ties, q, ranks, open, members)
          expect(verdict === undefined).toBe(clearedBy(ties, q, ranks, open, members).length > 0)
        }
      }
    }
  })
})

describe('the effect floor', () => {
  const shares = (value: (i: number) => number): Float64Array =>
    Float64Array.from({ length: 30 }, (_, i) => value(i))

  test('lets an industrial effect pass', () => {
    expect(passesEffectFloor(intentOf({ hits: 5_000, elicitedShares: shares(() => 0.5) }))).toBe(true)
  })

  test.each([
    ['little in all', intentOf({ hits: 20, elicitedShares: shares(() => 0.9) })],
    ['hardly anything of each', intentOf({ hits: 5_000, elicitedShares: shares(() => 0.01) })],
    [
      'one busy member among idle ones',
      intentOf({ hits: 5_000, elicitedShares: shares((i) => (i === 0 ? 1 : 0)) }),
    ],
    ['one principal', intentOf({ hits: 5_000, elicitedShares: Float64Array.of(1) })],
    ['nobody', intentOf({ hits: 5_000, elicitedShares: new Float64Array(0) })],
  ])('holds back %s', (_, intent) => {
    expect(passesEffectFloor(intent)).toBe(false)
  })
})

test('suspects are coordinated, hidden, and have an instruction of their own', () => {
  const own = intentOf({ tokens: [1] })
  expect(isSuspect(two, own, undefined)).toBe(true)
  expect(isSuspect(two, own, 'card')).toBe(false)
  expect(isSuspect(two, intentOf(), undefined)).toBe(false)
  expect(isSuspect(tiesOf({ identity: 0.5 }), own, undefined)).toBe(false)
})
