import type { Group } from '../signals/index.ts'

/** Set operations on ascending arrays of principals. */

export function intersectionSize(a: Group, b: Group): number {
  let size = 0
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      size++
      i++
      j++
    } else if (a[i] < b[j]) i++
    else j++
  }
  return size
}

export function isSame(a: Group, b: Group): boolean {
  return a.length === b.length && a.every((member, i) => member === b[i])
}

/** Shared members over the smaller group's size, 0 to 1. */
export function overlap(a: Group, b: Group): number {
  return intersectionSize(a, b) / Math.max(1, Math.min(a.length, b.length))
}

/** Members of both groups. */
export function intersection(a: Group, b: Group): Group {
  const both = new Set(b)
  return a.filter((member) => both.has(member))
}

/** Members of the first group that are not in the second. */
export function difference(a: Group, b: Group): Group {
  const without = new Set(b)
  return a.filter((member) => !without.has(member))
}

export function union(groups: Iterable<Group>): Group {
  const members = new Set<number>()
  for (const group of groups) for (const member of group) members.add(member)
  return Uint32Array.from(members).sort()
}

/** A name for a set: equal sets, and only they, have equal names. */
export function nameOf(group: Group): string {
  return group.join(',')
}

/** Sets that belong together, by union-find over their indexes. */
export class Partition {
  readonly #parent: Uint32Array

  constructor(size: number) {
    this.#parent = Uint32Array.from({ length: size }, (_, i) => i)
  }

  find(item: number): number {
    let root = item
    while (this.#parent[root] !== root) root = this.#parent[root]
    for (let at = item; at !== root; ) {
      const next = this.#parent[at]
      this.#parent[at] = root
      at = next
    }
    return root
  }

  /** The smaller index stays the root, so that the outcome does not depend on the order of calls. */
  join(a: number, b: number): void {
    const [rootA, rootB] = [this.find(a), this.find(b)]
    if (rootA !== rootB) this.#parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB)
  }

  /** Members by root, both ascending. */
  sets(): number[][] {
    const sets = new Map<number, number[]>()
    for (let item = 0; item < this.#parent.length; item++) {
      const root = this.find(item)
      const set = sets.get(root)
      if (set) set.push(item)
      else sets.set(root, [item])
    }
    return [...sets.values()]
  }
}
