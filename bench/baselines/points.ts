/** So many points have room before the first that takes more. */
const FIRST_ROOM = 16

/**
 * Points with whole coordinates, one after the other in memory: each text of an account is held against hundreds, and
 * to fetch them from all over costs more than the arithmetic.
 */
export class Points {
  readonly #dimensions: number
  #coordinates: Int8Array
  #used = 0

  constructor(dimensions: number) {
    this.#dimensions = dimensions
    this.#coordinates = new Int8Array(FIRST_ROOM * dimensions)
  }

  add(point: Int8Array): void {
    if (this.#used === this.#coordinates.length) {
      const roomier = new Int8Array(2 * this.#used)
      roomier.set(this.#coordinates)
      this.#coordinates = roomier
    }
    this.#coordinates.set(point, this.#used)
    this.#used += this.#dimensions
  }

  /** Squared distance to the nearest point; infinite where there is none. A point is given up once it is farther. */
  nearestSquared(to: Int8Array): number {
    const coordinates = this.#coordinates
    const dimensions = this.#dimensions
    let nearest = Number.POSITIVE_INFINITY
    for (let start = 0; start < this.#used; start += dimensions) {
      let squares = 0
      for (let i = 0; i < dimensions && squares < nearest; i++) {
        const difference = coordinates[start + i] - to[i]
        squares += difference * difference
      }
      nearest = Math.min(nearest, squares)
    }
    return nearest
  }
}
