import {
  type Divider,
  familyNamed,
  type JoinFamilyId,
  MOST_PARTS,
  type PlacedPart,
} from '../readers/index.ts'
import type { PartGroup } from './messages.ts'
import { openSpill } from './spill.ts'

/** A key with more parts than are joined at once. */
export interface Crowd {
  readonly family: JoinFamilyId
  /** Undefined where the family's parts cannot be told apart: they are cut in the order in which they came. */
  readonly divider: Divider | undefined
}

/** The crowds among parts, by `nameOf`. The parts are gone through twice. */
export function crowdsAmong(parts: Iterable<PlacedPart>): ReadonlyMap<string, Crowd> {
  const counts = new Map<string, number>()
  const crowds = new Map<string, Crowd>()
  for (const part of parts) {
    const name = nameOf(part)
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    if (count !== MOST_PARTS + 1) continue
    crowds.set(name, { family: part.family, divider: familyNamed(part.family).divider?.() })
  }
  if (crowds.size > 0) for (const part of parts) crowds.get(nameOf(part))?.divider?.see(part)
  return crowds
}

/**
 * The parts of crowds in groups that can be joined apart. They are laid on disk once more, so that those of one group
 * come together whatever lies between them; only a 64th of them is held.
 * @param folder where they may lie; it is made, and removed again
 */
export function* piecesOf(
  parts: Iterable<PlacedPart>,
  crowds: ReadonlyMap<string, Crowd>,
  folder: string,
): Generator<PartGroup> {
  const spill = openSpill(folder)
  try {
    for (const one of parts) {
      const pieces = crowds.get(nameOf(one))?.divider?.divide(one) ?? []
      for (const { piece, part } of pieces) spill.add([{ ...part, join: `${part.join}\n${piece}` }])
    }
    for (const some of spill.drain()) {
      for (const group of groupsOf(some)) yield* cut(group)
    }
  } finally {
    spill.close()
  }
}

export function nameOf({ family, join }: PlacedPart): string {
  return `${family}\n${join}`
}

/** Parts by name, each once: whatever came twice has the same key. */
function groupsOf(parts: Iterable<PlacedPart>): Iterable<readonly PlacedPart[]> {
  const groups = new Map<string, Map<number, PlacedPart>>()
  for (const part of parts) {
    const group = groups.get(nameOf(part)) ?? new Map<number, PlacedPart>()
    groups.set(nameOf(part), group.set(part.key, part))
  }
  return [...groups.values()].map((group) => [...group.values()])
}

function* cut(parts: readonly PlacedPart[]): Generator<PartGroup> {
  for (let at = 0; at < parts.length; at += MOST_PARTS) yield parts.slice(at, at + MOST_PARTS)
}
