import { type Campaign, VERDICTS, type Verdict } from '../record/index.ts'
import type { Truth } from '../simulate/index.ts'
import type { Bystander } from './rehearsal.ts'
import type { ReplayPass } from './replay.ts'
import { iso } from './units.ts'

/**
 * Accounts outside every simulated campaign that a group named as core members, in any pass and with any verdict.
 * Among a provider's own logs they need not be innocent: nobody knows the truth there.
 */
export function bystandersOf(truth: Truth, passes: readonly ReplayPass[]): Bystander[] {
  const guilty = new Set(
    truth.campaigns.flatMap(({ accounts }) => accounts.map(({ account_id: account }) => account)),
  )
  const kinds = new Map(
    truth.lookalikes.flatMap(({ kind, accounts }) => accounts.map((id) => [id, kind] as const)),
  )
  const found = new Map<string, Bystander>()
  for (const { at, campaigns } of passes) {
    for (const { verdict, accounts } of campaigns) {
      for (const account of accounts) {
        if (guilty.has(account)) continue
        const before = found.get(account)
        if (before && VERDICTS.indexOf(before.verdict) >= VERDICTS.indexOf(verdict)) continue
        found.set(account, {
          account_id: account,
          verdict,
          kind: kinds.get(account) ?? (Object.hasOwn(truth.people, account) ? 'ordinary' : 'own'),
          first_named_at: before?.first_named_at ?? iso(at),
          last_verdict: null,
        })
      }
    }
  }
  const last = new Map<string, Verdict>()
  for (const { verdict, accounts } of gravestLast(passes.at(-1))) {
    for (const account of accounts) last.set(account, verdict)
  }
  return [...found.values()]
    .map((one) => ({ ...one, last_verdict: last.get(one.account_id) ?? null }))
    .sort((left, right) => (left.account_id < right.account_id ? -1 : 1))
}

function gravestLast(pass: ReplayPass | undefined): readonly Campaign[] {
  return [...(pass?.campaigns ?? [])].sort(
    (left, right) => VERDICTS.indexOf(left.verdict) - VERDICTS.indexOf(right.verdict),
  )
}
