import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ingest } from '../../intake/index.ts'
import type { AccountRecord, RequestRecord } from '../../record/index.ts'
import { createRandom, type Random } from '../../statistics/index.ts'
import { openStore, type Store } from '../../store/index.ts'

/** What a provider hands over: requests and, perhaps, accounts and kinds of networks. */
export interface Traffic {
  readonly requests: readonly RequestRecord[]
  readonly accounts?: readonly AccountRecord[]
  /** prefix -> kind */
  readonly networks?: Readonly<Record<string, string>>
}

/** A store in a folder of its own. */
export interface OpenStore {
  readonly store: Store
  /** Reads traffic into the store; what it holds already is not stored twice. */
  read(traffic: Traffic): Promise<void>
  close(): Promise<void>
}

export async function emptyStore(): Promise<OpenStore> {
  const folder = mkdtempSync(join(tmpdir(), 'stillwatch-signals-'))
  const store = await openStore({ dataDir: join(folder, 'data'), clickhouseUrl: '' })
  const write = (name: string, lines: readonly string[]): string => {
    const path = join(folder, name)
    writeFileSync(path, `${lines.join('\n')}\n`)
    return path
  }
  return {
    store,
    read: async ({ requests, accounts, networks }) => {
      await ingest({
        store,
        files: [
          write(
            'requests.ndjson',
            requests.map((record) => JSON.stringify(record)),
          ),
        ],
        accounts: accounts && write('accounts.csv', table(accounts)),
        networks:
          networks &&
          write('networks.csv', [
            'prefix,kind',
            ...Object.entries(networks).map(([prefix, kind]) => `${prefix},${kind}`),
          ]),
        textMode: 'none',
        threads: 1,
        force: true,
      })
    },
    close: async () => {
      await store.close()
      rmSync(folder, { recursive: true })
    },
  }
}

function table(accounts: readonly AccountRecord[]): string[] {
  const columns = [...new Set(accounts.flatMap((account) => Object.keys(account)))]
  return [
    columns.join(','),
    ...accounts.map((account) => {
      const values = new Map<string, unknown>(Object.entries(account))
      return columns.map((column) => values.get(column) ?? '').join(',')
    }),
  ]
}

/** A Monday. */
export const START = Date.UTC(2026, 1, 2)
const HOUR = 3_600_000
const DAY = 24 * HOUR

const INSTRUCTIONS = [
  'Solve the task below, think step by step and write down every step of your reasoning before the answer.',
  'You translate letters for a small museum, keep names as they are and answer with the translation alone.',
  'Grade the following answer from one to ten, first explain your verdict and then give the number alone.',
]

/** How many accounts of the sample sent no request at all. */
const SILENT = 3

/**
 * A week of 60 accounts with something of everything that signals look at: shared cards, devices, phones, codes,
 * domains, sign-up hours, ranges, addresses and clients; instructions around changing texts; sentences that
 * several send. Five seats of a firm of standing, four shells that claim one organisation, and three accounts that
 * never sent a request.
 */
export function sample(): Traffic & { readonly accounts: readonly AccountRecord[] } {
  const random = createRandom('sample')
  const accounts = Array.from({ length: 60 + SILENT }, (_, i) => accountOf(i, random.fork(`account ${i}`)))
  const requests = accounts
    .slice(0, -SILENT)
    .flatMap((account, i) => requestsOf(account.account_id, i, random.fork(`requests ${i}`)))
  const networks = {
    '198.51.100.0/24': 'education',
    '192.0.2.0/24': 'hosting',
    '10.3.7.0/24': 'residential',
  }
  return { requests, accounts, networks }
}

function accountOf(i: number, random: Random): AccountRecord {
  const account: AccountRecord = {
    account_id: `acct-${String(i).padStart(3, '0')}`,
    created_at: START - (i % 3 === 0 ? 20 * DAY : (3 + i) * DAY) + 60_000 * i,
    plan: random.pick(['free', 'pro']),
    verification: 'email',
    email_domain: i % 9 === 0 ? 'harbour.example' : `${i}.example`,
    payment_fingerprint: `card-${i < 12 ? Math.floor(i / 4) : i}`,
    device_fingerprint: `device-${i % 20}`,
    phone_hash: `phone-${Math.min(i, 55)}`,
    card_bin_country: random.pick(['NO', 'CL', 'KE']),
    billing_country: random.pick(['NO', 'CL', 'KE']),
  }
  if (i % 2 === 0) account.referral_code = `code-${i % 7}`
  if (i >= 20 && i < 25) {
    Object.assign(account, { organization_id: 'firm', verification: 'business', plan: 'enterprise' })
    // One old account gives the firm its standing; the other seats came lately.
    account.created_at = i === 20 ? START - 400 * DAY : START - 5 * DAY
  }
  if (i >= 30 && i < 34) account.organization_id = 'shells'
  return account
}

function requestsOf(account: string, i: number, random: Random): RequestRecord[] {
  return Array.from({ length: 4 + (i % 9) }, (_, at) => {
    const record: RequestRecord = {
      time: START + random.integer(7) * DAY + (8 + random.integer(6)) * HOUR + random.integer(HOUR),
      account_id: account,
      request_id: `${account} ${at}`,
      client_address: `${i % 5 === 0 ? '198.51.100' : `10.${i % 11}.7`}.${random.integer(4)}`,
      user_agent: `client/${i % 6}`,
      tls_fingerprint: `ja4-${i % 2}`,
      request_model: 'm',
      operation: 'chat',
      input_tokens: 100 + random.integer(50),
      output_tokens: 200,
      status: 200,
      // Every account repeats itself now and then.
      input_text: `${INSTRUCTIONS[i % 3]}\n\n${sentence(random.fork(at === 1 ? 0 : at))} ${corpus(random)}`,
    }
    if (i % 4 === 0) record.system_text = 'You are the assistant of a harbour office and answer in few words.'
    return record
  })
}

const SYLLABLES = ['ba', 'lo', 'ner', 'ti', 'mu', 'sar', 've', 'kin', 'do', 'fa', 'ril', 'go']

/** A sentence nobody else sends. */
function sentence(random: Random): string {
  const word = (): string => random.pick(SYLLABLES) + random.pick(SYLLABLES) + random.pick(SYLLABLES)
  return `${Array.from({ length: 14 }, word).join(' ')}.`
}

/** One of forty sentences. */
function corpus(random: Random): string {
  return sentence(createRandom(`corpus ${random.integer(40)}`))
}
