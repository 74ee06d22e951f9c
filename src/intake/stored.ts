import { allFiles, type Store } from '../store/index.ts'
import { type FileRead, knownFile } from './read-files.ts'
import { accountCounts, collisionCount, type IntakeSummary, recordCount } from './summary.ts'
import { addCounts } from './tally.ts'

/**
 * What is stored, in one store or in several that the traffic is split over by account, whichever scan has read it: for
 * a look at all of it. Figures are of all files that were ever noted.
 * @param run what a scan has just read into the one store: it knows more of its files, of its joins and of the accounts
 * file than is noted
 */
export async function storedSummary(stores: readonly Store[], run?: IntakeSummary): Promise<IntakeSummary> {
  const started = performance.now()
  const files = [...(run?.files ?? []), ...(await otherFiles(stores, run?.files ?? []))]
  const counts = (await Promise.all(stores.map(accountCounts)))
    .flatMap((one) => one ?? [])
    .filter(({ accounts }) => accounts > 0)
  const fieldCounts: Record<string, number> = {}
  for (const { tally } of files) addCounts(fieldCounts, tally.fields)
  const stored = sum(await Promise.all(stores.map(recordCount)))
  const records = sum(files.map(({ tally }) => tally.records))
  return {
    files,
    records,
    duplicates: Math.max(0, records - stored),
    collisions: sum(await Promise.all(stores.map((store) => collisionCount(store, stored)))),
    unreadable: sum(files.map(({ tally }) => tally.unreadable)),
    passedOver: run?.passedOver ?? 0,
    joins: run?.joins ?? [],
    copiedParts: run?.copiedParts ?? 0,
    fieldCounts,
    accounts: sum(counts.map(({ accounts }) => accounts)),
    accountsJoined: sum(counts.map(({ joined }) => joined)),
    accountUnknown: counts.find(({ accounts, joined }) => joined < accounts)?.unknown,
    // Of an account that one store has no request of, another may have some.
    accountsSilent: stores.length === 1 ? sum(counts.map(({ silent }) => silent)) : 0,
    accountsFile: run?.accountsFile,
    contextUnused: run?.contextUnused ?? [],
    from: counts.length === 0 ? undefined : Math.min(...counts.map(({ from }) => from)),
    to: counts.length === 0 ? undefined : Math.max(...counts.map(({ to }) => to)),
    elapsedMs: performance.now() - started,
  }
}

/** The files that are noted, without those of a run that has just noted them. */
async function otherFiles(stores: readonly Store[], ofRun: readonly FileRead[]): Promise<FileRead[]> {
  const own = new Set(ofRun.map(({ digest }) => digest))
  const noted = (await Promise.all(stores.map(allFiles))).flat()
  return noted.filter(({ digest }) => !own.has(digest)).map((entry) => knownFile(entry.path, entry))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
