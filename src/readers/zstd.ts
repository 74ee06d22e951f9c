import { Decompress } from 'fzstd'

const MAGIC = 0xfd2fb528
/** The last four bits of a skippable frame's magic number are its writer's own. */
const SKIPPABLE = 0x184d2a5
/** No block holds more, before or after it was compressed (RFC 8878, section 3.1.1.2.4). */
const LARGEST_BLOCK = 128 * 1024
/** A decoder holds the whole window. The zstd program, too, takes no larger one unless told to. */
const LARGEST_WINDOW = 128 * 1024 * 1024
const RLE = 1
const RESERVED = 3

/** Decompresses zstd (RFC 8878) one block after another. */
export interface Unzstd {
  /**
   * Pauses after each block, so that nobody needs to hold more than 128 KiB of what comes out: four bytes of a
   * hostile stream can stand for a whole block.
   * @throws Error for what is no zstd, what breaks off, and what would take too much memory
   */
  push(chunk: Uint8Array, final: boolean): Generator<void, void, undefined>
}

/** What a stream goes on with, and where that ends. */
interface Unit {
  readonly end: number
  readonly next: Place
  /** Bytes of a skippable frame behind `end`. */
  readonly skip?: number
}

type Place =
  | { readonly what: 'frame' }
  | { readonly what: 'block'; readonly checksum: boolean }
  | { readonly what: 'checksum' }

export function createUnzstd(onChunk: (chunk: Uint8Array) => void): Unzstd {
  const decoder = new Decompress((chunk) => {
    if (chunk.length > 0) onChunk(chunk)
  })
  let place: Place = { what: 'frame' }
  let held: Uint8Array = new Uint8Array(0)
  /** The last byte of a unit goes with the next: fzstd keeps every chunk that leaves it nothing over. */
  let owed: Uint8Array = new Uint8Array(0)
  let skip = 0

  return {
    *push(chunk, final) {
      const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk])
      let at = 0
      for (;;) {
        const passed = Math.min(skip, bytes.length - at)
        at += passed
        skip -= passed
        const unit = skip > 0 ? undefined : unitAt(bytes, at, place)
        if (!unit) break
        if (unit.skip !== undefined) skip = unit.skip
        else {
          decoder.push(Buffer.concat([owed, bytes.subarray(at, unit.end - 1)]), false)
          owed = bytes.slice(unit.end - 1, unit.end)
          yield
        }
        at = unit.end
        place = unit.next
      }
      held = bytes.slice(at)
      if (final) decoder.push(Buffer.concat([owed, held]), true)
    },
  }
}

function unitAt(bytes: Uint8Array, at: number, place: Place): Unit | undefined {
  const unit =
    place.what === 'frame'
      ? frameAt(bytes, at)
      : place.what === 'block'
        ? blockAt(bytes, at, place.checksum)
        : { end: at + 4, next: { what: 'frame' } as const }
  return unit && unit.end <= bytes.length ? unit : undefined
}

/** A frame's header (section 3.1.1.1), or a skippable frame's (3.1.2). */
function frameAt(bytes: Uint8Array, at: number): Unit | undefined {
  if (bytes.length < at + 8) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const magic = view.getUint32(at, true)
  if (magic >>> 4 === SKIPPABLE) {
    return { end: at + 8, next: { what: 'frame' }, skip: view.getUint32(at + 4, true) }
  }
  if (magic !== MAGIC) throw new Error('invalid zstd data')
  const flags = bytes[at + 4] ?? 0
  const single = (flags & 0x20) !== 0
  const sizeFlag = flags >> 6
  const dictionaryBytes = [0, 1, 2, 4][flags & 3] ?? 0
  const sizeBytes = sizeFlag === 0 ? (single ? 1 : 0) : 1 << sizeFlag
  const sizeAt = at + (single ? 5 : 6) + dictionaryBytes
  const end = sizeAt + sizeBytes
  if (bytes.length < end) return undefined
  const exponent = (bytes[at + 5] ?? 0) >> 3
  const mantissa = (bytes[at + 5] ?? 0) & 7
  const window = single ? sizeIn(bytes, sizeAt, sizeBytes) : 2 ** (10 + exponent) * (1 + mantissa / 8)
  if (window > LARGEST_WINDOW) {
    throw new Error(
      `it needs ${Math.round(window / 2 ** 20).toLocaleString('en')} MiB of memory, more than the 128 MiB that are allowed; compress it again without --long`,
    )
  }
  return { end, next: { what: 'block', checksum: (flags & 4) !== 0 } }
}

function sizeIn(bytes: Uint8Array, at: number, length: number): number {
  let size = 0
  for (let place = length - 1; place >= 0; place--) size = size * 256 + (bytes[at + place] ?? 0)
  return length === 2 ? size + 256 : size
}

/** Section 3.1.1.2: three bytes of header, then the content, of which a run has a single byte. */
function blockAt(bytes: Uint8Array, at: number, checksum: boolean): Unit | undefined {
  if (bytes.length < at + 3) return undefined
  const header = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16)
  const kind = (header >> 1) & 3
  const size = header >> 3
  if (kind === RESERVED || size > LARGEST_BLOCK) throw new Error('invalid zstd data')
  const next: Place = (header & 1) === 0 ? { what: 'block', checksum } : after(checksum)
  return { end: at + 3 + (kind === RLE ? 1 : size), next }
}

function after(checksum: boolean): Place {
  return { what: checksum ? 'checksum' : 'frame' }
}
