import { allFiles, type Store } from '../store/index.ts'
import { knownFile } from './read-files.ts'
import { accountCounts, collisionCount, type IntakeSummary, recordCount } from './summary.ts'
import { addCounts } from './tally.ts'

/**
 * What earlier scans have read into one store, or into several that the traffic is split over by account: for a look at
 * what is stored, without reading anything.
 */
export async function storedSummary(stores: readonly Store[]): Promise<IntakeSummary> {
  const started = performance.now()
  const files = (await Promise.all(stores.map(allFiles))).flat().map((entry) => knownFile(entry.path, entry))
  const counts = (await Promise.all(stores.map(accountCounts)))
    .flatMap((one) => one ?? [])
    .filter(({ accounts }) => accounts > 0)
  const fieldCounts: Record<string, number> = {}
  for (const { tally } of files) addCounts(fieldCounts, tally.fields)
  const stored = sum(await Promise.all(stores.map(recordCount)))
  const records = sum(files.map(({ tally }) => tally.records))
  const joined = sum(counts.map((one) => one.joined))
  return {
    files,
    records,
    duplicates: Math.max(0, records - stored),
    collisions: sum(await Promise.all(stores.map((store) => collisionCount(store, stored)))),
    unreadable: sum(files.map(({ tally }) => tally.unreadable)),
    passedOver: 0,
    joins: [],
    copiedParts: 0,
    fieldCounts,
    accounts: sum(counts.map(({ accounts }) => accounts)),
    accountsJoined: joined,
    // Which accounts lacked data, each scan has told.
    accountUnknown: undefined,
    accountsSilent: 0,
    accountsFile: joined > 0 ? { accounts: joined } : undefined,
    contextUnused: [],
    from: counts.length === 0 ? undefined : Math.min(...counts.map(({ from }) => from)),
    to: counts.length === 0 ? undefined : Math.max(...counts.map(({ to }) => to)),
    elapsedMs: performance.now() - started,
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
