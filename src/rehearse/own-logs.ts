import { StillwatchError } from '../errors/index.ts'
import { createProgress, openInputs, type Progress } from '../intake/index.ts'
import { expandInputs, type FieldMap, readAccounts, readBlock } from '../readers/index.ts'
import type { AccountField, AccountRecord, Release, RequestField, RequestRecord } from '../record/index.ts'
import type { OwnLogs, TrafficFormat, Weighted } from '../simulate/index.ts'

const DAY = 86_400_000

export interface OwnLogsOptions {
  readonly map?: FieldMap | undefined
  readonly accounts?: string | undefined
  readonly releases?: readonly Release[]
  readonly onProgress?: (progress: Progress) => void
}

/** A provider's logs as a campaign must know them, and what they are written in. */
export interface ReadOwnLogs {
  readonly own: OwnLogs
  /** The files that were read. */
  readonly files: readonly string[]
  /** The dialect to write additional records in; native where the logs' own is not one we write. */
  readonly format: TrafficFormat
}

/**
 * Reads a provider's logs to find out what a campaign among them must look like. Holds counts and account ids, no text.
 * @throws StillwatchError what `expandInputs`, `openInputs` and `readAccounts` throw; SW_USAGE for standard input;
 * SW_NO_RECORDS where no file holds whole requests
 */
export async function readOwnLogs(
  patterns: readonly string[],
  options: OwnLogsOptions,
): Promise<ReadOwnLogs> {
  const files = await expandInputs(patterns)
  if (files.some(({ bytes }) => bytes === undefined)) {
    throw new StillwatchError(
      'SW_USAGE',
      'Your own logs are read twice, which a pipe cannot be.',
      'Name files, not - or a pipe.',
    )
  }
  const tally = new Tally()
  const dialects = new Map<string, number>()
  const reader = options.map ? { map: options.map } : {}
  const progress = createProgress(files, options.onProgress)
  for (const { file, source, problem } of await openInputs(files, reader)) {
    if (problem) throw problem
    // Among many hourly logs some hours are silent.
    if (!source) continue
    const before = tally.requests
    progress.file(file.path)
    for await (const block of source.blocks()) {
      const earlier = tally.requests
      await readBlock(block, reader, {
        record: (record) => tally.add(record),
        unreadable: () => {},
        part: () => {},
        passedOver: () => {},
      })
      progress.advance(block.consumed, tally.requests - earlier, 0)
    }
    add(dialects, source.format.dialect, tally.requests - before)
  }
  if (tally.requests === 0) {
    throw new StillwatchError(
      'SW_NO_RECORDS',
      `No whole request was found in ${files.map(({ path }) => path).join(', ')}.`,
      'Logs that have one half of a request each cannot be mixed into; give native records or LiteLLM payloads.',
    )
  }
  const accounts = options.accounts === undefined ? undefined : (await readAccounts(options.accounts)).rows
  const [[dialect] = ['native']] = ranked(dialects)
  return {
    own: tally.summary(accounts, options.releases ?? []),
    files: files.map(({ path }) => path),
    format: dialect === 'litellm' ? 'litellm' : 'native',
  }
}

/** Days at either end that hold less than this share of the requests are strays. */
const STRAY = 0.001
/** So many different clients are kept; the rest are rare. */
const CLIENTS = 400
/** Of what callers write, longer values (characters) are not counted, and beyond so many different ones the rarer half is forgotten. */
const LONGEST = 500
const MOST_VALUES = 10_000

class Tally {
  requests = 0
  readonly #ids = new Set<string>()
  readonly #days = new Map<number, { count: number; from: number; to: number }>()
  readonly #fields = new Map<string, number>()
  readonly #models = new Map<string, number>()
  readonly #embeddings = new Map<string, number>()
  readonly #clients = new Map<string, number>()
  readonly #routes = new Map<string, number>()

  add(record: RequestRecord): void {
    this.requests++
    this.#ids.add(record.account_id)
    const day = Math.floor(record.time / DAY)
    const seen = this.#days.get(day)
    if (seen) {
      seen.count++
      seen.from = Math.min(seen.from, record.time)
      seen.to = Math.max(seen.to, record.time)
    } else this.#days.set(day, { count: 1, from: record.time, to: record.time })
    for (const field in record) add(this.#fields, field)
    if (record.request_model !== undefined) {
      addWritten(record.operation === 'embeddings' ? this.#embeddings : this.#models, record.request_model)
    }
    const { user_agent, tls_fingerprint } = record
    if (user_agent !== undefined || tls_fingerprint !== undefined) {
      addWritten(this.#clients, JSON.stringify({ user_agent, tls_fingerprint }))
    }
    if (record.route !== undefined) addWritten(this.#routes, record.route)
  }

  summary(accounts: readonly AccountRecord[] | undefined, releases: readonly Release[]): OwnLogs {
    const { from, to } = this.#span()
    const within = releases.filter(({ time }) => time > from && time < to)
    return {
      from,
      to,
      requests: this.requests,
      accountIds: this.#ids,
      models: ranked(this.#models),
      embeddingModels: ranked(this.#embeddings),
      clients: ranked(this.#clients)
        .slice(0, CLIENTS)
        .map(([client, count]) => [JSON.parse(client), count] as const),
      routes: ranked(this.#routes),
      coverage: shares<RequestField>(this.#fields, this.requests),
      accounts: accounts && accountsSeen(accounts),
      release: within.sort((left, right) => left.time - right.time).at(-1),
    }
  }

  #span(): { from: number; to: number } {
    const days = [...this.#days].sort(([left], [right]) => left - right).map(([, seen]) => seen)
    const few = STRAY * this.requests
    const first = days.findIndex(({ count }) => count >= few)
    const last = days.findLastIndex(({ count }) => count >= few)
    return { from: days[first]?.from ?? 0, to: days[last]?.to ?? 0 }
  }
}

function accountsSeen(accounts: readonly AccountRecord[]): NonNullable<OwnLogs['accounts']> {
  const fields = new Map<string, number>()
  const plans = new Map<string, number>()
  const verifications = new Map<string, number>()
  for (const account of accounts) {
    for (const field in account) add(fields, field)
    if (account.plan !== undefined) add(plans, account.plan)
    if (account.verification !== undefined) add(verifications, account.verification)
  }
  return {
    coverage: shares<AccountField>(fields, accounts.length),
    plans: ranked(plans),
    verifications: ranked(verifications),
  }
}

function add(counts: Map<string, number>, key: string, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

/** Counts what callers write, within bounds; what is frequent is never lost. */
function addWritten(counts: Map<string, number>, value: string): void {
  if (value.length > LONGEST) return
  add(counts, value)
  if (counts.size <= MOST_VALUES) return
  for (const [rare] of ranked(counts).slice(MOST_VALUES / 2)) counts.delete(rare)
}

/** The most frequent first; ties by name, so that equal logs give equal campaigns. */
function ranked(counts: ReadonlyMap<string, number>): Weighted<string> {
  return [...counts].sort((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1))
}

function shares<Field extends string>(counts: ReadonlyMap<string, number>, of: number) {
  return Object.fromEntries([...counts].map(([field, count]) => [field, count / Math.max(1, of)])) as Partial<
    Record<Field, number>
  >
}
