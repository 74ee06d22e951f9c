import type { JoinFamily, JoinFamilyId, PlacedPart } from './part.ts'

/** Why a group of parts was let go: nothing was missing, room was needed, or the input had ended. */
export type Release = 'whole' | 'evicted' | 'end'

export interface JoinerOptions {
  readonly families: readonly JoinFamily[]
  /** The kinds of parts that can come at all; none other is waited for. */
  readonly present: ReadonlySet<string>
  /** About how many bytes of parts are held. Beyond that the oldest groups go first. Default 256 MiB. */
  readonly maxBytes?: number
  /** Takes the parts of one key, in the order in which they came. */
  readonly release: (parts: readonly PlacedPart[], why: Release) => void
}

const DEFAULT_MAX_BYTES = 256 * 1024 * 1024
/** Callers can write some keys: one key must not gather parts without end. */
export const MOST_PARTS = 1024
/** Content identities of released parts that are remembered, in each of two generations. */
const GENERATION = 250_000

interface Group {
  readonly family: JoinFamily
  readonly parts: PlacedPart[]
  bytes: number
}

/**
 * Brings together the parts of requests that lie in several logs, in whatever order they come, within bounded
 * memory. A group of parts with one key is released as soon as it is whole; beyond `maxBytes` the group that
 * began first is released as it is (`evicted`), and at the end of the input all that are left (`end`). As long
 * as nothing is evicted, any order of the same parts releases the same groups.
 *
 * A part whose very content was released a short while ago is a copy (logs are delivered twice): it is counted
 * and dropped, since alone it would undo what was joined. The same id with other content is no copy.
 *
 * @example
 * const joiner = new Joiner({ families, present: new Set(['invocation', 'event']), release: (parts) => … })
 * for (const part of parts) joiner.add(part)
 * joiner.finish()
 */
export class Joiner {
  readonly #families: ReadonlyMap<JoinFamilyId, JoinFamily>
  readonly #awaited: ReadonlyMap<JoinFamilyId, readonly string[]>
  readonly #release: JoinerOptions['release']
  readonly #maxBytes: number
  /** In the order in which the groups began, as a Map keeps it. */
  readonly #groups = new Map<string, Group>()
  #oldest = this.#groups.entries()
  #bytes = 0
  #copies = 0
  #young = new Set<number>()
  #old = new Set<number>()

  constructor({ families, present, maxBytes = DEFAULT_MAX_BYTES, release }: JoinerOptions) {
    this.#families = new Map(families.map((family) => [family.id, family]))
    this.#awaited = new Map(
      families.map(({ id, kinds }) => [id, kinds.filter((kind) => present.has(kind))] as const),
    )
    this.#maxBytes = maxBytes
    this.#release = release
  }

  /** About how many bytes are held. */
  get bytes(): number {
    return this.#bytes
  }

  /** Parts that came again and were dropped. */
  get copies(): number {
    return this.#copies
  }

  /** @throws Error for a part of a family that it was not given, which is a mistake in the program. */
  add(part: PlacedPart): void {
    const name = `${part.family}\n${part.join}`
    const group = this.#groups.get(name) ?? this.#begin(name, part)
    if (this.#isCopy(part, group)) {
      this.#copies++
      if (group.parts.length === 0) this.#groups.delete(name)
      return
    }
    group.parts.push(part)
    const bytes = bytesOf(part)
    group.bytes += bytes
    this.#bytes += bytes
    const awaited = this.#awaited.get(part.family) ?? []
    if (isWhole(group, awaited)) this.#letGo(name, group, 'whole')
    else if (group.parts.length >= MOST_PARTS) this.#letGo(name, group, 'evicted')
    while (this.#bytes > this.#maxBytes) this.#evict()
  }

  /** Releases all that is left, oldest first. */
  finish(): void {
    for (const _ of this.drain());
  }

  /** As `finish`, one group at each step, for whoever has to pause in between. */
  *drain(): Generator<void, void, undefined> {
    for (const [name, group] of this.#groups) {
      this.#letGo(name, group, 'end')
      yield
    }
  }

  /** An iterator that goes on where it was need not pass over again what has gone since. */
  #evict(): void {
    let next = this.#oldest.next()
    if (next.done) {
      this.#oldest = this.#groups.entries()
      next = this.#oldest.next()
    }
    if (!next.done) this.#letGo(...next.value, 'evicted')
  }

  #begin(name: string, { family: id }: PlacedPart): Group {
    const family = this.#families.get(id)
    if (!family) throw new Error(`no family ${id} to join parts of`)
    const group = { family, parts: [], bytes: 0 }
    this.#groups.set(name, group)
    return group
  }

  #letGo(name: string, group: Group, why: Release): void {
    this.#groups.delete(name)
    this.#bytes -= group.bytes
    for (const { key } of group.parts) this.#remember(key)
    this.#release(group.parts, why)
  }

  #isCopy({ key }: PlacedPart, group: Group): boolean {
    if (group.parts.some((part) => part.key === key)) return true
    return this.#young.has(key) || this.#old.has(key)
  }

  #remember(key: number): void {
    if (this.#young.size >= GENERATION) {
      this.#old = this.#young
      this.#young = new Set()
    }
    this.#young.add(key)
  }
}

function isWhole({ family, parts }: Group, awaited: readonly string[]): boolean {
  if (family.isWhole) return family.isWhole(parts, awaited)
  return awaited.every((kind) => parts.some((part) => part.kind === kind))
}

/** What objects and keys cost beside their texts, about. */
const PART_BYTES = 1000

/** Two bytes a character at most, and texts may be nested a little. */
function bytesOf(part: PlacedPart): number {
  return PART_BYTES + 2 * lengthOf(part.fields, 0)
}

const DEEPEST = 8

function lengthOf(value: unknown, depth: number): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return 8
  let length = 0
  for (const inner of Object.values(value)) length += 8 + lengthOf(inner, depth + 1)
  return length
}
