/** An IPv6 address as four 32-bit words; IPv4 in the last, as an IPv4-mapped address. */
export type Words = Uint32Array

/** The four words of the address last parsed; parsing allocates nothing. */
const words = new Uint32Array(4)
const MAPPED = 0xffff

const DOT = 0x2e
const COLON = 0x3a

/**
 * An IPv4 address in dotted decimals, four parts without leading zeros, as a number; -1 if it is none.
 */
function parseIPv4(text: string, from = 0): number {
  let value = 0
  let part = -1
  let parts = 0
  let digits = 0
  for (let at = from; at <= text.length; at++) {
    const code = at === text.length ? DOT : text.charCodeAt(at)
    if (code === DOT) {
      if (part < 0 || parts === 4) return -1
      value = value * 256 + part
      parts += 1
      part = -1
      digits = 0
    } else if (code >= 0x30 && code <= 0x39) {
      if (digits > 0 && part === 0) return -1
      part = Math.max(part, 0) * 10 + code - 0x30
      digits += 1
      if (part > 255) return -1
    } else return -1
  }
  return parts === 4 ? value : -1
}

/**
 * Parses IPv4 or IPv6 (RFC 4291 section 2.2, with a zone or without) into four shared words, IPv4 as its
 * IPv4-mapped IPv6 address. Undefined if the text is no address. The words are overwritten by the next call.
 */
export function parseAddress(text: string): Words | undefined {
  const four = parseIPv4(text)
  if (four >= 0) return mapped(four)
  if (!text.includes(':')) return undefined
  const zone = text.indexOf('%')
  return parseIPv6(zone === -1 ? text : text.slice(0, zone))
}

function mapped(four: number): Words {
  words[0] = 0
  words[1] = 0
  words[2] = MAPPED
  words[3] = four
  return words
}

const groups = new Uint16Array(8)

function parseIPv6(text: string): Words | undefined {
  let count = 0
  let gap = -1
  let at = 0
  if (text.startsWith('::')) {
    gap = 0
    at = 2
  }
  while (at < text.length) {
    if (count === 8) return undefined
    const end = groupEnd(text, at)
    if (end < text.length && text.charCodeAt(end) === DOT) {
      const four = parseIPv4(text, at)
      if (four < 0 || count > 6) return undefined
      groups[count] = four >>> 16
      groups[count + 1] = four & 0xffff
      count += 2
      at = text.length
      break
    }
    if (end === at || end - at > 4) return undefined
    groups[count] = Number.parseInt(text.slice(at, end), 16)
    count += 1
    at = end
    if (at === text.length) break
    if (text.charCodeAt(at) !== COLON) return undefined
    at += 1
    if (text.charCodeAt(at) === COLON) {
      if (gap !== -1) return undefined
      gap = count
      at += 1
    } else if (at === text.length) return undefined
  }
  if (gap === -1 ? count !== 8 : count > 7) return undefined
  return spread(count, gap)
}

/** Offset of the first character from `at` that is no hexadecimal digit. */
function groupEnd(text: string, at: number): number {
  let end = at
  while (end < text.length && end - at < 5) {
    const code = text.charCodeAt(end)
    const lower = code | 0x20
    if (!(code >= 0x30 && code <= 0x39) && !(lower >= 0x61 && lower <= 0x66)) break
    end += 1
  }
  return end
}

/** The groups as words, with zeros where `::` stood. */
function spread(count: number, gap: number): Words {
  const group = (index: number): number => {
    if (gap === -1 || index < gap) return groups[index] ?? 0
    const behind = index - (8 - count)
    return behind >= gap ? (groups[behind] ?? 0) : 0
  }
  for (let index = 0; index < 4; index++) words[index] = group(index * 2) * 65536 + group(index * 2 + 1)
  return words
}

export function isMapped(address: Words): boolean {
  return address[0] === 0 && address[1] === 0 && address[2] === MAPPED
}

function dotted(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`
}

/**
 * The network an address belongs to at the granularity at which networks are told apart: the /24 of IPv4
 * (and of IPv4-mapped IPv6), the /48 of IPv6. Undefined if the text is no address.
 */
export function prefixOf(address: string): string | undefined {
  const parsed = parseAddress(address)
  if (!parsed) return undefined
  const [first = 0, second = 0, , last = 0] = parsed
  if (isMapped(parsed)) return `${dotted(last & 0xffffff00)}/24`
  const hex = [first >>> 16, first & 0xffff, second >>> 16].map((group) => group.toString(16))
  while (hex.at(-1) === '0') hex.pop()
  return `${hex.join(':')}::/48`
}

/** Whether an address is one the public internet routes, as far as proxies' own addresses go (RFC 6890). */
function isPublic(address: string): boolean {
  const parsed = parseAddress(address)
  if (!parsed) return false
  const [first = 0, , , last = 0] = parsed
  if (!isMapped(parsed)) return first >>> 29 === 1
  const high = last >>> 24
  const second = (last >>> 16) & 255
  if (high === 10 || high === 127 || high === 0) return false
  if (high === 100) return second < 64 || second > 127
  if (high === 169) return second !== 254
  if (high === 172) return second < 16 || second > 31
  return high !== 192 || second !== 168
}

/** Whether an address belongs to a machine inside, such as a proxy. What is no address at all is not known to. */
export function isInside(address: string): boolean {
  return parseAddress(address) !== undefined && !isPublic(address)
}

const NO_ADDRESS = /^(?:unknown|none|null|undefined|nan|n\/a|-)$/i

/**
 * The address in a log's client field, without brackets and port. Of a list (`X-Forwarded-For`) it is the
 * last public one: each proxy appends the peer it saw, and what stands in front is the caller's own claim.
 * What is no address stays as it is, since a keyed hash of one identifies as well; undefined for words such
 * as `unknown`.
 */
export function clientAddress(field: string): string | undefined {
  if (field.includes(',')) {
    const addresses = field.split(',').flatMap((part) => bareAddress(part) ?? [])
    const address = addresses.findLast(isPublic) ?? addresses[0]
    if (address !== undefined) return address
  }
  return bareAddress(field) ?? (NO_ADDRESS.test(field.trim()) ? undefined : field)
}

function bareAddress(field: string): string | undefined {
  if (parseIPv4(field) >= 0) return field
  const text = field.trim()
  if (parseAddress(text)) return text
  const inner = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1]
  return inner !== undefined && parseAddress(inner) ? inner : undefined
}
