import { createHash, hash } from 'node:crypto'

/**
 * The content identity of a row: the first 52 bits of the SHA-1 of its bytes, exact in a JavaScript number.
 * Of the digests in node:crypto SHA-1 is the fastest on processors with SHA instructions; nobody's safety
 * hangs on it. Two of n rows share a key by chance with probability n * n / 2^53: for 10 million rows 1 in 90,
 * and a store keys rows by account and time beside it.
 */
export function rowKey(content: Uint8Array | string): number {
  return Number.parseInt(digest(content).slice(0, 13), 16)
}

/** `crypto.hash` came with Node 20.12 and 21.7. */
const digest: (content: Uint8Array | string) => string =
  typeof hash === 'function'
    ? (content) => hash('sha1', content)
    : (content) => createHash('sha1').update(content).digest('hex')
