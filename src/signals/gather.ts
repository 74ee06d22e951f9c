import { StillwatchError } from '../errors/index.ts'
import type { Columns, Parameters, ScalarKind, Store, StringColumn } from '../store/index.ts'

/**
 * Traffic that lies in several stores, split by account: all requests of an account are in one. What a query tells of each
 * account, or of each account and key, is then the same as if all lay in one, once it is put together.
 */
export type Traffic = Store | readonly Store[]

export function storesOf(traffic: Traffic): readonly Store[] {
  return 'query' in traffic ? [traffic] : traffic
}

/**
 * Rows by account from every store, accounts ascending as ClickHouse sorts them (by bytes).
 * @throws StillwatchError SW_USAGE where an account is in two stores
 */
export async function gatherRows<Row extends { account_id: string }>(
  traffic: Traffic,
  sql: string,
  parameters: Parameters,
): Promise<Row[]> {
  const stores = storesOf(traffic)
  const parts = await Promise.all(stores.map((store) => store.query<Row>(sql, parameters, { numbers: true })))
  if (parts.length === 1) return parts[0]
  const keyed = parts.flat().map((row) => ({ row, bytes: Buffer.from(row.account_id) }))
  keyed.sort((a, b) => a.bytes.compare(b.bytes))
  keyed.forEach(({ row }, i) => {
    if (i > 0 && keyed[i - 1].row.account_id === row.account_id) throw inTwo(row.account_id)
  })
  return keyed.map(({ row }) => row)
}

/** Columns from every store, one store's rows after the other's. */
export async function gatherColumns<const Kinds extends Readonly<Record<string, ScalarKind>>>(
  traffic: Traffic,
  sql: string,
  parameters: Parameters,
  kinds: Kinds,
): Promise<Columns<Kinds>> {
  const stores = storesOf(traffic)
  const parts = await Promise.all(stores.map((store) => store.columns(sql, parameters, kinds)))
  if (parts.length === 1) return parts[0]
  const rows = parts.reduce((sum, part) => sum + part.rows, 0)
  const columns: Record<string, unknown> = {}
  for (const name of Object.keys(kinds)) {
    const own: readonly Part[] = parts.map((part) => part.columns[name])
    columns[name] = own.every(isStrings) ? strings(own) : numbers(own.filter(isNumbers), rows)
  }
  // Each column is of the kind that its parts are.
  return { rows, columns: columns as Columns<Kinds>['columns'] }
}

/**
 * Of pairs of keys and accounts from several stores, those whose key at least two accounts hold. What is told of an
 * account in several stores (as account data may be) counts once.
 */
export function heldByTwo(keys: Float64Array, accounts: Uint32Array): Uint32Array {
  const order = new Uint32Array(keys.length).map((_, i) => i)
  order.sort((a, b) => keys[a] - keys[b] || accounts[a] - accounts[b])
  const kept = new Uint32Array(keys.length)
  let size = 0
  for (let start = 0, end = 0; start < order.length; start = end) {
    const before = size
    for (; end < order.length && keys[order[end]] === keys[order[start]]; end++) {
      if (end === start || accounts[order[end]] !== accounts[order[end - 1]]) kept[size++] = order[end]
    }
    if (size - before < 2) size = before
  }
  return kept.subarray(0, size)
}

function inTwo(account: string): StillwatchError {
  return new StillwatchError(
    'SW_USAGE',
    `Requests of the account ${account} are in two of the stores`,
    'Split logs by account: all requests of an account belong in one store.',
  )
}

type Part = StringColumn | Uint8Array | Uint32Array | Float64Array

function isStrings(part: Part): part is StringColumn {
  return 'codes' in part
}

function isNumbers(part: Part): part is Exclude<Part, StringColumn> {
  return !isStrings(part)
}

function strings(parts: readonly StringColumn[]): StringColumn {
  const codeOf = new Map<string, number>()
  const codes = new Uint32Array(parts.reduce((sum, part) => sum + part.codes.length, 0))
  let at = 0
  for (const part of parts) {
    const own = Uint32Array.from(part.values, (value) => {
      const code = codeOf.get(value) ?? codeOf.size
      codeOf.set(value, code)
      return code
    })
    for (const code of part.codes) codes[at++] = own[code]
  }
  return { codes, values: [...codeOf.keys()] }
}

function numbers(parts: readonly Exclude<Part, StringColumn>[], rows: number): Part {
  const [first] = parts
  const all =
    first instanceof Uint8Array
      ? new Uint8Array(rows)
      : first instanceof Uint32Array
        ? new Uint32Array(rows)
        : new Float64Array(rows)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
