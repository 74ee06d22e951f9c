import { join } from 'node:path'
import { JOIN_FAMILIES, Joiner, type JoinFamily, type PlacedPart } from '../readers/index.ts'
import { crowdsAmong, nameOf, piecesOf } from './crowds.ts'
import type { PartGroup } from './messages.ts'
import { openSpill, PIECES } from './spill.ts'

/** What came of the parts of one pair of logs. */
export interface JoinSummary {
  /** What was joined, for people. */
  readonly title: string
  /** Requests of which every log that was given had its part. */
  readonly joined: number
  /** Of the others: how many lacked the part of each kind. */
  readonly missing: readonly (JoinKind & { readonly requests: number })[]
  /** Ids with so many parts that they were joined in pieces. */
  readonly crowded: number
  /** Kinds that no given log can hold. */
  readonly absent: readonly JoinKind[]
}

export interface JoinKind {
  readonly kind: string
  /** Request fields that are not known without it. */
  readonly brings: readonly string[]
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
  const tallies = new Map(JOIN_FAMILIES.map((family) => [family.id, tallyOf(family, present)]))
  let ready: PartGroup[] = []
  let readyParts = 0
  let copies = 0

  const pass = (parts: PartGroup): void => {
    ready.push(parts)
    readyParts += parts.length
    const [first] = parts
    const tally = first && tallies.get(first.family)
    if (!tally) return
    const { family, awaited } = tally
    const lacking = family.lacking
      ? family.lacking(parts, awaited)
      : awaited.filter((kind) => !parts.some((part) => part.kind === kind))
    if (lacking?.length === 0) tally.joined++
    for (const kind of lacking ?? []) tally.missing.set(kind, (tally.missing.get(kind) ?? 0) + 1)
  }

  const take = (atLeast: number): (readonly PartGroup[])[] => {
    if (ready.length === 0 || readyParts < atLeast) return []
    const batch = ready
    ready = []
    readyParts = 0
    return [batch]
  }

  const countCrowd = (family: JoinFamily['id']): void => {
    const tally = tallies.get(family)
    if (tally) tally.crowded++
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
        const crowds = crowdsAmong(parts)
        for (const { family } of crowds.values()) countCrowd(family)
        for (const part of parts) {
          if (crowds.get(nameOf(part))?.divider) continue
          again.add(part)
          yield* take(BATCH_PARTS)
        }
        if (crowds.size > 0) {
          for (const piece of piecesOf(parts, crowds, join(folder, PIECES))) {
            pass(piece)
            yield* take(BATCH_PARTS)
          }
        }
        for (const _ of again.drain()) yield* take(BATCH_PARTS)
        copies += again.copies
      }
      yield* take(0)
    },
    summary() {
      const joins = [...tallies.values()].filter(({ awaited }) => awaited.length > 0).map(summaryOf)
      return { joins, copies }
    },
    close: () => spill.close(),
  }
}

interface JoinTally {
  readonly family: JoinFamily
  /** The kinds that can come. */
  readonly awaited: readonly string[]
  joined: number
  crowded: number
  readonly missing: Map<string, number>
}

function tallyOf(family: JoinFamily, present: ReadonlySet<string>): JoinTally {
  const awaited = family.kinds.filter((kind) => present.has(kind))
  return { family, awaited, joined: 0, crowded: 0, missing: new Map() }
}

function summaryOf({ family, awaited, joined, crowded, missing }: JoinTally): JoinSummary {
  const { title, kinds, brings, names, optional = [] } = family
  const described = (kind: string): JoinKind => ({ kind: names?.[kind] ?? kind, brings: brings[kind] ?? [] })
  return {
    title,
    joined,
    crowded,
    missing: [...missing].map(([kind, requests]) => ({ ...described(kind), requests })),
    absent: kinds.filter((kind) => !awaited.includes(kind) && !optional.includes(kind)).map(described),
  }
}
