import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createIdentityHash, IDENTITY_KINDS } from './identity.ts'

const secret = new Uint8Array(32).fill(7)

test('is the first 52 bits of HMAC-SHA256 under the key of the kind', () => {
  const key = createHmac('sha256', secret).update('stillwatch identity card').digest()
  const digest = BigInt(`0x${createHmac('sha256', key).update('4242').digest('hex')}`)
  expect(createIdentityHash(secret)('card', '4242')).toBe(Number(digest >> 204n))
})

test('missing values are 0, present ones are safe integers and never 0', () => {
  const identity = createIdentityHash(secret)
  for (const kind of IDENTITY_KINDS) expect(identity(kind, undefined)).toBe(0)
  fc.assert(
    fc.property(fc.constantFrom(...IDENTITY_KINDS), fc.string(), (kind, value) => {
      const hash = identity(kind, value)
      expect(hash > 0 && hash < 2 ** 52 && Number.isInteger(hash)).toBe(true)
    }),
  )
})

test('one string of different kinds, or under different secrets, has nothing in common', () => {
  const identity = createIdentityHash(secret)
  const other = createIdentityHash(new Uint8Array(32).fill(8))
  const hashes = IDENTITY_KINDS.flatMap((kind) => [identity(kind, 'same'), other(kind, 'same')])
  expect(new Set(hashes).size).toBe(2 * IDENTITY_KINDS.length)
})

test('values are the same after they were forgotten', () => {
  const identity = createIdentityHash(secret)
  const first = identity('email', 'value 0')
  for (let i = 0; i < 120_000; i++) identity('email', `value ${i}`)
  expect(identity('email', 'value 0')).toBe(first)
  expect(createIdentityHash(secret)('email', 'value 119999')).toBe(identity('email', 'value 119999'))
})
