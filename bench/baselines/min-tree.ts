/** Values by place, of which the lowest is found and any is changed in logarithmic time: a tree of minima. */
export class MinTree {
  readonly #leaves: number
  readonly #minima: Float64Array

  constructor(values: ArrayLike<number>) {
    this.#leaves = 2 ** Math.ceil(Math.log2(Math.max(2, values.length)))
    this.#minima = new Float64Array(2 * this.#leaves).fill(Number.POSITIVE_INFINITY)
    this.#minima.set(values, this.#leaves)
    for (let node = this.#leaves - 1; node > 0; node--) this.#refresh(node)
  }

  at(place: number): number {
    return this.#minima[this.#leaves + place]
  }

  set(place: number, value: number): void {
    let node = this.#leaves + place
    this.#minima[node] = value
    for (node >>= 1; node > 0; node >>= 1) this.#refresh(node)
  }

  /** The place of the lowest value; of equals the first. */
  lowest(): number {
    let node = 1
    while (node < this.#leaves) {
      node *= 2
      if (this.#minima[node + 1] < this.#minima[node]) node++
    }
    return node - this.#leaves
  }

  #refresh(node: number): void {
    this.#minima[node] = Math.min(this.#minima[2 * node], this.#minima[2 * node + 1])
  }
}
