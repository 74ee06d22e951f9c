import { prefixOf } from '../../src/readers/index.ts'
import type { AccountRecord, RequestRecord } from '../../src/record/index.ts'
import type { Baseline } from './baseline.ts'
import { type Block, densestBlock, type Edge } from './densest-block.ts'
import { instructionOf } from './instruction.ts'

/** Blocks that are taken out of a graph one after the other. */
const BLOCKS = 40
/** Different keys of one kind that are kept of an account: its first. */
const KEYS_OF_A_KIND = 64
/** Added to a column's degree before the logarithm, as in the paper's experiments. */
const LOG_OFFSET = 5
const HOUR = 3_600_000

/**
 * Score: density of the densest block the account is in, 0 for none. Rows are accounts with traffic; columns are the
 * identifiers, addresses, ranges, clients and instructions that at least two of them have; a column of degree d
 * weighs 1 / ln(d + 5), so that camouflage with what many have earns little. The edges inside a block are removed
 * before the next is looked for.
 */
export const fraudar: Baseline = {
  id: 'fraudar',
  title: 'FRAUDAR',
  source:
    'Hooi, Song, Beutel, Shah, Shin, Faloutsos: FRAUDAR, bounding graph fraud in the face of camouflage, KDD 2016.',
  start() {
    const keys = new Map<string, Map<string, Set<string>>>()
    return {
      see(request) {
        let own = keys.get(request.account_id)
        if (!own) {
          own = new Map()
          keys.set(request.account_id, own)
        }
        for (const [kind, key] of keysOfRequest(request)) {
          const seen = own.get(kind)
          if (!seen) own.set(kind, new Set([key]))
          else if (seen.size < KEYS_OF_A_KIND) seen.add(key)
        }
      },
      scores(accounts) {
        const holders = new Map<string, Set<string>>()
        const hold = (kind: string, key: string, account: string): void => {
          const column = `${kind} ${key}`
          const own = holders.get(column)
          if (own) own.add(account)
          else holders.set(column, new Set([account]))
        }
        for (const [account, kinds] of keys) {
          for (const [kind, own] of kinds) for (const key of own) hold(kind, key, account)
        }
        for (const account of accounts) {
          if (!keys.has(account.account_id)) continue
          for (const [kind, key] of keysOfAccount(account)) hold(kind, key, account.account_id)
        }
        return scoresOf([...keys.keys()], [...holders.values()])
      },
    }
  },
}

function keysOfRequest(request: RequestRecord): [kind: string, key: string][] {
  const { client_address: address, tls_fingerprint: tls, user_agent: agent } = request
  const range = address === undefined ? undefined : prefixOf(address)
  const client = tls === undefined && agent === undefined ? undefined : `${tls} ${agent}`
  return present([
    ['address', address],
    ['range', range],
    ['client', client],
    ['instruction', instructionOf(request)],
  ])
}

function keysOfAccount(account: AccountRecord): [kind: string, key: string][] {
  const { created_at: created } = account
  return present([
    ['card', account.payment_fingerprint],
    ['device', account.device_fingerprint],
    ['phone', account.phone_hash],
    ['referral', account.referral_code],
    ['domain', account.email_domain],
    ['sign-up hour', created === undefined ? undefined : String(Math.floor(created / HOUR))],
  ])
}

function present(keys: readonly [string, string | undefined][]): [string, string][] {
  return keys.flatMap(([kind, key]): [string, string][] => (key ? [[kind, key]] : []))
}

function scoresOf(accounts: readonly string[], holders: readonly ReadonlySet<string>[]): Map<string, number> {
  const rowOf = new Map(accounts.map((account, row) => [account, row]))
  const shared = holders.filter(({ size }) => size >= 2)
  let edges = shared.flatMap((own, column): Edge[] =>
    [...own].map((account) => ({
      row: rowOf.get(account) ?? 0,
      column,
      weight: 1 / Math.log(own.size + LOG_OFFSET),
    })),
  )
  const scores = new Map<string, number>()
  for (let i = 0; i < BLOCKS; i++) {
    const block = densestBlock(edges, accounts.length, shared.length)
    if (!block) break
    for (const row of block.rows) {
      scores.set(accounts[row], Math.max(scores.get(accounts[row]) ?? 0, block.density))
    }
    edges = outside(edges, block)
  }
  return scores
}

function outside(edges: readonly Edge[], { rows, columns }: Block): Edge[] {
  const inside = new Set(rows)
  return edges.filter(({ row, column }) => !inside.has(row) || !columns.has(column))
}
