import { join } from 'node:path'
import { stringLiteral } from '../src/store/index.ts'

/** The engine's table function over a bench's own requests.ndjson; table functions take no parameters. */
export function requestsFile(folder: string, structure = 'auto'): string {
  const path = stringLiteral(join(folder, 'requests.ndjson'))
  return `file(${path}, 'JSONEachRow', ${stringLiteral(structure)})`
}
