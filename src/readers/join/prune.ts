/**
 * Parts cross threads and may lie on disk, and copying an object takes a stack as deep as the object. What callers
 * wrote can be nested to any depth; no text is ever read from deeper than this.
 */
const DEEPEST = 64

/**
 * A part's fields as they can be copied: without those that say nothing, which would cost as much as the others,
 * and with null in place of what is nested too deep.
 */
export function pruned(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const kept: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === null) continue
    kept[name] = prunedValue(value)
  }
  return kept
}

/** A value with null in place of what is nested too deep to be copied, or written as JSON. */
export function prunedValue(value: unknown): unknown {
  return isDeep(value, DEEPEST) ? cut(value, DEEPEST) : value
}

function isDeep(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (left === 0) return true
  for (const inner of Object.values(value)) if (isDeep(inner, left - 1)) return true
  return false
}

function cut(value: unknown, left: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  if (left <= 1) return null
  if (Array.isArray(value)) return value.map((inner: unknown) => cut(inner, left - 1))
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cut(inner, left - 1)]))
}
