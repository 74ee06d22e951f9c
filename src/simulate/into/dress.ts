import type { AccountRecord, RequestField, RequestRecord } from '../../record/index.ts'
import { Random } from '../random.ts'
import { EMBEDDING_MODEL } from '../settings.ts'
import type { OwnLogs, Weighted } from './own-logs.ts'

/** Fields whose presence is a matter of the log rather than of the caller. */
const LOGGED: readonly RequestField[] = [
  'request_id',
  'api_key_id',
  'client_address',
  'user_agent',
  'tls_fingerprint',
  'route',
  'operation',
  'request_model',
  'response_model',
  'stream',
  'input_tokens',
  'output_tokens',
  'status',
  'duration_ms',
  'system_text',
  'input_text',
  'output_text',
]

/** Seen in fewer requests than this, a field counts as one that the logs do not have. */
const ABSENT = 0.001

/**
 * Gives simulated requests the looks of the provider's own: its models, clients and routes in its own proportions, and
 * only the fields that its logs have. Equal requests get equal looks.
 */
export function dresser(
  own: OwnLogs,
  seed: number,
  newModel: string,
): (record: RequestRecord) => RequestRecord {
  const model = chooser(own.models, seed, 'model')
  const embeddingModel = chooser(own.embeddingModels, seed, 'embedding')
  const client = chooser(own.clients, seed, 'client')
  const route = chooser(own.routes, seed, 'route')
  const logged = new Map(
    LOGGED.map((field) => {
      const share = Math.min(1, own.coverage[field] ?? 0)
      return [
        field,
        chooser(
          [
            [true, share],
            [false, 1 - share],
          ],
          seed,
          `has ${field}`,
        ),
      ]
    }),
  )
  const modelOf = (simulated: string, account: string): string | undefined => {
    if (simulated === EMBEDDING_MODEL) return embeddingModel(account)
    if (simulated === newModel && own.release) return own.release.model
    return model(`${account} ${simulated}`)
  }

  return (record) => {
    const account = record.account_id
    const { user_agent: agent, tls_fingerprint: tls, ...rest } = record
    const dressed: RequestRecord = { ...rest, ...client(`${agent} ${tls}`) }
    const chosen = record.request_model === undefined ? undefined : modelOf(record.request_model, account)
    if (chosen !== undefined) {
      dressed.request_model = chosen
      dressed.response_model = chosen
    }
    const way = record.route === undefined ? undefined : route(`${account} ${record.route}`)
    if (way !== undefined) dressed.route = way
    for (const field of Object.keys(dressed) as RequestField[]) {
      if (field === 'time' || field === 'account_id') continue
      const absent = (own.coverage[field] ?? 0) < ABSENT || logged.get(field)?.(account) === false
      if (absent) delete dressed[field]
    }
    return dressed
  }
}

/** Draws from a table, for the same key always the same; undefined from an empty one. */
function chooser<T>(table: Weighted<T>, seed: number, name: string): (key: string) => T | undefined {
  const drawn = new Map<string, T>()
  return (key) => {
    if (table.length === 0) return undefined
    const before = drawn.get(key)
    if (before !== undefined) return before
    const value = new Random(seed, 'dress', name, key).weighted(table)
    drawn.set(key, value)
    return value
  }
}

/** An account with only what the provider's accounts file tells, and its plans and verifications. */
export function dressAccount(account: AccountRecord, own: OwnLogs, seed: number): AccountRecord {
  const file = own.accounts
  if (!file) return { account_id: account.account_id }
  const random = new Random(seed, 'dress account', account.account_id)
  const dressed = { ...account }
  if (file.plans.length > 0) dressed.plan = random.weighted(file.plans)
  if (file.verifications.length > 0) dressed.verification = random.weighted(file.verifications)
  for (const field of Object.keys(dressed) as (keyof AccountRecord)[]) {
    if (field === 'account_id') continue
    if ((file.coverage[field] ?? 0) < ABSENT) delete dressed[field]
  }
  return dressed
}
