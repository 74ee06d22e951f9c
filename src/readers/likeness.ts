import { ACCOUNT_FIELDS, type Field, REQUEST_FIELDS } from '../record/index.ts'

type Rows = readonly Record<string, unknown>[]

const REQUEST_NAMES = namesOf(REQUEST_FIELDS)
const ACCOUNT_NAMES = namesOf(ACCOUNT_FIELDS)

const ONLY_ACCOUNTS = [...ACCOUNT_NAMES].filter((name) => !REQUEST_NAMES.has(name))

/** What only a request has. An account may well have a status, an address and a user agent. */
const ONLY_REQUESTS = [
  ...[
    'messages',
    'prompt',
    'input',
    'input_text',
    'output',
    'output_text',
    'completion',
    'response',
    'choices',
  ],
  ...['model', 'request_model', 'response_model', 'temperature', 'max_tokens', 'call_type', 'startTime'],
  ...['usage', 'input_tokens', 'prompt_tokens', 'output_tokens', 'completion_tokens'],
  ...['request_id', 'trace_id', 'duration_ms', 'latency_ms'],
]

/** Fields that say when a request was made. `created_at` is not among them: accounts have it too. */
const EVENT_TIMES = ['time', 'timestamp', 'start_time', 'startTime', '@timestamp']

function namesOf(fields: Readonly<Record<string, Field>>): Set<string> {
  return new Set(Object.entries(fields).flatMap(([name, { aliases = [] }]) => [name, ...aliases]))
}

function count(rows: Rows, names: readonly string[]): number {
  return names.filter((name) => rows.some((row) => row[name] !== undefined)).length
}

/** Whether rows describe accounts and not requests: account fields, hardly any of a request's, no time of an event. */
export function looksLikeAccounts(rows: Rows): boolean {
  return count(rows, EVENT_TIMES) === 0 && count(rows, ONLY_ACCOUNTS) > count(rows, ONLY_REQUESTS)
}

export function looksLikeRequests(rows: Rows): boolean {
  const requests = count(rows, ONLY_REQUESTS)
  return requests >= 2 && requests > count(rows, ONLY_ACCOUNTS)
}

/** Whether rows are of the `accounts.csv` that a scan writes. */
export function looksLikeResult([row = {}]: Rows): boolean {
  return 'campaign' in row && 'verdict' in row
}

/**
 * The columns of rows, for messages: the first few names. A file without a header has its first record where names
 * should be, and what customers wrote must not get into messages: what looks like no name is counted.
 */
export function columnsOf(rows: Rows): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const proper = names.some(isValue) ? [] : names.filter(isName)
  const shown = proper.slice(0, MOST_SHOWN).join(', ')
  const more = proper.length > MOST_SHOWN ? `${proper.length - MOST_SHOWN} more` : ''
  const others = names.length - proper.length
  const unnamed = others > 0 ? `${others.toLocaleString('en')} that may be values (is there a header?)` : ''
  return [shown, more, unnamed].filter(Boolean).join(' and ') || 'none'
}

const MOST_SHOWN = 20

/** A word or three: `account_id`, `@timestamp`, `metadata.user`, `Created At`. */
function isName(name: string): boolean {
  return name.length <= 40 && /^[@$]?[\w.:/-]+(?: [\w.-]+){0,2}$/.test(name)
}

/** What no column is called and every log has: a number, a time, an address. One of them, and the others are values too. */
function isValue(name: string): boolean {
  return /^-?\d|.@/.test(name)
}
