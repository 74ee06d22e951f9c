import type { Group } from '../../signals/index.ts'

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

/** An order of groups by their members alone: below 0 where `a` comes first. */
export function compareGroups(a: ArrayLike<number>, b: ArrayLike<number>): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i] - b[i]
  return a.length - b.length
}

/** Shared members over the smaller group's size, 0 to 1. */
export function overlap(a: Group, b: Group): number {
  return intersectionSize(a, b) / Math.max(1, Math.min(a.length, b.length))
}

/** Members of both groups. */
export function intersection(a: Group, b: Group): Group {
  return some(a, b, true)
}

/** Members of the first group that are not in the second. */
export function difference(a: Group, b: Group): Group {
  return some(a, b, false)
}

/** The members of a group that are in another, or those that are not. */
function some(a: Group, b: Group, inside: boolean): Group {
  const found = new Uint32Array(a.length)
  let size = 0
  for (let i = 0, j = 0; i < a.length; i++) {
    while (j < b.length && b[j] < a[i]) j++
    if ((j < b.length && b[j] === a[i]) === inside) found[size++] = a[i]
  }
  return found.slice(0, size)
}

/** Whether a principal is in a group. */
export function contains(group: Group, principal: number): boolean {
  return group[placeFrom(group, 0, principal)] === principal
}

/** Whether two groups have a member in common. Costs the smaller, and little of the larger. */
export function meet(a: Group, b: Group): boolean {
  const [small, large] = a.length <= b.length ? [a, b] : [b, a]
  let from = 0
  for (let i = 0; i < small.length; i++) {
    from = placeFrom(large, from, small[i])
    if (from === large.length) return false
    if (large[from] === small[i]) return true
  }
  return false
}

/** The first place, from one on, of a member that is no less than a principal; the group's length where all are. */
function placeFrom(group: Group, from: number, principal: number): number {
  let low = from
  let high = group.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (group[middle] < principal) low = middle + 1
    else high = middle
  }
  return low
}

export function union(groups: Iterable<Group>): Group {
  const all = [...groups]
  const members = new Uint32Array(all.reduce((size, { length }) => size + length, 0))
  let end = 0
  for (const group of all) {
    members.set(group, end)
    end += group.length
  }
  members.sort()
  let size = 0
  for (let i = 0; i < members.length; i++)
    if (i === 0 || members[i] !== members[i - 1]) members[size++] = members[i]
  return members.slice(0, size)
}

/** A name for a set: equal sets, and only they, have equal names. */
export function nameOf(group: Group): string {
  return group.join(',')
}

/** Sets that belong together, by union-find over their indexes. */
export class Partition {
  readonly #parent: Uint32Array

  constructor(size: number) {
    this.#parent = new Uint32Array(size)
    for (let i = 0; i < size; i++) this.#parent[i] = i
  }

  /** The same sets, which may be joined further by themselves. */
  copy(): Partition {
    const copy = new Partition(this.#parent.length)
    copy.#parent.set(this.#parent)
    return copy
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
