import { StillwatchError } from '../errors/index.ts'
import { storedSummary } from '../intake/index.ts'
import { fileSizes, openStore, type Store } from '../store/index.ts'
import { mustExist } from './existing.ts'
import { dataDirOf, look, openOwn, type ResultOptions, readContext, type ScanOutcome } from './look.ts'
import type { Progress } from './progress.ts'

/**
 * Looks for campaigns in what is stored already: in the data folder, or in several servers that the traffic was read
 * into split by account. With servers, the data folder keeps the campaigns and what the servers hold of their accounts.
 * @param servers their addresses; none for the data folder's own traffic
 * @throws StillwatchError
 */
export async function detectStored(
  servers: readonly string[],
  options: ResultOptions,
  progress: Progress,
): Promise<ScanOutcome> {
  const context = await readContext(options)
  mustExist(dataDirOf(options))
  const store = await openOwn(options)
  const shards: Store[] = []
  try {
    if (servers.length > 0 && (await fileSizes(store)).size > 0) {
      throw new StillwatchError(
        'SW_USAGE',
        `${store.folder.root} holds traffic of its own, which a look at other servers would mix with theirs`,
        'Name another data folder, with a copy of the secret.key that the servers were filled under.',
      )
    }
    for (const clickhouseUrl of servers) {
      shards.push(await openStore({ dataDir: store.folder.root, clickhouseUrl }))
    }
    const traffic = shards.length > 0 ? shards : [store]
    const intake = await storedSummary(traffic)
    if (intake.accounts === 0) throw nothingStored(servers)
    const outcome = await look(store, intake, context, options, progress, shards.length > 0 ? shards : store)
    return { ...outcome, unread: [] }
  } finally {
    progress.done()
    for (const one of [...shards, store]) await one.close()
  }
}

function nothingStored(servers: readonly string[]): StillwatchError {
  return new StillwatchError(
    'SW_NO_RECORDS',
    servers.length > 0 ? 'No request is stored on these servers' : 'No request is stored in the data folder',
    'Read logs first: stillwatch scan FILES, with --no-detect if detect is to look at several servers.',
  )
}
