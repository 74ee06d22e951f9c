const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193

/**
 * Numbers distinct byte strings in order of their first appearance. Strings are told apart as bytes and made
 * into JavaScript strings only once each, at the end: results name the same account millions of times.
 */
export class StringDictionary {
  #slots = new Int32Array(1 << 12).fill(-1)
  #hashes = new Uint32Array(1 << 11)
  #ends = new Float64Array(1 << 11)
  #bytes = new Uint8Array(1 << 16)
  #size = 0
  #last = 0

  /** The number of `bytes[start..end)`. */
  add(bytes: Uint8Array, start: number, end: number): number {
    if (this.#size > 0 && this.#equals(this.#last, bytes, start, end)) return this.#last
    const hash = hashOf(bytes, start, end)
    let slot = hash & (this.#slots.length - 1)
    for (;;) {
      const entry = this.#slots[slot] ?? -1
      if (entry < 0) break
      if (this.#hashes[entry] === hash && this.#equals(entry, bytes, start, end)) {
        this.#last = entry
        return entry
      }
      slot = (slot + 1) & (this.#slots.length - 1)
    }
    this.#last = this.#append(hash, slot, bytes, start, end)
    return this.#last
  }

  /** The strings, by number. */
  values(): string[] {
    // An id may begin with a byte order mark, and is another without it.
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
    const values: string[] = []
    for (let entry = 0; entry < this.#size; entry++) {
      values.push(decoder.decode(this.#bytes.subarray(this.#start(entry), this.#ends[entry])))
    }
    return values
  }

  #start(entry: number): number {
    return entry === 0 ? 0 : (this.#ends[entry - 1] ?? 0)
  }

  #equals(entry: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#start(entry)
    if ((this.#ends[entry] ?? 0) - from !== end - start) return false
    const own = this.#bytes
    for (let i = start, j = from; i < end; i++, j++) if (own[j] !== bytes[i]) return false
    return true
  }

  #append(hash: number, slot: number, bytes: Uint8Array, start: number, end: number): number {
    const entry = this.#size
    const from = this.#start(entry)
    const to = from + end - start
    if (to > this.#bytes.length) this.#bytes = grown(this.#bytes, new Uint8Array(Math.max(to, 2 * from)))
    if (entry === this.#hashes.length) {
      this.#hashes = grown(this.#hashes, new Uint32Array(2 * entry))
      this.#ends = grown(this.#ends, new Float64Array(2 * entry))
    }
    this.#bytes.set(bytes.subarray(start, end), from)
    this.#hashes[entry] = hash
    this.#ends[entry] = to
    this.#slots[slot] = entry
    this.#size++
    if (2 * this.#size > this.#slots.length) this.#rehash()
    return entry
  }

  #rehash(): void {
    const slots = new Int32Array(2 * this.#slots.length).fill(-1)
    for (let entry = 0; entry < this.#size; entry++) {
      let slot = (this.#hashes[entry] ?? 0) & (slots.length - 1)
      while ((slots[slot] ?? -1) >= 0) slot = (slot + 1) & (slots.length - 1)
      slots[slot] = entry
    }
    this.#slots = slots
  }
}

function grown<T extends Uint8Array | Uint32Array | Float64Array>(from: T, into: T): T {
  into.set(from)
  return into
}

/** FNV-1a (Fowler, Noll, Vo) with a final mix, as its low bits alone are weak on short strings. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = FNV_OFFSET
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), FNV_PRIME)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) >>> 0
}
