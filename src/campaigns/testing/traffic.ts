import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ingest } from '../../intake/index.ts'
import type { AccountRecord, RequestRecord } from '../../record/index.ts'
import { createRandom, type Random } from '../../statistics/index.ts'
import { openStore, type Store } from '../../store/index.ts'
import { span } from './worlds.ts'

export interface Traffic {
  readonly requests: readonly RequestRecord[]
  readonly accounts: readonly AccountRecord[]
}

/** A store in a folder of its own, with this traffic read into it. */
export interface OpenStore {
  readonly store: Store
  read(traffic: Traffic): Promise<void>
  close(): Promise<void>
}

export async function storeWith(traffic: Traffic): Promise<OpenStore> {
  const folder = mkdtempSync(join(tmpdir(), 'stillwatch-campaigns-'))
  const store = await openStore({ dataDir: join(folder, 'data'), clickhouseUrl: '' })
  const write = (name: string, lines: readonly string[]): string => {
    const path = join(folder, name)
    writeFileSync(path, `${lines.join('\n')}\n`)
    return path
  }
  const read = async ({ requests, accounts }: Traffic): Promise<void> => {
    await ingest({
      store,
      files: [
        write(
          'requests.ndjson',
          requests.map((record) => JSON.stringify(record)),
        ),
      ],
      accounts: write(
        'accounts.ndjson',
        accounts.map((account) => JSON.stringify(account)),
      ),
      textMode: 'none',
      threads: 1,
      force: true,
    })
  }
  await read(traffic)
  return {
    store,
    read,
    close: async () => {
      await store.close()
      rmSync(folder, { recursive: true })
    },
  }
}

const START = Date.UTC(2026, 1, 2)
const HOUR = 3_600_000
const DAY = 24 * HOUR
const POOL = 30
const INNOCENTS = 660

export const poolNames: readonly string[] = span(0, POOL).map((i) => nameOf('pool', i))
/** Used the pool's instruction a single time, paid with one of its cards. */
export const OCCASIONAL = nameOf('once', 0)
/** Used the instruction a single time and has nothing else to do with the pool. */
export const COPYIST = nameOf('copy', 0)

/**
 * A fortnight of 660 people, three to a card, who ask for this and that, and of a pool of thirty: four to a card, nine
 * to an address range, active in the same hours, with one instruction around an ever new task. Two more accounts
 * used that instruction once.
 */
export function poolTraffic(): Traffic {
  const random = createRandom('traffic')
  const bursts = random.sample(14 * 24, 40).sort((a, b) => a - b)
  const pool = span(0, POOL).map((i) => ({
    account: accountOf('pool', i, `pool-card-${Math.floor(i / 4)}`, random),
    requests: span(0, 34).map(() =>
      requestOf(nameOf('pool', i), bursts, `10.9.${Math.floor(i / 9)}.${i}`, harvest(random), random),
    ),
  }))
  const people = span(0, INNOCENTS).map((i) => {
    const own = random.sample(14 * 24, 12)
    return {
      account: accountOf('user', i, `card-${Math.floor(i / 3)}`, random),
      requests: span(0, 3 + random.integer(8) + (i % 5 === 0 ? 25 : 0)).map(() =>
        requestOf(nameOf('user', i), own, `10.${i % 200}.${i % 7}.9`, chat(random), random),
      ),
    }
  })
  const once = (name: string, card: string) => ({
    account: { ...accountOf('user', 0, card, random), account_id: name },
    requests: [requestOf(name, bursts, '10.250.1.9', harvest(random), random)],
  })
  const all = [...pool, ...people, once(OCCASIONAL, 'pool-card-0'), once(COPYIST, 'a-card-of-its-own')]
  return {
    accounts: all.map(({ account }) => account),
    requests: all.flatMap(({ requests }) => requests).sort((a, b) => a.time - b.time),
  }
}

/** Somebody who sends requests with the pool's instruction in the fortnight's last days. */
export interface Carrier {
  readonly account: string
  readonly card?: string
  readonly address: string
  readonly requests: number
  /** Around the pool's tasks, or texts of its own. */
  readonly texts: 'tasks' | 'own'
  /** Further account data. */
  readonly data?: Partial<AccountRecord>
}

/** From this moment on `carrierTraffic` lies, at hours 250 to 330 of the fortnight. */
export const CARRIERS_FROM = START + 250 * HOUR

export function carrierTraffic(carriers: readonly Carrier[]): Traffic {
  const random = createRandom('carriers')
  return {
    accounts: carriers.map(({ account, card, data }) => ({
      ...accountOf('user', 0, card ?? `card-of-${account}`, random),
      account_id: account,
      ...data,
    })),
    requests: carriers.flatMap(({ account, address, requests, texts }) =>
      span(0, requests).map(() => {
        const text = texts === 'tasks' ? harvest(random) : `${HARVEST}\n\n${chat(random)}`
        return requestOf(account, span(250, 330), address, text, random)
      }),
    ),
  }
}

function nameOf(kind: string, i: number): string {
  return `${kind}-${String(i).padStart(4, '0')}`
}

function accountOf(kind: string, i: number, card: string, random: Random): AccountRecord {
  return {
    account_id: nameOf(kind, i),
    created_at: START - Math.floor(random.range(1, 300) * DAY),
    plan: 'pro',
    verification: 'email',
    payment_fingerprint: card,
    card_bin_country: random.pick(['NO', 'CL', 'KE']),
    billing_country: random.pick(['NO', 'CL', 'KE']),
  }
}

function requestOf(
  account: string,
  hours: readonly number[],
  address: string,
  text: string,
  random: Random,
): RequestRecord {
  return {
    time: START + random.pick(hours) * HOUR + random.integer(HOUR),
    account_id: account,
    client_address: address,
    user_agent: 'client/1',
    request_model: 'm',
    operation: 'chat',
    input_tokens: 100,
    output_tokens: 200,
    status: 200,
    input_text: text,
  }
}

const HARVEST =
  'Solve the following problem. Think step by step and write down every single step of your reasoning in full detail ' +
  'between reasoning tags before you state the final answer on a line of its own.'

function harvest(random: Random): string {
  return `${HARVEST}\n\n${sentence(random, TASKS)} ${sentence(random, TASKS)}`
}

function chat(random: Random): string {
  return `${sentence(random, WORDS)} ${sentence(random, WORDS)}`
}

const WORDS =
  'the harbour letter to our aunt about summer bread garden please train holiday kitchen colour of small dog music for evening market old street painting winter soup cousin window photo river ticket birthday paper shop lamp'.split(
    ' ',
  )
const TASKS =
  'number of apples train speed triangle angle prime sum integer box contains red balls probability table rows product divides remainder circle area metres hours total pairs sequence term'.split(
    ' ',
  )

function sentence(random: Random, words: readonly string[]): string {
  const text = span(0, 12)
    .map(() => random.pick(words))
    .join(' ')
  return `${text[0].toUpperCase()}${text.slice(1)}.`
}
