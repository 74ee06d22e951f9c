import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { StillwatchError } from '../errors/index.ts'
import { foreignFile, TRUTH_FILE } from '../simulate/index.ts'

const ELSEWHERE = 'Name another folder with --out, so that what lies there stays as it is.'

/**
 * Removes what an earlier demo or rehearsal left in a folder: `data/`, and `traffic/` but for the truth, by which the
 * next run knows both as a run's own, also where it was killed.
 * @throws StillwatchError SW_USAGE where something of these names is there that no such run wrote
 */
export function removeEarlierRun(out: string): void {
  const [traffic, data] = [join(out, 'traffic'), join(out, 'data')]
  if (existsSync(join(traffic, TRUTH_FILE))) {
    rmSync(data, { recursive: true, force: true })
    for (const name of readdirSync(traffic))
      if (name !== TRUTH_FILE) rmSync(join(traffic, name), { recursive: true, force: true })
    return
  }
  const own = [traffic, data].find((path) => existsSync(path))
  if (own !== undefined)
    throw new StillwatchError(
      'SW_USAGE',
      `${own} would be replaced, and no demo or rehearsal has written it.`,
      ELSEWHERE,
    )
}

/**
 * Context files of a provider have the names of simulated ones.
 * @throws StillwatchError SW_USAGE where a simulation would replace files that none has written
 */
export function refuseForeign(out: string): void {
  const own = foreignFile(out)
  if (own !== undefined)
    throw new StillwatchError(
      'SW_USAGE',
      `${own} would be replaced, and no simulation has written it.`,
      ELSEWHERE,
    )
}
