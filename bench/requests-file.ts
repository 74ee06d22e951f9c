import { join } from 'node:path'

/** The engine's table function over a bench's own requests.ndjson; table functions take no parameters, so the path is quoted. */
export function requestsFile(folder: string, structure?: string): string {
  const path = join(folder, 'requests.ndjson').replaceAll('\\', '\\\\').replaceAll("'", "\\'")
  return structure === undefined
    ? `file('${path}', 'JSONEachRow')`
    : `file('${path}', 'JSONEachRow', '${structure}')`
}
