import { CUES } from '../models/index.ts'
import type { ColumnData } from '../store/index.ts'
import { FEATURES } from './world.ts'

/** Requests with instruction tokens, one a row, as `TOKEN_USES` gives them. */
export interface TokenUses {
  readonly body: Float64Array
  readonly tokens: ColumnData<'u64-list'>
  /** One for each cue, or none where there was no text. */
  readonly cues: ColumnData<'u8-list'>
  /** Each `OFFSET` more than it is, or none where there was no text. */
  readonly features: ColumnData<'u8-list'>
}

/** Makes a feature (an 8-bit integer) no less than 0. */
export const OFFSET = 128

/** What one account did with one token. */
export interface TokenUse {
  readonly token: number
  readonly requests: number
  /** Different ones. */
  readonly bodies: number
  /** Sums over the requests. */
  readonly cues: Float64Array
  readonly features: Float64Array
}

const FIRST_CAPACITY = 64

/**
 * Sums up one account's requests token by token: how many there are, around how many different bodies, and what was asked
 * and written with it. In columns of numbers that one account after the other is summed in, as a table of groups with
 * seventy sums each is most of what reading a store costs. Requests with one instruction have one list of tokens: what was
 * asked and written is summed for each list, and then once for each of its tokens.
 */
export class UseSums {
  readonly #places = new Map<number, number>()
  readonly #tokens: number[] = []
  readonly #bodies = new Sums(1)
  /** The body that each token was last met with, by its number. */
  readonly #latest = new Sums(1)
  readonly #requests = new Sums(1)
  readonly #cues = new Sums(CUES.length)
  readonly #features = new Sums(FEATURES)
  /** Numbers of the lists by the hash of their tokens; where another list has it, by the next free number. */
  readonly #lists = new Map<number, number>()
  /** The places of each list's tokens. */
  readonly #placesOf: number[][] = []
  readonly #listRequests = new Sums(1)
  readonly #listCues = new Sums(CUES.length)
  readonly #listFeatures = new Sums(FEATURES)
  #distinct = 0

  /**
   * Adds requests of the account.
   * @param rows their numbers, which are put in another order; all requests with one body must come in one call
   */
  add({ body, tokens, cues, features }: TokenUses, rows: Uint32Array): void {
    rows.sort((a, b) => body[a] - body[b])
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]
      if (i === 0 || body[row] !== body[rows[i - 1]]) this.#distinct++
      const list = this.#listOf(tokens.values, startOf(tokens.ends, row), tokens.ends[row])
      this.#count(this.#placesOf[list])
      this.#listRequests.values[list]++
      const cue = startOf(cues.ends, row)
      const asked = Math.min(cues.ends[row] - cue, CUES.length)
      addBytes(this.#listCues.values, list * CUES.length, cues.values, cue, asked, 0)
      const feature = startOf(features.ends, row)
      if (features.ends[row] - feature === FEATURES) {
        addBytes(this.#listFeatures.values, list * FEATURES, features.values, feature, FEATURES, OFFSET)
      }
    }
  }

  /** Everything summed, in arrays that the next account's sums are put in; it is forgotten with that. */
  *take(): Generator<TokenUse> {
    this.#spread()
    for (const [token, place] of this.#places) {
      yield {
        token,
        requests: this.#requests.values[place],
        bodies: this.#bodies.values[place],
        cues: this.#cues.rowOf(place),
        features: this.#features.rowOf(place),
      }
    }
    for (const sums of [this.#bodies, this.#latest, this.#requests, this.#cues, this.#features])
      sums.clear(this.#tokens.length)
    for (const sums of [this.#listRequests, this.#listCues, this.#listFeatures])
      sums.clear(this.#placesOf.length)
    this.#places.clear()
    this.#tokens.length = 0
    this.#lists.clear()
    this.#placesOf.length = 0
    this.#distinct = 0
  }

  /** Counts the body at hand for the tokens at these places, once for each. */
  #count(places: readonly number[]): void {
    const latest = this.#latest.values
    const bodies = this.#bodies.values
    for (let i = 0; i < places.length; i++) {
      if (latest[places[i]] === this.#distinct) continue
      latest[places[i]] = this.#distinct
      bodies[places[i]]++
    }
  }

  /** Adds the sums of each list to those of its tokens. */
  #spread(): void {
    const [cues, features] = [this.#listCues.values, this.#listFeatures.values]
    this.#placesOf.forEach((places, list) => {
      for (const place of places) {
        this.#requests.values[place] += this.#listRequests.values[list]
        addSums(this.#cues.values, place * CUES.length, cues, list * CUES.length, CUES.length)
        addSums(this.#features.values, place * FEATURES, features, list * FEATURES, FEATURES)
      }
    })
  }

  /** The number of a request's list of tokens. */
  #listOf(tokens: Float64Array, from: number, to: number): number {
    let hash = to - from
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ tokens[at], 0x9e3779b1)
    for (;;) {
      const known = this.#lists.get(hash)
      if (known === undefined) break
      if (this.#isList(known, tokens, from, to)) return known
      hash++
    }
    const list = this.#placesOf.length
    this.#lists.set(hash, list)
    this.#placesOf.push(Array.from(tokens.subarray(from, to), (token) => this.#placeOf(token)))
    for (const sums of [this.#listRequests, this.#listCues, this.#listFeatures]) sums.makeRoom(list)
    return list
  }

  #isList(list: number, tokens: Float64Array, from: number, to: number): boolean {
    const places = this.#placesOf[list]
    if (places.length !== to - from) return false
    for (let i = 0; i < places.length; i++) if (this.#tokens[places[i]] !== tokens[from + i]) return false
    return true
  }

  #placeOf(token: number): number {
    const known = this.#places.get(token)
    if (known !== undefined) return known
    const place = this.#tokens.push(token) - 1
    this.#places.set(token, place)
    for (const sums of [this.#bodies, this.#latest, this.#requests, this.#cues, this.#features])
      sums.makeRoom(place)
    return place
  }
}

/** Rows of so many sums each, as many as are needed. */
class Sums {
  readonly #width: number
  values: Float64Array

  constructor(width: number) {
    this.#width = width
    this.values = new Float64Array(FIRST_CAPACITY * width)
  }

  rowOf(row: number): Float64Array {
    return this.values.subarray(row * this.#width, (row + 1) * this.#width)
  }

  makeRoom(row: number): void {
    if ((row + 1) * this.#width <= this.values.length) return
    const larger = new Float64Array(2 * this.values.length)
    larger.set(this.values)
    this.values = larger
  }

  clear(rows: number): void {
    this.values.fill(0, 0, rows * this.#width)
  }
}

function startOf(ends: Uint32Array, row: number): number {
  return row === 0 ? 0 : ends[row - 1]
}

/** Adds a row of bytes, each less some offset, to a row of sums. */
function addBytes(
  sums: Float64Array,
  at: number,
  bytes: Uint8Array,
  from: number,
  count: number,
  offset: number,
): void {
  for (let i = 0; i < count; i++) sums[at + i] += bytes[from + i] - offset
}

/** Adds a row of sums to another. */
function addSums(sums: Float64Array, at: number, more: Float64Array, from: number, count: number): void {
  for (let i = 0; i < count; i++) sums[at + i] += more[from + i]
}
