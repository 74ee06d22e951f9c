import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { createIdDigest } from '../fingerprint/index.ts'

/** What an identity value is. Equal strings of different kinds have nothing to do with each other. */
export const IDENTITY_KINDS = [
  'request',
  'api_key',
  'conversation',
  'end_user',
  'address',
  'prefix',
  'client',
  'account',
  'organization',
  'email_domain',
  'email',
  'card',
  'device',
  'phone',
  'referral',
] as const
export type IdentityKind = (typeof IDENTITY_KINDS)[number]

/** A value as a 52-bit number; 0 for a missing one. */
export type IdentityHash = (kind: IdentityKind, value: string | undefined) => number

/** Entries per kind in each of two generations. */
const GENERATION = 50_000
/** Longer values, in characters, are not remembered: callers write some of them, and would fill the memory. */
const LONGEST = 256

/**
 * Identity hashes, keyed by the installation's secret: HMAC-SHA256 (RFC 2104) under a key of the kind's own, cut
 * to the first 52 bits so that they are exact as JavaScript numbers, and never 0. Two of n values meet by
 * chance with probability n * n / 2^53. The values seen lately are remembered.
 *
 * Request ids are new with every record, hold no secret, and are only counted for collisions: they get the fast digest
 * that texts get, which is keyed too.
 */
export function createIdentityHash(secret: Uint8Array): IdentityHash {
  const kinds = new Map(
    IDENTITY_KINDS.map((kind) => {
      if (kind === 'request') return [kind, createIdDigest(secret)]
      const key = createHmac('sha256', secret).update(`stillwatch identity ${kind}`).digest()
      const secretKey = createSecretKey(key)
      return [kind, remembered((value) => keyedHash(secretKey, value))]
    }),
  )
  return (kind, value) => (value === undefined ? 0 : (kinds.get(kind)?.(value) ?? 0))
}

function keyedHash(key: KeyObject, value: string): number {
  return cut(createHmac('sha256', key).update(value).digest('hex'))
}

/** 13 hexadecimal digits are 52 bits. */
function cut(digest: string): number {
  return Number.parseInt(digest.slice(0, 13), 16) || 1
}

/** Two generations: what is used moves to the young one, and when that is full the old one goes. */
function remembered(hash: (value: string) => number): (value: string) => number {
  let young = new Map<string, number>()
  let old = new Map<string, number>()
  return (value) => {
    if (value.length > LONGEST) return hash(value)
    const known = young.get(value)
    if (known !== undefined) return known
    const result = old.get(value) ?? hash(value)
    if (young.size >= GENERATION) {
      old = young
      young = new Map()
    }
    young.set(value, result)
    return result
  }
}
