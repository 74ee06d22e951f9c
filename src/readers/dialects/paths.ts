import { isRow } from '../framings/lenient-json.ts'
import { unwrapJson } from '../text/chat.ts'

/**
 * The value at a dot path such as `metadata.user_api_key_team_id` or `messages.0.role`. A key that contains
 * dots itself comes first; JSON text on the way is looked into, as CSV exports have it.
 */
export function valueAt(row: unknown, path: string): unknown {
  if (isRow(row) && Object.hasOwn(row, path)) return row[path]
  let value = row
  const names = path.split('.')
  for (const [index, name] of names.entries()) {
    const inner = unwrapJson(value)
    if (isRow(inner)) {
      const flat = names.slice(index).join('.')
      if (Object.hasOwn(inner, flat)) return inner[flat]
      value = Object.hasOwn(inner, name) ? inner[name] : undefined
    } else if (Array.isArray(inner)) value = inner[Number(name)]
    else return undefined
  }
  return value
}

const NOTHING: Readonly<Record<string, unknown>> = Object.freeze({})

/** A value as a nested object: an object, or JSON text of one; else an empty one. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  const inner = unwrapJson(value)
  return isRow(inner) ? inner : NOTHING
}

/** The first of the values that says something. */
export function firstSaid(...values: readonly unknown[]): unknown {
  for (const value of values) if (isSaid(value)) return value
  return undefined
}

export function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null && value !== ''
}
