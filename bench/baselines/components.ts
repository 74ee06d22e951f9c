/** Connected components under union by names: who is connected, and how large the component is. */
export class Components {
  readonly #parent = new Map<string, string>()
  readonly #size = new Map<string, number>()

  find(name: string): string {
    let root = name
    for (let up = this.#parent.get(root); up !== undefined; up = this.#parent.get(root)) root = up
    for (let at = name; at !== root; ) {
      const next = this.#parent.get(at) ?? root
      this.#parent.set(at, root)
      at = next
    }
    return root
  }

  /** Joins two components and returns the root of the whole. */
  join(a: string, b: string): string {
    const [rootA, rootB] = [this.find(a), this.find(b)]
    if (rootA === rootB) return rootA
    const [large, small] = this.size(rootA) >= this.size(rootB) ? [rootA, rootB] : [rootB, rootA]
    this.#size.set(large, this.size(large) + this.size(small))
    this.#parent.set(small, large)
    return large
  }

  size(name: string): number {
    return this.#size.get(this.find(name)) ?? 1
  }
}
