import { expect, test } from 'vitest'
import { FEATURE_NORM } from '../../fingerprint/index.ts'
import { FEATURES } from '../../signals/index.ts'
import { createRandom, type Random } from '../../statistics/index.ts'
import { groupOf, span, worldOf } from '../testing/worlds.ts'
import { background } from './background.ts'
import { likeness } from './likeness.ts'

test('members who are all of their stratum are compared with everybody else', () => {
  // Everybody writes about the same, so that nobody has anything in common that others have not.
  const usual = span(0, FEATURES).map((f) => 20 + f)
  const world = worldOf({
    count: 120,
    stratum: (p) => (p < 20 ? 0 : 1),
    features: (_, random) => usual.map((value) => value + 3 * random.normal()),
  })
  const group = groupOf(span(0, 20))
  expect(likeness(world, background(world), group, [])).toBeLessThan(0.2)
})

/** A direction of the length that every text's vector has. */
function text(centre: readonly number[], scatter: number, random: Random): number[] {
  const drawn = centre.map((value) => value + scatter * random.normal())
  const length = Math.hypot(...drawn)
  return drawn.map((value) => (value * FEATURE_NORM) / length)
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, f) => sum + x * b[f], 0)
const minus = (a: readonly number[], b: readonly number[]): number[] => a.map((x, f) => x - b[f])

test('where texts of one author do not scatter it is the mean over pairs of members, worked out pair by pair', () => {
  const random = createRandom('pairs')
  const common = span(0, FEATURES).map(() => random.normal())
  const world = worldOf({
    count: 40,
    features: (p) =>
      text(
        span(0, FEATURES).map((f) => 3 + (p < 7 ? common[f] : 0)),
        1,
        random,
      ),
  })
  const { features, texts } = world.principals
  const rows = span(0, 40).map((p) => span(0, FEATURES).map((f) => features[p * FEATURES + f] / texts[p]))
  const members = rows.slice(0, 7)
  const others = rows.slice(7)
  const middle = span(0, FEATURES).map((f) => others.reduce((sum, row) => sum + row[f] / others.length, 0))
  let [alike, unlike, pairs] = [0, 0, 0]
  for (const [i, a] of members.entries()) {
    for (const b of members.slice(i + 1)) {
      alike += dot(minus(a, middle), minus(b, middle))
      unlike += dot(minus(a, b), minus(a, b)) / 2
      pairs++
    }
  }
  const expected = alike / (alike + unlike)
  expect(pairs).toBe(21)
  expect(expected).toBeGreaterThan(0.2)
  expect(expected).toBeLessThan(0.8)
  expect(likeness(world, background(world), groupOf(span(0, 7)), [])).toBeCloseTo(expected, 4)
})

test('few texts each say what many say: what they make of a mean is taken off', () => {
  const of = (texts: number): number => {
    const random = createRandom(`texts ${texts}`)
    const common = span(0, FEATURES).map(() => random.normal())
    const world = worldOf({
      count: 400,
      requests: () => texts,
      features: (p) => {
        const own = span(0, FEATURES).map((f) => 3 + (p < 60 ? 0.7 * common[f] : 0) + 0.7 * random.normal())
        const sum = new Float64Array(FEATURES)
        for (let i = 0; i < texts; i++) {
          for (const [f, value] of text(own, 2, random).entries()) sum[f] += value / texts
        }
        return Array.from(sum)
      },
    })
    return likeness(world, background(world), groupOf(span(0, 60)), [])
  }
  const many = of(400)
  expect(many).toBeGreaterThan(0.35)
  expect(many).toBeLessThan(0.65)
  expect(of(4)).toBeGreaterThan(many - 0.1)
  expect(of(4)).toBeLessThan(many + 0.1)
})
