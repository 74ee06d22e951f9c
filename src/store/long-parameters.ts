import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Parameters } from './engine.ts'
import { parameterText } from './parameters.ts'

/** Characters of parameters in an address: proxies refuse lines of 8,000, ClickHouse addresses of a million. */
const IN_ADDRESS = 4_000
/** Bytes of a list in one field: ClickHouse refuses fields of more than 131,072 (`http_max_field_value_size`). */
const IN_FIELD = 100_000

/**
 * How a statement and its parameters go to a server: these in the address, or, where that would be too long, in the body
 * as a form (multipart/form-data, RFC 7578), where ClickHouse looks for them too; the statement then goes in the address.
 * Lists that are too long for a field go in several, which the statement puts together again. To be made anew for every
 * attempt, as a body is read once.
 */
export function sent(statement: string, parameters: Parameters) {
  const all = Object.entries(parameters).map(([name, value]) => [name, parameterText(value)] as const)
  const length = all.reduce((sum, [name, text]) => sum + name.length + encodeURIComponent(text).length, 0)
  if (length <= IN_ADDRESS) return { query: statement, query_params: { ...parameters } }
  let query = statement
  const texts: (readonly [name: string, text: string])[] = []
  for (const [name, text] of all) {
    const value = parameters[name]
    if (typeof value !== 'object' || Buffer.byteLength(text) <= IN_FIELD) {
      texts.push([name, text])
      continue
    }
    const fields = inFields(value).map((part, i) => [`${name}_${i}`, parameterText(part)] as const)
    texts.push(...fields)
    query = query.replaceAll(new RegExp(`\\{${name}:([^}]+)\\}`, 'g'), (_, type: string) => {
      return `arrayConcat(${fields.map(([field]) => `{${field}:${type}}`).join(', ')})`
    })
  }
  const boundary = randomUUID()
  const parts = texts.map(
    ([name, text]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="param_${name}"\r\n\r\n${text}\r\n`,
  )
  return {
    query,
    values: Readable.from([Buffer.from(`${parts.join('')}--${boundary}--\r\n`)], { objectMode: false }),
    http_headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
  }
}

/** A list in pieces that each fit into a field, but for single values that do not. */
function inFields<T extends string | number | bigint>(list: readonly T[]): T[][] {
  const pieces: T[][] = []
  let bytes = IN_FIELD
  for (const one of list) {
    const size = Buffer.byteLength(parameterText([one])) - 1
    if (bytes + size > IN_FIELD) {
      pieces.push([])
      bytes = 2
    }
    pieces[pieces.length - 1].push(one)
    bytes += size
  }
  return pieces
}
