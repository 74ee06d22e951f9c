import { createFingerprinter, type Fingerprint } from '../../fingerprint/index.ts'
import { CUES } from '../../models/index.ts'
import type { AccountRecord, RequestRecord } from '../../record/index.ts'
import type { Store } from '../../store/index.ts'
import { REPLACED_WITHIN } from '../regrowth.ts'
import type { Figures } from '../signal.ts'

const HOUR = 3_600_000
const CUE_HIT = 96

/** A request with its fingerprint, made here instead of read from a store, and its stored cue scores. */
export interface Printed {
  readonly record: RequestRecord
  readonly print: Fingerprint
  readonly cues: readonly number[]
}

/** Fingerprints the requests. Scores come from the store: intake may have run with the last build's models. */
export async function printed(requests: readonly RequestRecord[], store: Store): Promise<Printed[]> {
  const fingerprint = createFingerprinter(store.folder.secret)
  const rows = await store.query<{ id: string; cues: number[] }>(
    `SELECT concat(account_id, ' ', toString(toUnixTimestamp64Milli(time))) AS id, cues FROM requests FINAL`,
  )
  const scores = new Map(rows.map(({ id, cues }) => [id, cues]))
  if (scores.size !== requests.length) throw new RangeError('two requests of one account at one time')
  return requests.map((record) => ({
    record,
    print: fingerprint(record),
    cues: scores.get(`${record.account_id} ${record.time}`) ?? [],
  }))
}

/** Who holds what: value -> holders. */
export function holders<T>(pairs: Iterable<readonly [T | undefined, string]>): Map<T, Set<string>> {
  const found = new Map<T, Set<string>>()
  for (const [value, holder] of pairs) {
    if (value !== undefined) found.set(value, (found.get(value) ?? new Set()).add(holder))
  }
  return found
}

/** How to take the value of a key signal from an account or from a request. */
export const ACCOUNT_VALUES: Readonly<
  Record<string, (account: AccountRecord) => string | number | undefined>
> = {
  'shared-card': (account) => account.payment_fingerprint,
  'shared-device': (account) => account.device_fingerprint,
  'shared-phone': (account) => account.phone_hash,
  'shared-referral': (account) => account.referral_code,
  'shared-email-domain': (account) => account.email_domain,
  'sign-up-batch': ({ created_at: opened }) => opened && Math.floor(opened / HOUR),
}
export const REQUEST_VALUES: Readonly<Record<string, (record: RequestRecord) => string | undefined>> = {
  'shared-address': (record) => record.client_address,
  'shared-address-range': (record) => record.client_address?.replace(/\.\d+$/, ''),
  'shared-client': (record) => `${record.tls_fingerprint} ${record.user_agent}`,
}

/** The figures of a signal for some accounts, counted from the records themselves. */
export function figuresOf(
  id: string,
  chosen: ReadonlySet<string>,
  traffic: { readonly accounts: readonly AccountRecord[]; readonly requests: readonly Printed[] },
  tokens: readonly number[],
): Figures {
  const accounts = traffic.accounts.filter(({ account_id: account }) => chosen.has(account))
  const requests = traffic.requests.filter(({ record }) => chosen.has(record.account_id))
  const everybody = chosen.size
  const ofAccounts = ACCOUNT_VALUES[id]
  if (ofAccounts) {
    const shared = sharing(holders(accounts.map((one) => [ofAccounts(one), one.account_id])), everybody)
    return id === 'sign-up-batch' ? { ...shared, nearby: openedNearby(accounts) } : shared
  }
  const ofRequests = REQUEST_VALUES[id]
  if (ofRequests) {
    return sharing(holders(requests.map(({ record }) => [ofRequests(record), record.account_id])), everybody)
  }
  const cue = CUES.findIndex((one) => `elicits-${one.id.replaceAll('_', '-')}` === id)
  if (cue >= 0) return ofRows(requests, requests.filter(({ cues }) => cues[cue] >= CUE_HIT).length)
  switch (id) {
    case 'co-activity': {
      const hours = holders(
        requests.map(({ record }) => [Math.floor(record.time / HOUR), record.account_id] as const),
      )
      const busy = [...hours.values()].filter((active) => 2 * active.size >= everybody).length
      return { figure: busy, total: hours.size, accounts: everybody }
    }
    case 'even-load': {
      const loads = [...chosen].map(
        (account) => requests.filter(({ record }) => record.account_id === account).length,
      )
      const mean = loads.reduce((sum, load) => sum + load, 0) / everybody
      const variance = loads.reduce((sum, load) => sum + (load - mean) ** 2, 0) / everybody
      return {
        figure: Math.round((100 * Math.sqrt(variance)) / mean),
        total: Math.round(mean),
        accounts: everybody,
      }
    }
    case 'disjoint-shards': {
      const uses = new Map<string, number>()
      for (const { record, print } of requests) {
        for (const segment of print.segments) {
          const name = `${segment} ${record.account_id}`
          uses.set(name, (uses.get(name) ?? 0) + 1)
        }
      }
      const data = [...uses].flatMap(([name, count]) => (count <= 3 ? [name.split(' ')] : []))
      const senders = holders(data.map(([segment, account]) => [segment, account] as const))
      return {
        figure: [...senders.values()].filter((own) => own.size >= 2).length,
        total: senders.size,
        accounts: everybody,
      }
    }
    case 'exclusive-template': {
      const carrying = requests.filter(
        ({ print }) => tokens.filter((token) => print.template.includes(token)).length >= 2,
      )
      return ofRows(carrying, new Set(carrying.map(({ print }) => print.body)).size)
    }
    case 'pooled-distribution':
      return ofRows(requests, new Set(requests.map(({ print }) => print.body)).size)
    case 'regrowth': {
      const closures = accounts.flatMap(({ closed_at: closed }) => closed ?? [])
      const followed = accounts.filter(({ created_at: opened = 0 }) =>
        closures.some((closed) => opened > closed && opened <= closed + REPLACED_WITHIN * HOUR),
      )
      return { figure: followed.length, total: closures.length, accounts: accounts.length }
    }
    default:
      throw new RangeError(`nobody has counted ${id} by hand yet`)
  }
}

function sharing(found: ReadonlyMap<unknown, ReadonlySet<string>>, accounts: number): Figures {
  const shared = [...found.values()].filter((own) => own.size >= 2)
  const figure = new Set(shared.flatMap((own) => [...own])).size
  return { figure, total: shared.length, accounts, left_out: 0 }
}

function openedNearby(accounts: readonly AccountRecord[]): number {
  const opened = accounts.flatMap(({ created_at: time }) => time ?? [])
  const isNear = (time: number, i: number): boolean =>
    opened.some((other, j) => j !== i && Math.abs(other - time) < 6 * HOUR)
  return opened.filter(isNear).length
}

function ofRows(rows: readonly Printed[], figure: number): Figures {
  const accounts = new Set(rows.map(({ record }) => record.account_id)).size
  return { figure, total: rows.length, accounts }
}
