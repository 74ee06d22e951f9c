import {
  type AccountRecord,
  type Known,
  Known as KnownSchema,
  type Network,
  Network as NetworkSchema,
  normaliseAccount,
  type Release,
  Release as ReleaseSchema,
  textOfNumber,
} from '../../record/index.ts'
import { looksLikeRequests } from '../likeness.ts'
import { isPrefix } from '../network/prefix.ts'
import { type ContextTable, readTable } from './read-table.ts'

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

/** Column names as files have them: any case, spaces and dashes for underscores. */
function plainNames(row: Row): Row {
  const plain: Row = {}
  for (const [name, value] of Object.entries(row)) {
    if (value !== null)
      plain[
        name
          .trim()
          .toLowerCase()
          .replace(/[\s-]+/g, '_')
      ] = value
  }
  return plain
}

/** What the provider knows of its accounts: CSV, NDJSON, a JSON array, or Parquet. */
export function readAccounts(path: string): Promise<ContextTable<AccountRecord>> {
  return readTable<AccountRecord>(path, {
    title: 'accounts',
    expected:
      'account_id (or account, user_id, id); useful beside it: organization_id, created_at, payment_fingerprint, device_fingerprint, email_domain, referral_code',
    convert: (row) => {
      const result = normaliseAccount(plainNames(row))
      return result.ok ? { value: result.record } : { reason: result.reason }
    },
    hint: (rows) =>
      looksLikeRequests(rows)
        ? `${path} looks like a request log: name it as an input, not with --accounts.`
        : undefined,
  })
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
      return { value: result.data }
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

/** Earlier findings on accounts or organisations. */
export function readKnown(path: string): Promise<ContextTable<Known>> {
  return readTable<Known>(path, {
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
}
