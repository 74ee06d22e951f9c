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

/** The columns of rows, for messages: the first few names. */
export function columnsOf(rows: Rows): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const shown = names.slice(0, 20).join(', ')
  return names.length > 20 ? `${shown} and ${names.length - 20} more` : shown || 'none'
}
