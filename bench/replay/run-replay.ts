import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Rehearsal, rehearse } from '../../src/rehearse/index.ts'
import { simulate, writeScenario } from '../../src/simulate/index.ts'
import { findRepository } from '../repository.ts'
import { dataFolder } from '../worlds/run-world.ts'
import type { ReplayTask } from './types.ts'

const HOUR = 3_600_000

/** Composes a world and runs detection over it as time goes on, each pass with nothing but earlier records. */
export async function runReplay({
  scenario,
  seed,
  scale,
  ordinary,
  corpus,
  every,
}: ReplayTask): Promise<Rehearsal> {
  const folder = mkdtempSync(join(tmpdir(), 'stillwatch-replay-'))
  try {
    const composed = simulate({ scenario, seed, scale, ordinary, ...(corpus !== undefined && { corpus }) })
    const { traffic, accounts, networks } = await writeScenario(composed, join(folder, 'traffic'))
    return await rehearse({
      traffic: [{ files: [...traffic], accounts, networks }],
      known: composed.known,
      releases: composed.releases,
      truth: composed.truth,
      dataDir: dataFolder(folder, seed),
      every: every * HOUR,
      threads: 1,
      version: findRepository().version,
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
