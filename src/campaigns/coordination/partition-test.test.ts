import { describe, expect, test } from 'vitest'
import { clopperPearson, createRandom, type Random } from '../../statistics/index.ts'
import { groupOf, span, worldOf } from '../testing/worlds.ts'
import { disjointShardsTest } from './partition-test.ts'

/** Sentences of the public corpus. */
const CORPUS = 600
const MEMBERS = span(0, 10)
const OUTSIDERS = span(10, 22)
const EVERYBODY = 40
/** Tokens of the members' instruction in the worlds below. */
const OWN = [0, 1, 2]

/**
 * @param members what each member sends
 * @param outsiders what each outsider sends
 */
function worldWith(members: readonly (readonly number[])[], outsiders: readonly (readonly number[])[]) {
  const senders = new Map<number, number[]>()
  const send = (principal: number, sentences: readonly number[]): void => {
    for (const sentence of new Set(sentences)) {
      const own = senders.get(sentence)
      if (own) own.push(principal)
      else senders.set(sentence, [principal])
    }
  }
  members.forEach((sentences, i) => {
    send(MEMBERS[i], sentences)
  })
  outsiders.forEach((sentences, i) => {
    send(OUTSIDERS[i], sentences)
  })
  return worldOf({
    count: EVERYBODY,
    sentences: [...senders.values()].map((own) => own.sort((a, b) => a - b)),
    instructions: [{ holders: MEMBERS, tokens: OWN.length, bodies: 50 }],
  })
}

/** Each of so many sends a random part of the corpus of its own choice. */
function independent(people: number, part: number, random: Random): number[][] {
  return span(0, people).map(() => random.sample(CORPUS, Math.round(part * CORPUS)))
}

/** The corpus dealt out: nobody gets what another has. */
function shards(people: number): number[][] {
  return span(0, people).map((i) => span(0, CORPUS).filter((sentence) => sentence % people === i))
}

const outsiders = independent(OUTSIDERS.length, 0.4, createRandom('outsiders'))

describe('one sweep, split', () => {
  test('over a corpus on which outsiders keep meeting is no accident', () => {
    const logP = disjointShardsTest(worldWith(shards(MEMBERS.length), outsiders), groupOf(MEMBERS), OWN)
    expect(logP).toBeLessThan(Math.log(1e-6))
  })

  test('shows nothing where nobody outside works on the corpus', () => {
    const world = worldWith(shards(MEMBERS.length), [])
    expect(disjointShardsTest(world, groupOf(MEMBERS), OWN)).toBeUndefined()
  })

  test('shows nothing where those outside split the corpus as well', () => {
    const world = worldWith(shards(MEMBERS.length), [span(0, CORPUS), ...shards(OUTSIDERS.length - 1)])
    expect(disjointShardsTest(world, groupOf(MEMBERS), OWN)).toBeUndefined()
  })

  test('is seen through an instruction whose sentences everybody sends', () => {
    const instruction = [CORPUS, CORPUS + 1, CORPUS + 2]
    const world = worldWith(
      shards(MEMBERS.length).map((sentences) => [...sentences, ...instruction]),
      outsiders.map((sentences) => [...sentences, ...instruction]),
    )
    expect(disjointShardsTest(world, groupOf(MEMBERS), OWN)).toBeLessThan(Math.log(1e-6))
  })

  test('counts only members that use the group’s own instruction', () => {
    const world = worldWith(shards(MEMBERS.length), outsiders)
    expect(disjointShardsTest(world, groupOf(MEMBERS), [])).toBeUndefined()
  })
})

test('members on corpora of their own show nothing', () => {
  const apart = MEMBERS.map((i) => span(0, 60).map((sentence) => 10_000 + 100 * i + sentence))
  expect(disjointShardsTest(worldWith(apart, outsiders), groupOf(MEMBERS), OWN)).toBeUndefined()
})

test.each([
  ['few, dense', MEMBERS.length, 0.15, 0.4],
  ['sparse, hardly any others', MEMBERS.length, 0.08, 0.2],
  ['a handful with much', 5, 0.35, 0.35],
])('independent members (%s) who meet as chance has it are no sweep', (name, people, part, outside) => {
  const random = createRandom(name)
  const logPs = span(0, 100).flatMap(() => {
    const world = worldWith(independent(people, part, random), independent(OUTSIDERS.length, outside, random))
    return disjointShardsTest(world, groupOf(MEMBERS), OWN) ?? []
  })
  expect(logPs.length).toBeGreaterThan(50)
  for (const level of [0.1, 0.01]) {
    const small = logPs.filter((logP) => logP <= Math.log(level)).length
    expect(clopperPearson(small, logPs.length, 0.999).lower, `at ${level}`).toBeLessThanOrEqual(level)
  }
})

test('a sweep dealt out to whomever, some of them members by chance, says nothing about the members', () => {
  const random = createRandom('dealt')
  const logPs = span(0, 150).flatMap(() => {
    const works = [...shards(12), ...independent(MEMBERS.length + OUTSIDERS.length - 13, 1 / 12, random)]
    const dealt = random.sample(works.length, works.length).map((i) => works[i])
    const apart = [span(0, CORPUS), ...dealt.slice(MEMBERS.length)]
    const world = worldWith(dealt.slice(0, MEMBERS.length), apart)
    return disjointShardsTest(world, groupOf(MEMBERS), OWN) ?? []
  })
  expect(logPs.length).toBeGreaterThan(50)
  for (const level of [0.1, 0.01, 0.001]) {
    const small = logPs.filter((logP) => logP <= Math.log(level)).length
    expect(clopperPearson(small, logPs.length, 0.999).lower, `at ${level}`).toBeLessThanOrEqual(level)
  }
})

test('members who send popular sentences meet more often, which is no sweep either', () => {
  const random = createRandom('popular')
  const popular = MEMBERS.map(() => span(0, 90).map(() => Math.floor(CORPUS * random.next() ** 2)))
  const logP = disjointShardsTest(worldWith(popular, outsiders), groupOf(MEMBERS), OWN)
  expect(logP).toBeGreaterThan(Math.log(0.5))
})
