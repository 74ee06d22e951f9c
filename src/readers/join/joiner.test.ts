import fc from 'fast-check'
import { expect, test } from 'vitest'
import { JOIN_FAMILIES } from './families.ts'
import { Joiner, type Release } from './joiner.ts'
import { inOrder, mergeFields } from './merge-fields.ts'
import type { JoinFamily, PlacedPart } from './part.ts'

const FAMILY: JoinFamily = {
  id: 'bedrock',
  title: 'calls with events',
  kinds: ['call', 'event'],
  brings: { event: ['client_address'] },
  merge: () => [],
}
/** Whose parts come in pieces that nobody counts. */
const OPEN_FAMILY: JoinFamily = { ...FAMILY, id: 'otlp', isWhole: () => false }

const BOTH = new Set(['call', 'event'])

function part(join: string, kind: string, key: number, more: Partial<PlacedPart> = {}): PlacedPart {
  return {
    family: 'bedrock',
    join,
    kind,
    fields: { [kind]: `${kind} ${key}` },
    key,
    line: 1,
    file: 0,
    ...more,
  }
}

interface Released {
  readonly parts: readonly PlacedPart[]
  readonly why: Release
}

function run(parts: readonly PlacedPart[], options: { maxBytes?: number; present?: Set<string> } = {}) {
  const released: Released[] = []
  const joiner = new Joiner({
    families: [FAMILY, OPEN_FAMILY],
    present: BOTH,
    ...options,
    release: (group, why) => released.push({ parts: group, why }),
  })
  let most = 0
  for (const one of parts) {
    joiner.add(one)
    most = Math.max(most, joiner.bytes)
  }
  joiner.finish()
  return { released, joiner, most }
}

/** What was released, whatever the order: each group's parts by kind and content. */
function groups(released: readonly Released[]): string[] {
  return released
    .map(({ parts, why }) => `${why}: ${inOrder(parts, FAMILY.kinds).map((one) => `${one.join}/${one.key}`)}`)
    .sort()
}

/** Requests of which one half, the other, or both were logged; some parts of open families among them. */
const someParts = fc
  .array(fc.record({ halves: fc.constantFrom(['call'], ['event'], ['call', 'event']), open: fc.boolean() }), {
    maxLength: 40,
  })
  .map((requests) =>
    requests.flatMap(({ halves, open }, request) =>
      halves.map((kind, half) =>
        part(`r${request}`, kind, 2 * request + half + 1, open ? { family: 'otlp' } : {}),
      ),
    ),
  )

const shuffled = <T>(items: T[]) => fc.shuffledSubarray(items, { minLength: items.length })

test('no two families have a kind in common: what can come is told by kinds alone', () => {
  const kinds = JOIN_FAMILIES.flatMap((family) => family.kinds)
  expect(kinds).toEqual([...new Set(kinds)])
})

test('any order of the parts releases the same groups', () => {
  fc.assert(
    fc.property(
      someParts.chain((parts) => fc.tuple(fc.constant(parts), shuffled(parts))),
      ([parts, other]) => {
        expect(groups(run(other).released)).toEqual(groups(run(parts).released))
      },
    ),
  )
})

test('however little it may hold, every part is released once, and the limit is kept', () => {
  fc.assert(
    fc.property(someParts.chain(shuffled), fc.integer({ min: 0, max: 10_000 }), (parts, maxBytes) => {
      const { released, joiner, most } = run(parts, { maxBytes })
      expect(released.flatMap((group) => group.parts.map(({ key }) => key)).sort()).toEqual(
        parts.map(({ key }) => key).sort(),
      )
      expect(most).toBeLessThanOrEqual(maxBytes)
      expect(joiner.bytes).toBe(0)
    }),
  )
})

test('a whole group goes at once, the oldest go when there is no room, the rest goes in the end', () => {
  const parts = [
    part('a', 'call', 1),
    part('b', 'event', 2),
    part('c', 'call', 3),
    part('b', 'call', 4),
    part('d', 'event', 5),
  ]
  // Two parts and a bit.
  const { released } = run(parts, { maxBytes: 2_500 })
  expect(released.map(({ parts: [first], why }) => `${first?.join} ${why}`)).toEqual([
    'a evicted',
    'b whole',
    'c end',
    'd end',
  ])
})

test('nobody waits for a log that was not given', () => {
  const { released } = run([part('a', 'call', 1), part('b', 'call', 2)], { present: new Set(['call']) })
  expect(released.map(({ why }) => why)).toEqual(['whole', 'whole'])
})

test('a copy is dropped, before and after its group was released; the same id with other content is kept', () => {
  const { released, joiner } = run([
    part('a', 'call', 1),
    part('a', 'call', 1),
    part('a', 'event', 2),
    part('a', 'call', 1),
    part('a', 'call', 3),
  ])
  expect(groups(released)).toEqual(['end: a/3', 'whole: a/1,a/2'])
  expect(joiner.copies).toBe(2)
})

test('one id cannot gather parts without end', () => {
  const many = Array.from({ length: 3_000 }, (_, index) => part('a', 'call', index + 1, { family: 'otlp' }))
  const { released } = run(many)
  expect(released.map(({ parts, why }) => [parts.length, why])).toEqual([
    [1024, 'evicted'],
    [1024, 'evicted'],
    [952, 'end'],
  ])
})

test('fields merge the same in any order: the first kind is believed, the other fills in', () => {
  const call = part('a', 'call', 1, { fields: { model: 'm', address: '', who: 'call' } })
  const event = part('a', 'event', 2, { fields: { address: '192.0.2.1', who: 'event', agent: null } })
  const expected = { model: 'm', address: '192.0.2.1', who: 'call' }
  expect(mergeFields([call, event], FAMILY.kinds)).toEqual(expected)
  expect(mergeFields([event, call], FAMILY.kinds)).toEqual(expected)
})
