import { standing } from '../campaigns/index.ts'
import { StillwatchError } from '../errors/index.ts'
import { storedSummary } from '../intake/index.ts'
import { fileSizes, openStore, type Store } from '../store/index.ts'
import { mustExist } from './existing.ts'
import { lookAtArrivals, NO_FULL_PASS } from './follow-up.ts'
import {
  type Context,
  dataDirOf,
  look,
  openOwn,
  type ResultOptions,
  readContext,
  type ScanOutcome,
} from './look.ts'
import { filesOf, refuseReplacing } from './own-files.ts'
import type { Progress } from './progress.ts'

/**
 * Attaches what scans have stored since the last look to the campaigns that stand. Where there is no full pass to go by, it
 * is a full pass.
 * @throws StillwatchError
 */
export async function followUpStored(options: ResultOptions, progress: Progress): Promise<ScanOutcome> {
  refuseReplacing(options.outDir, await filesOf(options.known, options.releases))
  const context = await readContext(options)
  mustExist(dataDirOf(options))
  const store = await openOwn(options)
  try {
    const stand = await standing(store)
    if (stand) {
      return { ...(await lookAtArrivals(store, stand, context, options, progress)), unread: context.unused }
    }
    progress.step(NO_FULL_PASS)
    return await lookAtStored(store, [store], [], context, options, progress)
  } finally {
    progress.done()
    await store.close()
  }
}

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
  refuseReplacing(options.outDir, await filesOf(options.known, options.releases))
  const context = await readContext(options)
  mustExist(dataDirOf(options))
  const store = await openOwn(options)
  const shards: Store[] = []
  try {
    if (servers.length > 0 && (await fileSizes(store)).size > 0) {
      const [place, advice] =
        store.kind === 'server'
          ? [
              'The server that is to keep the campaigns',
              'Name an empty database with --clickhouse, or --clickhouse "" to keep them in the data folder.',
            ]
          : [
              store.folder.root,
              'Name another data folder, with a copy of the secret.key that the servers were filled under.',
            ]
      throw new StillwatchError(
        'SW_USAGE',
        `${place} holds traffic of its own, which a look at other servers would mix with theirs`,
        advice,
      )
    }
    for (const clickhouseUrl of servers) {
      shards.push(await openStore({ dataDir: store.folder.root, clickhouseUrl }))
    }
    const traffic = shards.length > 0 ? shards : [store]
    return await lookAtStored(store, traffic, servers, context, options, progress)
  } finally {
    progress.done()
    for (const one of [...shards, store]) await one.close()
  }
}

async function lookAtStored(
  store: Store,
  traffic: readonly Store[],
  servers: readonly string[],
  context: Context,
  options: ResultOptions,
  progress: Progress,
): Promise<ScanOutcome> {
  const intake = await storedSummary(traffic)
  if (intake.accounts === 0) throw nothingStored(servers)
  const outcome = await look(store, intake, context, options, progress, servers.length > 0 ? traffic : store)
  return { ...outcome, unread: context.unused }
}

function nothingStored(servers: readonly string[]): StillwatchError {
  return new StillwatchError(
    'SW_NO_RECORDS',
    servers.length > 0 ? 'No request is stored on these servers' : 'No request is stored in the data folder',
    'Read logs first: stillwatch scan FILES, with --no-detect if detect is to look at several servers.',
  )
}
