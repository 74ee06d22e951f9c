import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { detect, pools } from '../../src/campaigns/index.ts'
import { createRandom } from '../../src/statistics/index.ts'
import { openStore } from '../../src/store/index.ts'
import { dataFolder, stopwatch } from '../worlds/run-world.ts'
import { type Brick, drawBricks } from './bricks.ts'
import { composeSource, type Source } from './source.ts'
import { subset } from './subset.ts'
import type { FalseGroup, Fortnight, FortnightsResult, FortnightsTask } from './types.ts'

/**
 * Composes several campaign-free populations of one place with all their text, lays them together, and draws
 * fortnights from them: each takes whole look-alike groups, households and accounts, without replacement, as many of
 * each kind as one population has. What a group is within stays as it was composed; which groups and people meet, and
 * what they share by chance (carriers, clouds, offices, rushes of sign-ups, referral codes, client builds, public
 * suites, phrases), is new in each. It makes no new kinds of groups, and a group that looks guilty by itself appears
 * in one of so many fortnights as there are populations: fortnights are not independent of each other.
 */
export async function runFortnights(task: FortnightsTask): Promise<FortnightsResult> {
  const folder = mkdtempSync(join(tmpdir(), 'stillwatch-fortnights-'))
  const store = await openStore({ dataDir: dataFolder(folder, task.place) })
  try {
    const source = await composeSource(store, folder, task)
    const random = createRandom(`fortnights ${task.place}`)
    return {
      place: task.place,
      composed: source.populations.map((bricks) => runFortnight(source, bricks)),
      fortnights: Array.from({ length: task.count }, (_, at) =>
        runFortnight(source, drawBricks(source.populations.flat(), task.seeds.length, random.fork(at))),
      ),
    }
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function runFortnight(source: Source, bricks: readonly Brick[]): Fortnight {
  const clock = stopwatch()
  const accounts = bricks.flatMap((brick) => brick.accounts)
  // Accounts without a request are no principals.
  const chosen = new Set(accounts.flatMap((account) => source.principalOf.get(account) ?? []))
  const world = subset(source.world, Uint32Array.from(chosen).sort(), source.labels)
  const detection = detect(world)
  const groups = pools(world, detection.judged).map((pool): FalseGroup => {
    const kinds: Record<string, number> = {}
    for (const { principal, role } of pool.members) {
      if (role !== 'core') continue
      for (const account of world.principals.accounts[principal]) {
        const kind = source.kindOf.get(account) ?? 'ordinary'
        kinds[kind] = (kinds[kind] ?? 0) + 1
      }
    }
    return { verdict: pool.verdict, rank: pool.lead.ranks.words, kinds }
  })
  return {
    accounts: world.principals.accounts.reduce((sum, own) => sum + own.length, 0),
    candidates: detection.candidates,
    groups,
    seconds: clock(),
  }
}
