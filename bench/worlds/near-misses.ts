import {
  background,
  COORDINATION_FDR,
  measureIntent,
  ownTokens,
  passesEffectFloor,
  propose,
  testCoordination,
} from '../../src/campaigns/index.ts'
import type { Campaign, Clearance, ScanResult } from '../../src/record/index.ts'
import type { World } from '../../src/signals/index.ts'
import type { Truth } from '../../src/simulate/index.ts'
import { eBH } from '../../src/statistics/index.ts'
import type { NearMiss } from './types.ts'

/**
 * Look-alikes that came near: half of one and half of a candidate are the same accounts, what the candidate asks for
 * passed the effect floor, and chance was rejected as what ties it. What cleared it came after.
 */
export function nearMisses(
  world: World,
  truth: Truth,
  { campaigns, cleared }: { campaigns: readonly Campaign[]; cleared: NonNullable<ScanResult['cleared']> },
): NearMiss[] {
  const candidates = coordinatedCandidates(world).map(
    (members) => new Set(Array.from(members).flatMap((member) => world.principals.accounts[member])),
  )
  const named = campaigns.map(({ verdict, accounts, members }) => ({
    verdict,
    core: new Set(accounts),
    all: new Set(members.map(({ account_id }) => account_id)),
  }))
  const reasonsOf = new Map<string, Set<Clearance['reason']>>()
  for (const { accounts, reasons } of cleared.groups) {
    for (const account of accounts) {
      const own = reasonsOf.get(account) ?? new Set()
      for (const { reason } of reasons) own.add(reason)
      reasonsOf.set(account, own)
    }
  }
  return truth.lookalikes.flatMap(({ kind, accounts }) => {
    const inside = (group: ReadonlySet<string>): number =>
      accounts.filter((account) => group.has(account)).length
    const cameNear = candidates.some((group) => 2 * inside(group) >= Math.max(accounts.length, group.size))
    if (!cameNear) return []
    const found = named.find(({ core }) => 2 * inside(core) >= accounts.length)
    const linked = found === undefined && named.some(({ all }) => 2 * inside(all) >= accounts.length)
    const stated = accounts.flatMap((account) => reasonsOf.get(account) ?? [])
    const cleared_by =
      2 * stated.length >= accounts.length ? [...new Set(stated.flatMap((own) => [...own]))].sort() : []
    return [{ kind, accounts: accounts.length, named: found?.verdict ?? null, linked, cleared_by }]
  })
}

function coordinatedCandidates(world: World): Uint32Array[] {
  const usual = background(world)
  const tested = propose(world).filter(({ members }) =>
    passesEffectFloor(measureIntent(world, usual, members)),
  )
  const { q } = eBH(
    tested.map((candidate) => testCoordination(world, candidate, ownTokens(world, candidate.members)).logE),
    COORDINATION_FDR,
  )
  return tested.flatMap(({ members }, i) => (q[i] <= COORDINATION_FDR ? [members] : []))
}
