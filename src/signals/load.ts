import type { Known } from '../record/index.ts'
import { KEY_SIGNALS } from './catalogue.ts'
import { SEGMENTS } from './disjoint-shards.ts'
import { buildEdges, type Edges, withoutTwins } from './edges.ts'
import { gatherColumns, heldByTwo, storesOf, type Traffic } from './gather.ts'
import { loadAccounts } from './load-accounts.ts'
import { loadActivity } from './load-activity.ts'
import { loadTemplates } from './load-templates.ts'
import { kindsOfTwins, type RangeKinds } from './ranges.ts'
import type { SharedKeys } from './signal.ts'
import { spanOf } from './span.ts'
import type { World } from './world.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
/** Activity older than this before the last record is not looked at hour by hour. */
const LONGEST_WINDOW = 366 * DAY

/**
 * Reads everything that detection looks at. Each query ends in rows per account, per (key, account) pair or per range, so
 * that its result can be merged over stores which the traffic is split over by account; the world is the same then.
 * @throws StillwatchError SW_STORE_FAILED; SW_USAGE where an account is in two stores
 */
export async function loadWorld(store: Traffic, known: readonly Known[] = []): Promise<World> {
  const span = await spanOf(store)
  // One stray timestamp from years ago must not stretch the window.
  const from = Math.max(span.from, span.to - LONGEST_WINDOW)
  const start = Math.floor(from / DAY) * DAY
  const hours = Math.max(24, (Math.floor(span.to / DAY) + 1) * 24 - start / HOUR)
  // A clock that is ahead must not end what known.csv vouches for.
  const now = Math.min(span.to, Date.now())
  const accounts = await loadAccounts(store, start, now, known)
  const { principals, principalOf } = accounts
  const keys = new Map<string, Edges>()
  const leftOut = new Map<string, string>()
  let kinds: RangeKinds = {
    campusRanges: await loadRanges(store, ['education', 'corporate']),
    homeRanges: await loadHomes(store),
    unknownRanges: await loadRanges(store, ['', 'unknown']),
  }
  for (const signal of KEY_SIGNALS) {
    const edges = await loadEdges(store, signal, principalOf, 2)
    if (edges && signal.id === 'shared-address-range') kinds = kindsOfTwins(edges, kinds)
    if (edges) keys.set(signal.id, withoutTwins(edges))
    else
      leftOut.set(
        signal.id,
        `no ${signal.keyLabel} is shared by two accounts, or no record has ${signal.needs.join(' or ')}`,
      )
  }
  const templates = await loadTemplates(store, accounts.sent, principalOf, principals.texts)
  if (!principals.texts.some((texts) => texts > 0)) {
    for (const id of ['exclusive-template', 'pooled-distribution', 'disjoint-shards', 'elicitation']) {
      leftOut.set(id, 'no record has prompt text')
    }
  }
  if (!principals.closedAt.some((time) => time > 0)) leftOut.set('regrowth', 'no account has closed_at')
  const segments = await loadEdges(store, SEGMENTS, principalOf, 2)
  return {
    start,
    hours,
    principals,
    keys,
    organizations: accounts.organizations,
    ...kinds,
    templates,
    segments: segments ?? buildEdges([], [], undefined, 2),
    activity: await loadActivity(store, { start, hours }, principalOf, principals.count),
    now,
    misdated: span.misdated,
    leftOut,
  }
}

const PAIRS = { key: 'u64', account_id: 'string-index', weight: 'u32' } as const

/** Edges from a query for (key, account_id, weight); undefined when it yields no row at all. */
async function loadEdges(
  traffic: Traffic,
  shared: SharedKeys,
  principalOf: ReadonlyMap<string, number>,
  minDegree: number,
): Promise<Edges | undefined> {
  const several = storesOf(traffic).length > 1
  const { rows, columns } = await gatherColumns(traffic, several ? shared.pairs : shared.edges, {}, PAIRS)
  const most = shared.mostUses ?? Number.POSITIVE_INFINITY
  const wanted = several
    ? heldByTwo(columns.key, columns.account_id.codes).filter((i) => columns.weight[i] <= most)
    : Uint32Array.from({ length: rows }, (_, i) => i)
  if (wanted.length === 0) return undefined
  const principal = Uint32Array.from(
    columns.account_id.values,
    (account) => principalOf.get(account) ?? NOBODY,
  )
  const keep = wanted.filter((i) => principal[columns.account_id.codes[i]] !== NOBODY)
  return buildEdges(
    Float64Array.from(keep, (i) => columns.key[i]),
    Uint32Array.from(keep, (i) => principal[columns.account_id.codes[i]]),
    Uint32Array.from(keep, (i) => columns.weight[i]),
    minDegree,
  )
}

async function loadRanges(traffic: Traffic, kinds: readonly string[]): Promise<Set<number>> {
  const { columns } = await gatherColumns(
    traffic,
    'SELECT DISTINCT prefix AS key FROM requests WHERE network_kind IN {kinds:Array(String)} AND prefix != 0',
    { kinds },
    { key: 'u64' },
  )
  return new Set(columns.key)
}

/** The ranges all of whose addresses seen are homes: what is rented by the machine next door is no home. */
async function loadHomes(traffic: Traffic): Promise<Set<number>> {
  const homes = await loadRanges(traffic, ['residential'])
  const { columns } = await gatherColumns(
    traffic,
    "SELECT DISTINCT prefix AS key FROM requests WHERE network_kind != 'residential' AND prefix != 0",
    {},
    { key: 'u64' },
  )
  for (const range of columns.key) homes.delete(range)
  return homes
}

/** Accounts known from the accounts file that never sent a request are no principals. */
const NOBODY = 0xffffffff
