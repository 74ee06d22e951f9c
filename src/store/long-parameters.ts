import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Parameters } from './engine.ts'
import { parameterText } from './parameters.ts'

/** Characters of parameters in an address: proxies refuse lines of 8,000, ClickHouse addresses of a million. */
const IN_ADDRESS = 4_000

/**
 * How a statement's parameters go to a server: in the address, or, where that would be too long, in the body as a form
 * (multipart/form-data, RFC 7578), where ClickHouse looks for them too; the statement then goes in the address. To be
 * made anew for every attempt, as a body is read once.
 */
export function sentParameters(parameters: Parameters) {
  const texts = Object.entries(parameters).map(([name, value]) => [name, parameterText(value)] as const)
  const length = texts.reduce((sum, [name, text]) => sum + name.length + encodeURIComponent(text).length, 0)
  if (length <= IN_ADDRESS) return { query_params: { ...parameters } }
  const boundary = randomUUID()
  const parts = texts.map(
    ([name, text]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="param_${name}"\r\n\r\n${text}\r\n`,
  )
  return {
    values: Readable.from([Buffer.from(`${parts.join('')}--${boundary}--\r\n`)], { objectMode: false }),
    http_headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
  }
}
