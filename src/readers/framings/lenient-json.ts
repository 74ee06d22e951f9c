import { outsideStrings, parseExact } from '../text/exact-json.ts'

/** A string's quote; `NaN`, `Infinity`, `-Infinity` as Python writes them, and commas before a closing bracket. */
const NEXT = /"|-?\b(?:NaN|Infinity)\b|,(?=\s*[}\]])/g

/**
 * JSON as `parseExact` reads it, that also takes what common writers get wrong: NaN and infinities (as null),
 * trailing commas.
 *
 * @throws SyntaxError as JSON.parse does.
 */
export function parseLenient(text: string): unknown {
  try {
    return parseExact(text)
  } catch (error) {
    const repaired = repair(text)
    if (repaired === text) throw error
    return parseExact(repaired)
  }
}

function repair(text: string): string {
  return outsideStrings(text, NEXT, (token) => (token === ',' ? '' : 'null'))
}

export function isRow(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Why a text is not JSON, without quoting the text: V8 puts pieces of it into its messages. */
export function jsonProblem(error: unknown): string {
  const message = error instanceof Error ? error.message : ''
  if (/end of JSON|Unterminated/.test(message)) return 'JSON that ends too early'
  const position = /at position (\d+)/.exec(message)?.[1]
  return position === undefined ? 'not valid JSON' : `not valid JSON at character ${Number(position) + 1}`
}
