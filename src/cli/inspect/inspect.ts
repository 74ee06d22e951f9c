import { StillwatchError } from '../../errors/index.ts'
import { createProgress, openInputs, type Progress } from '../../intake/index.ts'
import {
  dialectNamed,
  expandInputs,
  type FieldMap,
  JOIN_FAMILIES,
  Joiner,
  mergeParts,
  readAccounts,
  readBlock,
  unusedAccounts,
} from '../../readers/index.ts'
import { TIMES_ARE } from '../../record/index.ts'
import { count } from '../../report/index.ts'
import { accountCoverage, createCoverage } from './coverage.ts'
import type { AccountsInspection, FileInspection, FileProblem, Inspection } from './inspection.ts'

export interface InspectOptions {
  readonly files: readonly string[]
  readonly map?: FieldMap
  readonly accounts?: string
  /** About how many rows of each file are read; undefined for all. */
  readonly limit: number | undefined
  readonly onProgress?: (progress: Progress) => void
}

const EXAMPLES = 3

/**
 * Reads logs as a scan would, stores nothing, and counts what is in them. A file that is not recognised is named
 * beside the others.
 *
 * @throws StillwatchError what `expandInputs`, `openInputs` and `readAccounts` throw; SW_NO_RECORDS where there was not
 * one usable record.
 */
export async function inspect(options: InspectOptions): Promise<Inspection> {
  const readerOptions = options.map ? { map: options.map } : {}
  const inputs = await openInputs(await expandInputs(options.files), readerOptions)
  const sources = inputs.flatMap(({ source }) => (source ? [source] : []))
  const problems = inputs.flatMap(({ file: { path }, problem }) =>
    problem ? [{ path, code: problem.code, message: problem.message, advice: problem.advice }] : [],
  )
  const empty = inputs.flatMap(({ file, source, problem }) => (source || problem ? [] : [file.path]))
  const present = new Set(
    sources.flatMap(({ format }): readonly string[] => dialectNamed(format.dialect).parts ?? []),
  )
  const coverage = createCoverage()
  const files: FileInspection[] = sources.map(({ file, format }) => ({
    path: file.path,
    bytes: file.bytes,
    ...format,
    records: 0,
    unreadable: 0,
    passedOver: 0,
    notUtf8: 0,
    repeatedColumns: 0,
    complete: true,
    examples: [],
  }))
  const refuse = (file: FileInspection, line: number, reason: string, rows = 1): void => {
    file.unreadable += rows
    if (file.examples.length < EXAMPLES) file.examples.push({ line, reason })
  }
  const joiner = new Joiner({
    families: JOIN_FAMILIES,
    present,
    release: (parts) => {
      for (const { of, conversion } of mergeParts(parts, { ...readerOptions, present })) {
        const file = files[of.file]
        if (!file) continue
        if ('record' in conversion) {
          file.records++
          coverage.add(conversion.record, conversion.dropped)
        } else if ('reason' in conversion) refuse(file, of.line, conversion.reason)
        else file.passedOver++
      }
    },
  })
  const progress = createProgress(
    sources.map(({ file }) => file),
    options.onProgress,
  )
  for (const [index, source] of sources.entries()) {
    const file = files[index]
    if (!file) continue
    let rows = 0
    progress.file(file.path)
    for await (const block of source.blocks()) {
      if (options.limit !== undefined && rows >= options.limit) {
        file.complete = false
        break
      }
      const earlier = rows
      await readBlock(block, readerOptions, {
        record: (record, _key, dropped) => {
          rows++
          file.records++
          coverage.add(record, dropped)
        },
        unreadable: ({ line, reason, rows: lost = 1 }) => {
          rows += lost
          refuse(file, line, reason, lost)
        },
        part: (part, key, line) => {
          rows++
          joiner.add({ ...part, key, line, file: index })
        },
        passedOver: () => {
          rows++
          file.passedOver++
        },
        notUtf8: (lines) => {
          file.notUtf8 += lines
        },
        repeatedColumns: (found) => {
          file.repeatedColumns += found
        },
      })
      progress.advance(block.consumed, rows - earlier, 0)
    }
  }
  joiner.finish()
  const counted = coverage.finish()
  if (counted.records === 0) throw nothingUsable(files, problems, empty)
  return {
    files,
    problems,
    empty,
    ...counted,
    accountsFile: await accountsOf(options.accounts, coverage.accounts),
  }
}

async function accountsOf(
  path: string | undefined,
  accounts: ReadonlySet<string>,
): Promise<AccountsInspection | undefined> {
  if (path === undefined) return undefined
  const table = await readAccounts(path)
  const { rows } = table
  return {
    path,
    accounts: rows.length,
    joined: new Set(rows.flatMap(({ account_id }) => (accounts.has(account_id) ? [account_id] : []))).size,
    fields: accountCoverage(table),
    unused: unusedAccounts(table),
  }
}

function noRowIn(empty: readonly string[]): StillwatchError {
  return new StillwatchError(
    'SW_NO_RECORDS',
    `Not one usable record: there is no row in ${empty.map(named).join(', ')}.`,
    'Check that the program that writes the log has run, and that this is its file.',
  )
}

function named(path: string): string {
  return path === '-' ? 'standard input' : path
}

function nothingUsable(
  files: readonly FileInspection[],
  problems: readonly FileProblem[],
  empty: readonly string[],
): StillwatchError {
  if (files.length === 0 && problems.length === 0) return noRowIn(empty)
  const found = files.map(({ path, framing, dialect, unreadable, passedOver, examples: [example] }) => {
    const why = example ? `, line ${example.line}: ${example.reason}` : ''
    const others = passedOver > 0 ? `, ${count(passedOver)} rows that are no requests to a model` : ''
    return `${path} (${framing}, ${dialect}): ${count(unreadable)} unreadable rows${why}${others}`
  })
  const rest = [
    ...problems.map(({ message }) => message),
    ...empty.map((path) => `${named(path)}: no row in it`),
  ]
  return new StillwatchError(
    'SW_NO_RECORDS',
    `Not one usable record. ${[...found, ...rest].join('; ')}`,
    files.some(({ examples }) => examples.some(({ reason }) => reason === 'unusable time'))
      ? TIMES_ARE
      : 'A record needs a time and an account. Say where they are, for example --map account=customer.id.',
  )
}
