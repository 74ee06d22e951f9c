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
  readonly cues: Uint32Array
  readonly features: Int32Array
}

const FIRST_CAPACITY = 64

/**
 * Sums up one account's requests token by token: how many there are, around how many different bodies, and what was asked
 * and written with it. In columns of numbers that one account after the other is summed in, as a table of groups with
 * seventy sums each is most of what reading a store costs.
 */
export class UseSums {
  readonly #places = new Map<number, number>()
  #requests = new Uint32Array(FIRST_CAPACITY)
  #bodies = new Uint32Array(FIRST_CAPACITY)
  /** The body that each token was last met with, by its number. */
  #latest = new Uint32Array(FIRST_CAPACITY)
  /** [place * CUES + cue] */
  #cues = new Uint32Array(FIRST_CAPACITY * CUES.length)
  /** [place * FEATURES + feature] */
  #features = new Int32Array(FIRST_CAPACITY * FEATURES)
  #distinct = 0

  /**
   * Adds requests of the account.
   * @param rows their numbers, which are put in another order; all requests with one body must come in one call
   */
  add({ body, tokens, cues, features }: TokenUses, rows: Uint32Array): void {
    rows.sort((a, b) => body[a] - body[b])
    const [asked, written] = [cues.values, features.values]
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]
      if (i === 0 || body[row] !== body[rows[i - 1]]) this.#distinct++
      const cue = row === 0 ? 0 : cues.ends[row - 1]
      const cueEnd = Math.min(cues.ends[row], cue + CUES.length)
      const feature = row === 0 ? 0 : features.ends[row - 1]
      const hasFeatures = features.ends[row] - feature === FEATURES
      for (let at = row === 0 ? 0 : tokens.ends[row - 1]; at < tokens.ends[row]; at++) {
        const place = this.#placeOf(tokens.values[at])
        this.#requests[place]++
        if (this.#latest[place] !== this.#distinct) {
          this.#latest[place] = this.#distinct
          this.#bodies[place]++
        }
        const cueSums = this.#cues
        for (let c = cue, sum = place * CUES.length; c < cueEnd; c++, sum++) cueSums[sum] += asked[c]
        if (hasFeatures) addFeatures(this.#features, place * FEATURES, written, feature)
      }
    }
  }

  /** Everything summed, in arrays that the next account's sums are put in; it is forgotten with that. */
  *take(): Generator<TokenUse> {
    for (const [token, place] of this.#places) {
      yield {
        token,
        requests: this.#requests[place],
        bodies: this.#bodies[place],
        cues: this.#cues.subarray(place * CUES.length, (place + 1) * CUES.length),
        features: this.#features.subarray(place * FEATURES, (place + 1) * FEATURES),
      }
    }
    const size = this.#places.size
    for (const sums of [this.#requests, this.#bodies, this.#latest]) sums.fill(0, 0, size)
    this.#cues.fill(0, 0, size * CUES.length)
    this.#features.fill(0, 0, size * FEATURES)
    this.#places.clear()
    this.#distinct = 0
  }

  #placeOf(token: number): number {
    const known = this.#places.get(token)
    if (known !== undefined) return known
    const place = this.#places.size
    if (place === this.#requests.length) this.#grow()
    this.#places.set(token, place)
    return place
  }

  #grow(): void {
    const twice = <T extends Uint32Array | Int32Array>(values: T, larger: T): T => {
      larger.set(values)
      return larger
    }
    this.#requests = twice(this.#requests, new Uint32Array(2 * this.#requests.length))
    this.#bodies = twice(this.#bodies, new Uint32Array(2 * this.#bodies.length))
    this.#latest = twice(this.#latest, new Uint32Array(2 * this.#latest.length))
    this.#cues = twice(this.#cues, new Uint32Array(2 * this.#cues.length))
    this.#features = twice(this.#features, new Int32Array(2 * this.#features.length))
  }
}

/** Adds one request's features to the sums from a place on. */
function addFeatures(sums: Int32Array, place: number, features: Uint8Array, from: number): void {
  for (let f = 0; f < FEATURES; f++) sums[place + f] += features[from + f] - OFFSET
}
