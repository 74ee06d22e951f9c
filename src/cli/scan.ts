import { standing } from '../campaigns/index.ts'
import { type IntakeSummary, ingest, storedSummary, type TextMode } from '../intake/index.ts'
import { expandInputs, type FieldMap, type InputFile } from '../readers/index.ts'
import type { Store } from '../store/index.ts'
import { lookAtArrivals, NO_FULL_PASS } from './follow-up.ts'
import { look, openOwn, type ResultOptions, readContext, type ScanOutcome } from './look.ts'
import { filesOf, refuseReplacing } from './own-files.ts'
import type { Progress } from './progress.ts'

export type { TextMode }

/** What to read. */
export interface ReadOptions {
  readonly files: readonly string[]
  readonly accounts?: string
  readonly map?: FieldMap
  readonly networks?: string
  readonly textMode: TextMode
  readonly threads?: number
  /** Attach what is new to the campaigns that stand, instead of looking at everything again. */
  readonly followUp?: boolean
}

export type ScanOptions = ReadOptions & ResultOptions

/**
 * The main job: read logs into the store, look for campaigns in everything the store holds, write the results.
 * @throws StillwatchError
 */
export async function scan(options: ScanOptions, progress: Progress): Promise<ScanOutcome> {
  const files = await expandInputs(options.files)
  refuseReplacing(options.outDir, [
    ...files,
    ...(await filesOf(options.accounts, options.networks, options.known, options.releases)),
  ])
  const context = await readContext(options)
  const store = await openOwn(options)
  try {
    const stand = options.followUp ? await standing(store) : undefined
    const intake = await read(store, files, options, progress, true)
    if (options.followUp && !stand) progress.step(NO_FULL_PASS)
    const outcome = stand
      ? await lookAtArrivals(store, stand, context, options, progress)
      : await look(store, await storedSummary([store], intake), context, options, progress)
    return { ...outcome, unread: [...unreadOf(intake), ...context.unused] }
  } finally {
    progress.done()
    await store.close()
  }
}

/** What was passed over of the logs, and of the accounts and networks files: why, and what to do. */
export function unreadOf({ files, contextUnused }: IntakeSummary): string[] {
  const problems = files.flatMap(({ problem }) => (problem ? [`${problem.message} ${problem.advice}`] : []))
  return [...problems, ...contextUnused]
}

/**
 * Reads logs into the store and no more, for `detect` to look at later.
 * @throws StillwatchError
 */
export async function readOnly(options: ScanOptions, progress: Progress): Promise<IntakeSummary> {
  const files = await expandInputs(options.files)
  const store = await openOwn(options)
  try {
    return await read(store, files, options, progress)
  } finally {
    progress.done()
    await store.close()
  }
}

async function read(
  store: Store,
  files: readonly InputFile[],
  options: ReadOptions,
  progress: Progress,
  ofThisRun = false,
): Promise<IntakeSummary> {
  progress.step(`Reading ${files.length === 1 ? files[0].path : `${files.length} files`}`)
  const intake = await ingest({
    store,
    files,
    accounts: options.accounts,
    networks: options.networks,
    map: options.map,
    textMode: options.textMode,
    threads: options.threads,
    ofThisRun,
    onProgress: (state) => progress.update(state),
  })
  progress.done()
  return intake
}
