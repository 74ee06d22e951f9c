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
  const drawn = new Map<string, unknown>()
  const keep = <T>(key: string, draw: (random: Random) => T): T => {
    if (!drawn.has(key)) drawn.set(key, draw(new Random(seed, 'dress', key)))
    return drawn.get(key) as T
  }
  const pick = <T>(table: Weighted<T>, key: string): T | undefined =>
    table.length === 0 ? undefined : keep(key, (random) => random.weighted(table))
  const coverage = (field: RequestField): number => own.coverage[field] ?? 0

  const modelOf = (simulated: string, account: string): string | undefined => {
    if (simulated === EMBEDDING_MODEL) return pick(own.embeddingModels, `embedding ${account}`)
    if (simulated === newModel && own.release) return own.release.model
    return pick(own.models, `model ${account} ${simulated}`)
  }
  const clientOf = ({ user_agent: agent, tls_fingerprint: tls }: RequestRecord) =>
    pick(own.clients, `client ${agent} ${tls}`) ?? {}

  return (record) => {
    const account = record.account_id
    const model = record.request_model === undefined ? undefined : modelOf(record.request_model, account)
    const { user_agent, tls_fingerprint, ...rest } = record
    const dressed: RequestRecord = { ...rest, ...clientOf(record) }
    if (model !== undefined) {
      dressed.request_model = model
      dressed.response_model = model
    }
    const route =
      record.route === undefined ? undefined : pick(own.routes, `route ${account} ${record.route}`)
    if (route !== undefined) dressed.route = route
    for (const field of Object.keys(dressed) as RequestField[]) {
      if (field === 'time' || field === 'account_id') continue
      const share = coverage(field)
      const absent =
        share < ABSENT ||
        (LOGGED.includes(field) &&
          share < 1 &&
          keep(`has ${field} ${account}`, (random) => !random.chance(share)))
      if (absent) delete dressed[field]
    }
    return dressed
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
