import { type AccountRecord, NETWORK_KINDS, type Network, type RequestRecord } from '../record/index.ts'
import { DAY, HOUR } from './world.ts'

/** What can be read off one account without looking at any other account's behaviour. */
export interface AccountProfile {
  readonly account: AccountRecord
  readonly tally: Tally
  readonly world: Population
}

interface Tally {
  requests: number
  input_tokens: number
  output_tokens: number
  input_characters: number
  temperature: number
  readonly shares: Record<Share, number>
  readonly hours: Uint32Array
  readonly days: Set<number>
  readonly agents: Set<string>
  readonly tls: Set<string>
  readonly addresses: Set<string>
  readonly ranges: Set<string>
  readonly keys: Set<string>
  readonly models: Map<string, number>
  readonly kinds: Map<string, number>
  readonly routes: Set<string>
}

type Share =
  | 'conversation'
  | 'trace'
  | 'end_user'
  | 'system'
  | 'tools'
  | 'stream'
  | 'temperature'
  | 'top_p'
  | 'max_tokens'
  | 'reasoning'
  | 'logprobs'
  | 'choices'
  | 'cached'
  | 'failed'
  | 'weekend'
  | 'night'

interface Population {
  /** Accounts per value of each countable field. */
  readonly holders: ReadonlyMap<string, number>
}

interface Feature {
  readonly name: string
  readonly value: (profile: AccountProfile) => number
}

const share = (name: Share): Feature => ({
  name: `${name}_share`,
  value: ({ tally }) => tally.shares[name] / tally.requests,
})
const presence = (field: keyof AccountRecord): Feature => ({
  name: `has_${field}`,
  value: ({ account }) => (account[field] === undefined ? 0 : 1),
})
const holders = (field: keyof AccountRecord): Feature => ({
  name: `${field}_holders`,
  value: ({ account, world }) => world.holders.get(`${field}=${account[field]}`) ?? 0,
})
const size = (name: string, of: (tally: Tally) => number): Feature => ({
  name,
  value: ({ tally }) => of(tally),
})

/** Every field's presence and commonness, and the plain statistics of the traffic. */
export const FEATURES: readonly Feature[] = [
  size('requests', (tally) => tally.requests),
  size('requests_per_active_day', (tally) => tally.requests / tally.days.size),
  size('active_days', (tally) => tally.days.size),
  size('mean_input_tokens', (tally) => tally.input_tokens / tally.requests),
  size('mean_output_tokens', (tally) => tally.output_tokens / tally.requests),
  size('mean_input_characters', (tally) => tally.input_characters / tally.requests),
  size('output_per_input', (tally) => tally.output_tokens / Math.max(1, tally.input_tokens)),
  size('mean_temperature', (tally) => tally.temperature / Math.max(1, tally.shares.temperature)),
  size('hour_entropy', (tally) => entropy(tally.hours, tally.requests)),
  size('user_agents', (tally) => tally.agents.size),
  size('tls_fingerprints', (tally) => tally.tls.size),
  size('addresses', (tally) => tally.addresses.size),
  size('ranges', (tally) => tally.ranges.size),
  size('api_keys', (tally) => tally.keys.size),
  size('models', (tally) => tally.models.size),
  size('largest_model_share', (tally) => Math.max(...tally.models.values()) / tally.requests),
  ...NETWORK_KINDS.map((kind) =>
    size(`${kind}_share`, (tally) => (tally.kinds.get(kind) ?? 0) / tally.requests),
  ),
  {
    name: 'user_agent_holders',
    value: ({ tally, world }) => smallest(tally.agents, 'user_agent', world),
  },
  { name: 'tls_holders', value: ({ tally, world }) => smallest(tally.tls, 'tls', world) },
  { name: 'range_holders', value: ({ tally, world }) => smallest(tally.ranges, 'range', world) },
  { name: 'route_holders', value: ({ tally, world }) => smallest(tally.routes, 'route', world) },
  {
    name: 'model_holders',
    value: ({ tally, world }) => smallest(new Set(tally.models.keys()), 'model', world),
  },
  ...(
    [
      'conversation',
      'trace',
      'end_user',
      'system',
      'tools',
      'stream',
      'temperature',
      'top_p',
      'max_tokens',
      'reasoning',
      'logprobs',
      'choices',
      'cached',
      'failed',
      'weekend',
      'night',
    ] as const
  ).map(share),
  ...(
    [
      'organization_id',
      'created_at',
      'program',
      'payment_fingerprint',
      'card_bin_country',
      'device_fingerprint',
      'phone_hash',
      'referral_code',
      'closed_at',
    ] as const
  ).map(presence),
  ...(
    [
      'plan',
      'program',
      'verification',
      'email_domain',
      'billing_country',
      'organization_id',
      'payment_fingerprint',
      'device_fingerprint',
      'referral_code',
    ] as const
  ).map(holders),
  { name: 'created_at', value: ({ account }) => account.created_at ?? 0 },
  {
    name: 'country_mismatch',
    value: ({ account }) => (account.card_bin_country === account.billing_country ? 0 : 1),
  },
  { name: 'account_id_length', value: ({ account }) => account.account_id.length },
]

/** Profiles of all accounts with traffic. Addresses are looked up in the networks' /16 prefixes only. */
export function profileAccounts(
  requests: Iterable<RequestRecord>,
  accounts: readonly AccountRecord[],
  networks: readonly Network[],
): Map<string, AccountProfile> {
  const kinds = new Map(
    networks.map(({ prefix, kind }) => [prefix.split('.').slice(0, 2).join('.'), kind] as const),
  )
  const tallies = new Map<string, Tally>()
  for (const record of requests) {
    let tally = tallies.get(record.account_id)
    if (!tally) {
      tally = emptyTally()
      tallies.set(record.account_id, tally)
    }
    count(tally, record, kinds)
  }
  const seen = new Map<string, number>()
  const add = (key: string) => seen.set(key, (seen.get(key) ?? 0) + 1)
  const profiles = new Map<string, AccountProfile>()
  for (const account of accounts) {
    for (const [field, value] of Object.entries(account)) add(`${field}=${value}`)
    const tally = tallies.get(account.account_id)
    if (!tally) continue
    for (const agent of tally.agents) add(`user_agent=${agent}`)
    for (const value of tally.tls) add(`tls=${value}`)
    for (const value of tally.ranges) add(`range=${value}`)
    for (const value of tally.routes) add(`route=${value}`)
    for (const value of tally.models.keys()) add(`model=${value}`)
    profiles.set(account.account_id, { account, tally, world: { holders: seen } })
  }
  return profiles
}

function emptyTally(): Tally {
  return {
    requests: 0,
    input_tokens: 0,
    output_tokens: 0,
    input_characters: 0,
    temperature: 0,
    shares: {
      conversation: 0,
      trace: 0,
      end_user: 0,
      system: 0,
      tools: 0,
      stream: 0,
      temperature: 0,
      top_p: 0,
      max_tokens: 0,
      reasoning: 0,
      logprobs: 0,
      choices: 0,
      cached: 0,
      failed: 0,
      weekend: 0,
      night: 0,
    },
    hours: new Uint32Array(24),
    days: new Set(),
    agents: new Set(),
    tls: new Set(),
    addresses: new Set(),
    ranges: new Set(),
    keys: new Set(),
    models: new Map(),
    kinds: new Map(),
    routes: new Set(),
  }
}

function count(tally: Tally, record: RequestRecord, kinds: ReadonlyMap<string, string>): void {
  const hour = Math.floor(record.time / HOUR) % 24
  const day = Math.floor(record.time / DAY)
  tally.requests++
  tally.input_tokens += record.input_tokens ?? 0
  tally.output_tokens += record.output_tokens ?? 0
  tally.input_characters += record.input_text?.length ?? 0
  tally.temperature += record.temperature ?? 0
  tally.hours[hour] = (tally.hours[hour] ?? 0) + 1
  tally.days.add(day)
  tally.agents.add(record.user_agent ?? '')
  tally.tls.add(record.tls_fingerprint ?? '')
  tally.keys.add(record.api_key_id ?? '')
  tally.routes.add(record.route ?? '')
  const address = record.client_address ?? ''
  tally.addresses.add(address)
  tally.ranges.add(
    address
      .split(address.includes(':') ? ':' : '.')
      .slice(0, 3)
      .join('.'),
  )
  const kind = address.includes(':') ? 'residential' : kinds.get(address.split('.').slice(0, 2).join('.'))
  tally.kinds.set(kind ?? 'unknown', (tally.kinds.get(kind ?? 'unknown') ?? 0) + 1)
  const model = record.request_model ?? ''
  tally.models.set(model, (tally.models.get(model) ?? 0) + 1)
  const { shares } = tally
  if (record.conversation_id !== undefined) shares.conversation++
  if (record.trace_id !== undefined) shares.trace++
  if (record.end_user_id !== undefined) shares.end_user++
  if (record.system_text !== undefined) shares.system++
  if (record.tool_names !== undefined) shares.tools++
  if (record.stream) shares.stream++
  if (record.temperature !== undefined) shares.temperature++
  if (record.top_p !== undefined) shares.top_p++
  if (record.max_tokens !== undefined) shares.max_tokens++
  if (record.reasoning_effort !== undefined) shares.reasoning++
  if (record.top_logprobs !== undefined) shares.logprobs++
  if (record.choice_count !== undefined) shares.choices++
  if ((record.cached_input_tokens ?? 0) > 0) shares.cached++
  if (record.status !== 200) shares.failed++
  if ((day + 3) % 7 >= 5) shares.weekend++
  if (hour < 6) shares.night++
}

function entropy(counts: Uint32Array, total: number): number {
  let sum = 0
  for (const value of counts) if (value > 0) sum -= (value / total) * Math.log2(value / total)
  return sum
}

function smallest(values: ReadonlySet<string>, field: string, world: Population): number {
  let least = Number.POSITIVE_INFINITY
  for (const value of values) least = Math.min(least, world.holders.get(`${field}=${value}`) ?? 0)
  return least
}
