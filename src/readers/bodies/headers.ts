import { isRow } from '../framings/lenient-json.ts'
import { unwrapJson } from '../text/chat.ts'

/** Looks a header up whatever its case. A header that came several times is its values, joined by commas. */
export type Headers = (name: string) => string | undefined

/** Headers as an object, a list of `{name, value}` (or `{key, value}`), a list of pairs, or JSON text of these. */
export function headersOf(value: unknown): Headers {
  const found = new Map<string, string>()
  const inner = unwrapJson(value)
  const pairs: readonly unknown[] = Array.isArray(inner) ? inner : isRow(inner) ? Object.entries(inner) : []
  for (const pair of pairs) {
    const [name, said] = Array.isArray(pair) ? pair : isRow(pair) ? [pair.name ?? pair.key, pair.value] : []
    const text = Array.isArray(said) ? said.join(', ') : said
    if (typeof name === 'string' && typeof text === 'string') found.set(name.toLowerCase(), text)
  }
  return (name) => found.get(name)
}
