import { StillwatchError } from '../errors/index.ts'
import {
  expandInputs,
  type FieldMap,
  type InputFile,
  JOIN_FAMILIES,
  type ReaderOptions,
  readNetworks,
  unusedIn,
} from '../readers/index.ts'
import { TIMES_ARE } from '../record/index.ts'
import { basisKept, readingAlone, type Store } from '../store/index.ts'
import { ingestAccounts } from './account-rows.ts'
import { openBatches } from './batches.ts'
import { type Input, openInputs } from './inputs.ts'
import { openJoining } from './joining.ts'
import { defaultThreads, openPool } from './pool.ts'
import { createProgress, type Progress } from './progress.ts'
import { partsOf } from './read-before.ts'
import { readFiles } from './read-files.ts'
import { expireRejects } from './rejects.ts'
import type { TextMode } from './request-row.ts'
import { replaceStandIns } from './stand-ins.ts'
import { type IntakeSummary, recordCount, summarise } from './summary.ts'

export interface IntakeOptions {
  readonly store: Store
  /** Paths and globs (`-` is standard input), or files that were found already. */
  readonly files: readonly string[] | readonly InputFile[]
  /** A file with what the provider knows of its accounts. */
  readonly accounts?: string | undefined
  /** A file that tells the kinds of networks. */
  readonly networks?: string | undefined
  /** Where to find fields that go by other names. */
  readonly map?: FieldMap | undefined
  readonly textMode: TextMode
  /** Reading threads beside this one; as many as there are cores, up to 8. */
  readonly threads?: number | undefined
  /** Read files again that were read before. */
  readonly force?: boolean
  /**
   * Tell of this run alone, not of the whole store: counting that costs a pass over it. Accounts, duplicates and the span
   * of time are 0 or undefined then.
   */
  readonly ofThisRun?: boolean
  /** About how many bytes of half-joined requests are held in memory; the rest waits on disk. Default 256 MiB. */
  readonly joinBytes?: number | undefined
  readonly onProgress?: (progress: Progress) => void
  /** What `-` stands for, if not the process's own input. */
  readonly stdin?: AsyncIterable<Uint8Array>
}

/**
 * Reads request logs into the store: threads parse and fingerprint, this one reads files and stores rows. Every
 * file's format is recognised before the first is read. A file is noted in the ledger once its last row is
 * stored, and then not read again; one that was cut short is, and adds nothing twice.
 *
 * @throws StillwatchError what `expandInputs`, `openSource`, `readAccounts` and `readNetworks` throw;
 * SW_STORE_LOCKED where another process reads into the same data folder; SW_STORE_FAILED; SW_NO_RECORDS when nothing
 * usable was in any file
 */
export function ingest(options: IntakeOptions): Promise<IntakeSummary> {
  return readingAlone(options.store, () => ingestAlone(options))
}

async function ingestAlone(options: IntakeOptions): Promise<IntakeSummary> {
  const { store } = options
  const started = performance.now()
  const files = await found(options.files)
  const readerOptions: ReaderOptions = options.map ? { map: options.map } : {}
  expireRejects(store.folder.rejects, Date.now())
  const inputs = await openInputs(files, readerOptions, options.stdin)
  const networks = options.networks === undefined ? undefined : await readNetworks(options.networks)
  const accounts = options.accounts === undefined ? undefined : await ingestAccounts(store, options.accounts)

  const before = options.ofThisRun ? undefined : await recordCount(store)
  const present = kindsOfParts(inputs)
  const joining = openJoining(store.folder.parts, new Set(present), options.joinBytes)
  const pool = openPool(options.threads ?? defaultThreads(), {
    secret: store.folder.secret,
    textMode: options.textMode,
    networks: networks?.rows ?? [],
    options: readerOptions,
    present,
  })
  try {
    const noted = await basisKept(store)
    const batches = openBatches(store, noted)
    const progress = createProgress(files, options.onProgress)
    const force = options.force ?? false
    const read = await readFiles({ store, pool, batches, joining, progress, force }, inputs)
    await batches.finish()
    if (canStandIn(present)) await replaceStandIns(store, noted)
    progress.finish()
    const context = {
      accountsFile: accounts && { accounts: accounts.accounts },
      contextUnused: [
        ...(accounts?.unused ?? []),
        ...(networks ? unusedIn('The networks file', networks) : []),
      ],
    }
    const summary = await summarise(store, read, before, context, joining, performance.now() - started)
    if (summary.records === 0) throw nothingUsable(summary)
    return summary
  } finally {
    joining.close()
    await pool.close()
  }
}

async function found(files: readonly string[] | readonly InputFile[]): Promise<InputFile[]> {
  const given: InputFile[] = []
  const patterns: string[] = []
  for (const file of files) typeof file === 'string' ? patterns.push(file) : given.push(file)
  return given.length > 0 ? given : expandInputs(patterns)
}

/** The kinds of parts that can come: no part waits for a log that was not given. */
function kindsOfParts(inputs: readonly Input[]): string[] {
  return [...new Set(inputs.flatMap(({ source }) => partsOf(source)))]
}

/** Whether there can be records that stand in for others, of this run or for those of this run. */
function canStandIn(present: readonly string[]): boolean {
  return JOIN_FAMILIES.some(
    ({ standIn, kinds }) => standIn !== undefined && kinds.some((kind) => present.includes(kind)),
  )
}

function nothingUsable(summary: IntakeSummary): StillwatchError {
  const { files } = summary
  const names = files.slice(0, 5).map(({ path }) => (path === '-' ? 'standard input' : path))
  const named = `${names.join(', ')}${files.length > names.length ? `, and ${files.length - names.length} more` : ''}`
  if (files.every(({ format }) => format === '')) {
    return new StillwatchError(
      'SW_NO_RECORDS',
      `Not one usable record: there is no row in ${named}.`,
      'Check that the program that writes the log has run, and that this is its file.',
    )
  }
  const [example] = files.flatMap((file) =>
    file.examples.map(({ line, reason }) => `${file.path}:${line}: ${reason}`),
  )
  return new StillwatchError(
    'SW_NO_RECORDS',
    `Not one usable record in ${named}${example ? `; the first problem is ${example}` : ''}.`,
    example?.endsWith(': unusable time')
      ? TIMES_ARE
      : 'Name the fields your log uses with a field map: a record needs a time and an account.',
  )
}
