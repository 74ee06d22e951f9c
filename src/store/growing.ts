import type { ScalarKind } from './columns.ts'

const FIRST_CAPACITY = 1 << 12

export type NumberArray = Uint8Array | Uint32Array | Float64Array

function emptyArray(kind: ScalarKind, capacity: number): NumberArray {
  if (kind === 'u8') return new Uint8Array(capacity)
  return kind === 'u32' || kind === 'string-index' ? new Uint32Array(capacity) : new Float64Array(capacity)
}

/** A typed array that grows by doubling. */
export class Growing {
  values: NumberArray
  length = 0
  readonly #kind: ScalarKind

  constructor(kind: ScalarKind) {
    this.#kind = kind
    this.values = emptyArray(kind, FIRST_CAPACITY)
  }

  reserve(more: number): NumberArray {
    const needed = this.length + more
    if (needed > this.values.length) {
      const larger = emptyArray(this.#kind, Math.max(needed, 2 * this.values.length))
      larger.set(this.values.subarray(0, this.length))
      this.values = larger
    }
    return this.values
  }

  finish(): NumberArray {
    return this.values.subarray(0, this.length)
  }
}
