import ipaddr from 'ipaddr.js'

/** Addresses as numbers, end excluded, IPv4 from 0 to 2^32. */
export interface Range {
  readonly start: bigint
  readonly end: bigint
  /** Of the network in its list. */
  readonly index: number
}

/**
 * A CIDR prefix as a range; a bare address is a prefix of full length, an IPv4-mapped IPv6 prefix is IPv4.
 * Undefined if it is neither. Bits behind the prefix length are ignored.
 */
export function parsePrefix(
  text: string,
): { readonly version: 4 | 6; readonly start: bigint; readonly end: bigint } | undefined {
  const cidr = text.trim()
  // ipaddr.js reads `10/8` as 0.0.0.10/8, as C's inet_aton would.
  const isPlain = ipaddr.IPv4.isValidCIDRFourPartDecimal(cidr) || ipaddr.IPv4.isValidFourPartDecimal(cidr)
  if (!cidr.includes(':') && !isPlain) return undefined
  try {
    const [address, length] = cidr.includes('/') ? ipaddr.parseCIDR(cidr) : [ipaddr.parse(cidr), Number.NaN]
    const bytes = address.toByteArray()
    const isMapped = address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress()
    if (isMapped && (Number.isNaN(length) || length >= 96)) return rangeOf(bytes.slice(12), length - 96)
    return rangeOf(bytes, length)
  } catch {
    return undefined
  }
}

function rangeOf(bytes: readonly number[], length: number) {
  const bits = bytes.length * 8
  const kept = Number.isNaN(length) ? bits : length
  const address = bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)
  const size = 1n << BigInt(bits - kept)
  const start = address - (address % size)
  return { version: bits === 32 ? (4 as const) : (6 as const), start, end: start + size }
}
