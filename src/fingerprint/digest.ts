import { hkdfSync } from 'node:crypto'
import { StillwatchError } from '../errors/index.ts'

/**
 * The installation's secret as the 32-bit keys that hashing needs. They are derived by HKDF-SHA-256 (RFC 5869),
 * so the secret may have any length and cannot be read back from them.
 */
export interface DigestKeys {
  /** The 64-bit key of the digest. */
  readonly k0: number
  readonly k1: number
}

/** @throws StillwatchError SW_USAGE for a secret of less than 16 bytes. */
export function deriveKeys(secret: Uint8Array): DigestKeys {
  if (secret.length < 16) {
    throw new StillwatchError(
      'SW_USAGE',
      `The installation secret has ${secret.length} bytes; fingerprints need at least 16.`,
      'Use a secret of 32 random bytes.',
    )
  }
  const bytes = new DataView(hkdfSync('sha256', secret, '', 'stillwatch fingerprint 1', 8))
  return {
    k0: bytes.getInt32(0),
    k1: bytes.getInt32(4),
  }
}

/** MurmurHash3's 32-bit finaliser: every input bit reaches every output bit. A bijection, without a key. */
export function mix32(value: number): number {
  let h = value
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

const COMPRESSION_ROUNDS = 1
const FINALISATION_ROUNDS = 3

/**
 * HalfSipHash (Aumasson and Bernstein 2012; 32-bit words, 64-bit key, 64-bit output) over the first `length`
 * words of `message`, returned as its low 32 and high 32 bits. The default of 1 and 3 rounds is the trade that
 * hash tables make for speed; the published vectors are for 2 and 4.
 */
export function halfSipHash(
  k0: number,
  k1: number,
  message: Uint32Array,
  length: number,
  compressionRounds: number = COMPRESSION_ROUNDS,
  finalisationRounds: number = FINALISATION_ROUNDS,
): readonly [low: number, high: number] {
  let v0 = k0 | 0
  let v1 = (k1 ^ 0xee) | 0
  let v2 = (k0 ^ 0x6c796765) | 0
  let v3 = (k1 ^ 0x74656462) | 0
  let low = 0
  // One loop for all phases keeps a single copy of the round: message words, the length, then twice nothing.
  for (let block = 0; block < length + 3; block++) {
    let word = 0
    let rounds = finalisationRounds
    if (block <= length) {
      word = (block < length ? (message[block] ?? 0) : length << 26) | 0
      rounds = compressionRounds
    } else if (block === length + 1) {
      v2 ^= 0xee
    } else {
      low = v1 ^ v3
      v1 ^= 0xdd
    }
    v3 ^= word
    for (let round = 0; round < rounds; round++) {
      v0 = (v0 + v1) | 0
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0
      v0 = (v0 << 16) | (v0 >>> 16)
      v2 = (v2 + v3) | 0
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2
      v0 = (v0 + v3) | 0
      v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0
      v2 = (v2 + v1) | 0
      v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2
      v2 = (v2 << 16) | (v2 >>> 16)
    }
    v0 ^= word
  }
  return [low >>> 0, (v1 ^ v3) >>> 0]
}

/** What a digest is of; digests of different kinds never meet. */
export const TAG = { shingle: 1, head: 2, tail: 3, system: 4, segment: 5, body: 6, id: 7 } as const
export type Tag = (typeof TAG)[keyof typeof TAG]

export interface Digester {
  /** Scratch space for at least `words` message words; the first is the digest's own. */
  message(words: number): Uint32Array
  /** 52-bit digest, never 0, of `words` words that stand in `message` from index 1 on. */
  digest(tag: Tag, words: number): number
}

export function createDigester(keys: DigestKeys): Digester {
  let message = new Uint32Array(1024)
  return {
    message(words) {
      if (message.length <= words) message = new Uint32Array(2 * words + 1)
      return message
    },
    digest(tag, words) {
      message[0] = tag
      const [low, high] = halfSipHash(keys.k0, keys.k1, message, words + 1)
      return (high & 0xfffff) * 0x1_0000_0000 + low || 1
    },
  }
}

/**
 * A function from an id to 52 bits, keyed by the installation's secret, never 0: the digest of its code units, two to a
 * word, behind its length. For ids that come by the million and are compared, not kept from guessing.
 * @throws StillwatchError SW_USAGE for a secret of less than 16 bytes
 */
export function createIdDigest(secret: Uint8Array): (id: string) => number {
  const digester = createDigester(deriveKeys(secret))
  return (id) => {
    const words = (id.length + 1) >>> 1
    const message = digester.message(words + 1)
    message[1] = id.length
    for (let word = 0; word < words; word++) {
      const at = 2 * word
      const next = at + 1 < id.length ? id.charCodeAt(at + 1) : 0
      message[word + 2] = id.charCodeAt(at) | (next << 16)
    }
    return digester.digest(TAG.id, words + 1)
  }
}
