import ipaddr from 'ipaddr.js'
import { isMapped, parseAddress } from './address.ts'

/** Addresses as numbers, end excluded, IPv4 from 0 to 2^32. */
export interface Range {
  readonly start: bigint
  readonly end: bigint
  /** Of the network in its list. */
  readonly index: number
}

/** Whether a text is CIDR, or a bare address, to ipaddr.js and to `parsePrefix`, which is the stricter. */
export function isPrefix(text: string): boolean {
  const cidr = text.trim()
  const version = cidr.includes(':') ? ipaddr.IPv6 : ipaddr.IPv4
  return (version.isValidCIDR(cidr) || version.isValid(cidr)) && parsePrefix(cidr) !== undefined
}

/**
 * A CIDR prefix as a range; a bare address is a prefix of full length, an IPv4-mapped IPv6 prefix is IPv4.
 * Undefined if it is neither, and for inet_aton's shorthands: `10/8` would be 0.0.0.10/8. Bits behind the prefix
 * length are ignored.
 */
export function parsePrefix(
  text: string,
): { readonly version: 4 | 6; readonly start: bigint; readonly end: bigint } | undefined {
  const [, address = '', digits] = /^\s*([^/\s]+)(?:\/(\d{1,3}))?\s*$/.exec(text) ?? []
  const words = parseAddress(address)
  if (!words) return undefined
  const isDotted = !address.includes(':')
  const length = digits === undefined ? 128 : Number(digits) + (isDotted ? 96 : 0)
  if (length > 128) return undefined
  if (isMapped(words) && length >= 96) {
    const size = 2 ** (128 - length)
    const start = Math.floor((words[3] ?? 0) / size) * size
    return { version: 4, start: BigInt(start), end: BigInt(start + size) }
  }
  const value = words.reduce((sum, word) => (sum << 32n) | BigInt(word), 0n)
  const size = 1n << BigInt(128 - length)
  const start = value - (value % size)
  return { version: 6, start, end: start + size }
}
