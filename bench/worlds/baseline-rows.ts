import { createHash } from 'node:crypto'
import type { World } from '../../src/signals/index.ts'
import type { BaselineRow } from './types.ts'

/** Accounts that detection accuses in no case: under contract, or vouched for by an entry of known.csv in force. */
export function barredAccounts({
  principals,
}: {
  readonly principals: Pick<World['principals'], 'accounts' | 'contracted' | 'vouched'>
}): Set<string> {
  const { accounts, contracted, vouched } = principals
  return new Set(accounts.filter((_, p) => contracted[p] === 1 || vouched[p] === 1).flat())
}

/**
 * Baselines are given the same exemption as Stillwatch, or they would spend their budget on firms that it may not
 * accuse. @param scores by account id, one map for each baseline
 */
export function baselineRows(
  active: readonly string[],
  owners: ReadonlyMap<string, number>,
  scores: readonly ReadonlyMap<string, number>[],
  barred: ReadonlySet<string>,
): BaselineRow[] {
  return active.map((account) => ({
    owner: owners.get(account) ?? -1,
    tie: createHash('sha256').update(account).digest().readUInt32BE(),
    scores: scores.map((own) => (barred.has(account) ? 0 : Number((own.get(account) ?? 0).toPrecision(4)))),
  }))
}
