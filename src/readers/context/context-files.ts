import { StillwatchError } from '../../errors/index.ts'
import {
  type AccountField,
  type AccountRecord,
  accountFieldOf,
  type Known,
  Known as KnownSchema,
  type Network,
  Network as NetworkSchema,
  normaliseAccount,
  type Release,
  Release as ReleaseSchema,
  textOfNumber,
} from '../../record/index.ts'
import { looksLikeRequests, looksLikeResult } from '../likeness.ts'
import { isPrefix } from '../network/prefix.ts'
import { type ContextTable, plainName, readTable } from './read-table.ts'

type Row = Record<string, unknown>

interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** A schema's first complaint as one sentence. */
function complaint(issues: readonly Issue[], row: Row): string {
  const [issue] = issues
  if (!issue) return 'not usable'
  const name = issue.path.join('.')
  const value = row[name]
  return value === undefined || value === '' ? `no ${name}` : `${name}: ${issue.message}`
}

/**
 * Column names as files have them: any case, spaces and dashes for underscores. Of columns that come to one name the
 * first that says something counts.
 */
function plainNames(row: Row): Row {
  const plain = new Map<string, unknown>()
  for (const [name, value] of Object.entries(row)) {
    const known = plain.get(plainName(name))
    if (value !== null && (known === undefined || known === '')) plain.set(plainName(name), value)
  }
  return Object.fromEntries(plain)
}

export interface AccountsTable extends ContextTable<AccountRecord> {
  /** The fields that the file has a column for, whether or not there is a value in it. */
  readonly fields: ReadonlySet<AccountField>
  /** Accounts with several rows, of which the last counts: how many, and the first such row's line. */
  readonly repeated: { readonly accounts: number; readonly line: number } | undefined
}

/** What the provider knows of its accounts, a row for each: CSV, NDJSON, a JSON array, or Parquet. */
export async function readAccounts(path: string): Promise<AccountsTable> {
  const table = await readTable<AccountRecord>(path, {
    title: 'accounts',
    expected:
      'account_id (or account, user_id, id); useful beside it: organization_id, created_at, payment_fingerprint, device_fingerprint, email_domain, referral_code',
    convert: (row) => {
      const result = normaliseAccount(plainNames(row))
      return result.ok ? { value: result.record, dropped: result.dropped } : { reason: result.reason }
    },
    hint: (rows) => {
      if (looksLikeRequests(rows))
        return `${path} looks like a request log: name it as an input, not with --accounts.`
      return looksLikeResult(rows)
        ? `${path} is what a scan has written (it says who is in which campaign): name the file with what you know of your accounts.`
        : undefined
    },
  })
  const fields = table.columns.flatMap((column) => accountFieldOf(plainName(column)) ?? [])
  return { ...lastOfEach(table), fields: new Set(fields) }
}

function lastOfEach(table: ContextTable<AccountRecord>): Omit<AccountsTable, 'fields'> {
  const { rows, lines } = table
  const last = new Map(rows.map(({ account_id }, index) => [account_id, index]))
  if (last.size === rows.length) return { ...table, repeated: undefined }
  const counts = (index: number): boolean => last.get(rows[index]?.account_id ?? '') === index
  const earlier = [...rows.keys()].filter((index) => !counts(index))
  return {
    ...table,
    rows: rows.filter((_, index) => counts(index)),
    lines: lines.filter((_, index) => counts(index)),
    repeated: {
      accounts: new Set(earlier.map((index) => rows[index]?.account_id)).size,
      line: lines[earlier[0] ?? 0] ?? 0,
    },
  }
}

/** Which networks are residential, hosting and so on. Prefixes are CIDR; a bare address is one host. */
export function readNetworks(path: string): Promise<ContextTable<Network>> {
  return readTable<Network>(path, {
    title: 'networks',
    expected: 'prefix (CIDR), kind (residential, hosting, mobile, corporate, education, vpn), asn',
    convert: (raw) => {
      const row = plainNames(raw)
      const named = {
        ...row,
        prefix: row.prefix ?? row.network ?? row.cidr,
        asn: asnOf(row.asn),
        kind: typeof row.kind === 'string' ? row.kind.trim().toLowerCase() : row.kind,
      }
      const result = NetworkSchema.safeParse(named)
      if (!result.success) return { reason: complaint(result.error.issues, named) }
      if (!isPrefix(result.data.prefix)) return { reason: `prefix: ${result.data.prefix} is not CIDR` }
      const meant = named.kind === undefined || named.kind === '' || named.kind === result.data.kind
      return { value: result.data, dropped: meant ? [] : ['kind'] }
    },
  })
}

/** `64500`, `"64500"` or `"AS64500"`; nothing where there is nothing. */
function asnOf(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (typeof value !== 'string') return value
  return value.trim().replace(/^AS/i, '') || undefined
}

/** When models came out. */
export function readReleases(path: string): Promise<ContextTable<Release>> {
  return readTable<Release>(path, {
    title: 'model releases',
    expected: 'model, time (ISO 8601)',
    convert: (raw) => {
      const row = plainNames(raw)
      const named = {
        model: row.model ?? row.name,
        time: row.time ?? row.released_at ?? row.release_date ?? row.date,
      }
      const result = ReleaseSchema.safeParse(named)
      return result.success ? { value: result.data } : { reason: complaint(result.error.issues, named) }
    },
  })
}

/**
 * Earlier findings on accounts or organisations.
 * @throws StillwatchError what `readTable` throws; SW_CONTEXT_INVALID also where one row of several cannot be used, as
 * whom it vouches for would be accused
 */
export async function readKnown(path: string): Promise<ContextTable<Known>> {
  const table = await readTable<Known>(path, {
    title: 'known accounts',
    expected:
      'id (or account_id, organization_id), status (cleared, confirmed, researcher, evaluator), reason, expires_at',
    convert: (raw) => {
      const row = plainNames(raw)
      const id = [row.id, row.account_id, row.organization_id].find(
        (value) => value !== undefined && value !== '',
      )
      const named = {
        id: textOfNumber(id) ?? id,
        status: typeof row.status === 'string' ? row.status.trim().toLowerCase() : row.status,
        reason: row.reason,
        expires_at: row.expires_at ?? row.expiry,
      }
      const result = KnownSchema.safeParse(named)
      return result.success ? { value: result.data } : { reason: complaint(result.error.issues, named) }
    },
  })
  const [first] = table.unreadable
  if (!first) return table
  const others = table.unreadable.length - 1
  throw new StillwatchError(
    'SW_CONTEXT_INVALID',
    `${path}, line ${first.line}, cannot be used: ${first.reason}${others > 0 ? ` (and ${others} more)` : ''}. Whom it vouches for would be accused.`,
    'Write an id, a status (cleared, confirmed, researcher or evaluator), and expires_at as 2027-01-31, empty for never; or take the row out.',
  )
}
