import { ingest } from '../../src/intake/index.ts'
import type { writeScenario } from '../../src/simulate/index.ts'
import type { Store } from '../../src/store/index.ts'

/** Reads a scenario's files into a store, text aside, in one thread: worlds are run side by side. */
export async function readFiles(
  store: Store,
  { traffic, accounts, networks }: Awaited<ReturnType<typeof writeScenario>>,
): Promise<void> {
  await ingest({ store, files: [...traffic], accounts, networks, textMode: 'none', threads: 1 })
}
