import type { Parameter } from './engine.ts'

/**
 * A parameter in the text form that ClickHouse reads `param_…` settings in (TabSeparated escapes; array
 * elements quoted). See ClickHouse's documentation, "CLI queries with parameters".
 */
export function parameterText(value: Parameter): string {
  if (typeof value === 'string') return escapeTabSeparated(value)
  if (typeof value === 'object') return `[${value.map(element).join(',')}]`
  return String(value)
}

function element(value: string | number | bigint): string {
  return typeof value === 'string' ? `'${escapeTabSeparated(value).replaceAll("'", "\\'")}'` : String(value)
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '\\0' }

/** Text with TabSeparated's escapes. */
export function escapeTabSeparated(text: string): string {
  return text.replace(/[\\\t\n\r\0]/g, (character) => ESCAPES[character] ?? character)
}

/** A string as an SQL literal. */
export function stringLiteral(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
