import type { PlacedPart } from './part.ts'

/**
 * One row of native fields out of the parts of a request. Where several parts say something the kind that stands
 * first in `kinds` is believed, within a kind the part that came first by content, whatever order they came in.
 */
export function mergeFields(parts: readonly PlacedPart[], kinds: readonly string[]): Record<string, unknown> {
  const merged: Record<string, unknown> = {}
  for (const part of inOrder(parts, kinds)) {
    for (const [name, value] of Object.entries(part.fields)) {
      if (value === undefined || value === null || value === '') continue
      if (merged[name] === undefined) merged[name] = value
    }
  }
  return merged
}

/** Parts by kind as the family lists them, then by content identity: no order of arrival shows. */
export function inOrder(parts: readonly PlacedPart[], kinds: readonly string[]): PlacedPart[] {
  return [...parts].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.key - b.key)
}
