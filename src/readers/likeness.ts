import { ACCOUNT_FIELDS, type Field, REQUEST_FIELDS } from '../record/index.ts'

type Rows = readonly Record<string, unknown>[]

const REQUEST_NAMES = namesOf(REQUEST_FIELDS)
const ACCOUNT_NAMES = namesOf(ACCOUNT_FIELDS)

/** Fields of a request that no account has, and the names under which logs carry them. */
const ONLY_REQUESTS = [...REQUEST_NAMES].filter((name) => !ACCOUNT_NAMES.has(name))
const ONLY_ACCOUNTS = [...ACCOUNT_NAMES].filter((name) => !REQUEST_NAMES.has(name))
const LOG_NAMES = [...ONLY_REQUESTS, 'messages', 'choices', 'startTime', 'call_type', 'usage']

function namesOf(fields: Readonly<Record<string, Field>>): Set<string> {
  return new Set(Object.entries(fields).flatMap(([name, { aliases = [] }]) => [name, ...aliases]))
}

function count(rows: Rows, names: readonly string[]): number {
  return names.filter((name) => rows.some((row) => row[name] !== undefined)).length
}

/** Whether rows describe accounts and not requests: account fields, and hardly any of a request's. */
export function looksLikeAccounts(rows: Rows): boolean {
  return count(rows, ONLY_ACCOUNTS) > count(rows, LOG_NAMES)
}

export function looksLikeRequests(rows: Rows): boolean {
  return count(rows, LOG_NAMES) > count(rows, ONLY_ACCOUNTS)
}

/** The columns of rows, for messages: the first few names. */
export function columnsOf(rows: Rows): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const shown = names.slice(0, 20).join(', ')
  return names.length > 20 ? `${shown} and ${names.length - 20} more` : shown || 'none'
}
