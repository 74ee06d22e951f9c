import type { Network } from '../../record/index.ts'
import { isMapped, parseAddress, type Words } from './address.ts'
import { parsePrefix, type Range } from './prefix.ts'

export interface NetworkEntry {
  readonly kind: Network['kind']
  readonly asn: number | undefined
}

/** Finds the most specific network that holds an address. */
export type NetworkLookup = (address: string) => NetworkEntry | undefined

/**
 * Longest-prefix match over IPv4 and IPv6. Nested prefixes are flattened into disjoint segments once, so that
 * a lookup is one binary search over sorted integers and allocates nothing. Prefixes that are not CIDR match
 * nothing; of equal prefixes the last one counts.
 */
export function networkLookup(networks: readonly Network[]): NetworkLookup {
  const entries: NetworkEntry[] = networks.map(({ kind, asn }) => ({ kind, asn }))
  const four: Range[] = []
  const six: Range[] = []
  for (const [index, { prefix }] of networks.entries()) {
    const parsed = parsePrefix(prefix)
    if (parsed) (parsed.version === 4 ? four : six).push({ ...parsed, index })
  }
  const fourTable = tableOf(flatten(four))
  const sixTable = tableOf(flatten(six))
  return (address) => {
    const parsed = parseAddress(address)
    if (!parsed) return undefined
    const index = isMapped(parsed) ? find4(fourTable, parsed[3] ?? 0) : find6(sixTable, parsed)
    return index === -1 ? undefined : entries[index]
  }
}

/** From `start` on, up to the next segment, addresses belong to entry `index`; -1 for none. */
interface Segment {
  readonly start: bigint
  readonly index: number
}

/** Disjoint segments of nested ranges, the innermost winning. Prefixes nest or are apart; they never overlap. */
function flatten(ranges: readonly Range[]): Segment[] {
  const ordered = [...ranges].sort(
    (a, b) => compare(a.start, b.start) || compare(b.end, a.end) || a.index - b.index,
  )
  const segments: Segment[] = []
  const around: Range[] = []
  const put = (start: bigint, index: number) => {
    if (segments.at(-1)?.start === start) segments.pop()
    if ((segments.at(-1)?.index ?? -1) !== index) segments.push({ start, index })
  }
  const closeUpTo = (position: bigint | undefined) => {
    for (
      let inner = around.at(-1);
      inner && (position === undefined || inner.end <= position);
      inner = around.at(-1)
    ) {
      around.pop()
      put(inner.end, around.at(-1)?.index ?? -1)
    }
  }
  for (const range of ordered) {
    closeUpTo(range.start)
    around.push(range)
    put(range.start, range.index)
  }
  closeUpTo(undefined)
  return segments
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}

interface Table {
  /** Four words per segment, most significant first. */
  readonly starts: Uint32Array
  readonly indexes: Int32Array
}

function tableOf(segments: readonly Segment[]): Table {
  const kept = segments.filter(({ start }) => start < 1n << 128n)
  const starts = new Uint32Array(kept.length * 4)
  for (const [at, { start }] of kept.entries()) {
    for (let word = 0; word < 4; word++)
      starts[at * 4 + word] = Number((start >> BigInt(96 - 32 * word)) & 0xffffffffn)
  }
  return { starts, indexes: Int32Array.from(kept, ({ index }) => index) }
}

function find4({ starts, indexes }: Table, address: number): number {
  let low = 0
  let high = indexes.length
  while (low < high) {
    const middle = (low + high) >>> 1
    // A segment that starts behind the last IPv4 address has a word in front.
    if (starts[middle * 4 + 2] === 0 && (starts[middle * 4 + 3] ?? 0) <= address) low = middle + 1
    else high = middle
  }
  return low === 0 ? -1 : (indexes[low - 1] ?? -1)
}

function find6({ starts, indexes }: Table, address: Words): number {
  let low = 0
  let high = indexes.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (atMost(starts, middle * 4, address)) low = middle + 1
    else high = middle
  }
  return low === 0 ? -1 : (indexes[low - 1] ?? -1)
}

function atMost(starts: Uint32Array, offset: number, address: Words): boolean {
  for (let word = 0; word < 4; word++) {
    const difference = (starts[offset + word] ?? 0) - (address[word] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return true
}
