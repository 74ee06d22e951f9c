import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CUES } from '../models/index.ts'
import { OFFSET, type TokenUses, UseSums } from './use-sums.ts'
import { FEATURES } from './world.ts'

interface Request {
  readonly body: number
  readonly tokens: readonly number[]
  readonly cues: readonly number[]
  readonly features: readonly number[]
}

const list = (length: number, min: number, max: number) =>
  fc.oneof(
    fc.constant<number[]>([]),
    fc.array(fc.integer({ min, max }), { minLength: length, maxLength: length }),
  )

const request: fc.Arbitrary<Request> = fc.record({
  body: fc.integer({ min: 1, max: 4 }),
  tokens: fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 40 }),
  cues: list(CUES.length, 0, 255),
  features: list(FEATURES, -128, 127),
})

function columnsOf(requests: readonly Request[]): TokenUses {
  const endsOf = (lists: readonly (readonly number[])[]): Uint32Array => {
    let end = 0
    return Uint32Array.from(lists, ({ length }) => {
      end += length
      return end
    })
  }
  const columnOf = <T>(lists: readonly (readonly number[])[], values: (all: number[]) => T) => ({
    ends: endsOf(lists),
    values: values(lists.flat()),
  })
  return {
    body: Float64Array.from(requests, ({ body }) => body),
    tokens: columnOf(
      requests.map(({ tokens }) => tokens),
      (all) => Float64Array.from(all),
    ),
    cues: columnOf(
      requests.map(({ cues }) => cues),
      (all) => Uint8Array.from(all),
    ),
    features: columnOf(
      requests.map(({ features }) => features.map((feature) => feature + OFFSET)),
      (all) => Uint8Array.from(all),
    ),
  }
}

/** The same, token by token over all requests. */
function simply(requests: readonly Request[]) {
  const tokens = [...new Set(requests.flatMap(({ tokens }) => tokens))].sort((a, b) => a - b)
  return tokens.map((token) => {
    const users = requests.flatMap((one) => one.tokens.filter((own) => own === token).map(() => one))
    const sum = (width: number, of: (one: Request) => readonly number[]): number[] =>
      Array.from({ length: width }, (_, i) => users.reduce((total, one) => total + (of(one)[i] ?? 0), 0))
    return {
      token,
      requests: users.length,
      bodies: new Set(users.map(({ body }) => body)).size,
      cues: sum(CUES.length, ({ cues }) => cues),
      features: sum(FEATURES, ({ features }) => features),
    }
  })
}

test('sums are those of each token by itself, account after account, wherever the bodies are parted', () => {
  const accounts = fc.array(fc.array(request, { maxLength: 12 }), { maxLength: 4 })
  fc.assert(
    fc.property(accounts, fc.integer({ min: 0, max: 4 }), (all, last) => {
      const sums = new UseSums()
      const columns = columnsOf(all.flat())
      let first = 0
      for (const requests of all) {
        const rows = requests.map((_, i) => first + i)
        first += requests.length
        for (const early of [true, false])
          sums.add(columns, Uint32Array.from(rows.filter((row) => columns.body[row] <= last === early)))
        const taken = Array.from(sums.take(), (use) => ({
          ...use,
          cues: [...use.cues],
          features: [...use.features],
        }))
        expect(taken.sort((a, b) => a.token - b.token)).toEqual(simply(requests))
      }
    }),
  )
})
