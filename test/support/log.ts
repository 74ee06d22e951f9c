export type Row = Record<string, unknown>

const START = Date.UTC(2026, 3, 6)

/** Everyday requests of twenty accounts in native fields, one a minute. */
export function everyday(count = 200): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    time: new Date(START + index * 60_000).toISOString(),
    account_id: `acct-${index % 20}`,
    request_id: `req-${index}`,
    client_address: `198.51.100.${index % 20}`,
    user_agent: 'python-requests/2.32',
    request_model: 'm-large',
    input_tokens: 100 + index,
    output_tokens: 50,
    status: 200,
    input_text: `Which rivers flow through town number ${index * 7}, and where do they end?`,
  }))
}

export const ndjson = (rows: readonly Row[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

export function csv(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {})
  const cell = (value: unknown): string => `"${String(value ?? '').replaceAll('"', '""')}"`
  return [columns.join(','), ...rows.map((row) => columns.map((column) => cell(row[column])).join(','))].join(
    '\n',
  )
}
