import { JOIN_FAMILIES, Joiner, type JoinFamily, type PlacedPart } from '../readers/index.ts'
import type { PartGroup } from './messages.ts'
import { openSpill } from './spill.ts'

/** What came of the parts of one pair of logs. */
export interface JoinSummary {
  /** What was joined, for people. */
  readonly title: string
  /** Requests of which every log that was given had its part. */
  joined: number
  /** Of the others: how many lacked the part of each kind. */
  readonly missing: Record<string, number>
  /** Kinds that no given log can hold. */
  readonly absent: readonly string[]
}

/** Groups of parts are merged in batches of about so many parts. */
const BATCH_PARTS = 512

/**
 * Brings the parts of requests together, over all files of a run. What is whole comes out at once; what finds no
 * room in memory waits on disk, and is joined at the end. So memory is bounded, and the order of the files says
 * nothing. It has a life: `close` removes what lies on disk.
 */
export interface Joining {
  /** Takes parts; gives batches of groups that are ready to be merged. */
  add(parts: readonly PlacedPart[]): readonly (readonly PartGroup[])[]
  /** At the end of the input: all that is left, batch by batch. */
  finish(): Generator<readonly PartGroup[]>
  summary(): { readonly joins: readonly JoinSummary[]; readonly copies: number }
  close(): void
}

/** @param folder where parts may wait; it is made when it is needed */
export function openJoining(folder: string, present: ReadonlySet<string>, maxBytes?: number): Joining {
  const limit = maxBytes === undefined ? {} : { maxBytes }
  const spill = openSpill(folder)
  const summaries = new Map(JOIN_FAMILIES.map((family) => [family.id, summaryOf(family, present)]))
  let ready: PartGroup[] = []
  let readyParts = 0
  let copies = 0

  const pass = (parts: PartGroup): void => {
    ready.push(parts)
    readyParts += parts.length
    const [first] = parts
    const summary = first && summaries.get(first.family)
    if (!summary) return
    const lacking = summary.awaited.filter((kind) => !parts.some((part) => part.kind === kind))
    if (lacking.length === 0) summary.joined++
    for (const kind of lacking) summary.missing[kind] = (summary.missing[kind] ?? 0) + 1
  }

  const take = (atLeast: number): (readonly PartGroup[])[] => {
    if (ready.length === 0 || readyParts < atLeast) return []
    const batch = ready
    ready = []
    readyParts = 0
    return [batch]
  }

  const joiner = new Joiner({
    families: JOIN_FAMILIES,
    present,
    ...limit,
    release: (parts, why) => {
      // Once something waits on disk, what is left at the end may belong to it.
      if (why === 'evicted' || (why === 'end' && spill.parts > 0)) spill.add(parts)
      else pass(parts)
    },
  })

  return {
    add(parts) {
      const batches: (readonly PartGroup[])[] = []
      for (const part of parts) {
        joiner.add(part)
        batches.push(...take(BATCH_PARTS))
      }
      return batches
    },
    *finish() {
      // Released group by group, so that they are not all held twice.
      for (const _ of joiner.drain()) yield* take(BATCH_PARTS)
      copies += joiner.copies
      for (const parts of spill.drain()) {
        const again = new Joiner({
          families: JOIN_FAMILIES,
          present,
          ...limit,
          release: pass,
        })
        for (const part of parts) {
          again.add(part)
          yield* take(BATCH_PARTS)
        }
        for (const _ of again.drain()) yield* take(BATCH_PARTS)
        copies += again.copies
      }
      yield* take(0)
    },
    summary() {
      const joins = [...summaries.values()]
        .filter(({ joined, missing }) => joined > 0 || Object.keys(missing).length > 0)
        .map(({ awaited: _, ...summary }) => summary)
      return { joins, copies }
    },
    close: () => spill.close(),
  }
}

function summaryOf({ title, kinds }: JoinFamily, present: ReadonlySet<string>) {
  const awaited = kinds.filter((kind) => present.has(kind))
  const absent = kinds.filter((kind) => !present.has(kind))
  return { title, joined: 0, missing: {} as Record<string, number>, absent, awaited }
}
