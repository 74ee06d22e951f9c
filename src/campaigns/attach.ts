import { gatherRows, type Traffic, type World } from '../signals/index.ts'
import { tiedTo } from './cohesion.ts'
import type { Pool, PoolMember } from './members.ts'

/** So many of a pool's tokens are looked for; an instruction has a dozen or two. */
const TOKENS = 60
/** A request carries the instruction when it has this many of its tokens (all of them, if there are fewer). */
const TOKENS_TOGETHER = 2

/**
 * Adds accounts that used a pool's own instruction even once: a pool's occasional accounts would otherwise stay
 * unseen, because one use shows no changing slot. Core are those that some key ties to the pool as well; a text
 * can be copied, so the instruction alone makes an account linked.
 */
export async function attachHarvesters(
  traffic: Traffic,
  world: World,
  found: readonly Pool[],
): Promise<Pool[]> {
  const principalOf = new Map<string, number>()
  world.principals.accounts.forEach((accounts, principal) => {
    for (const account of accounts) principalOf.set(account, principal)
  })
  const taken = new Set(
    found.flatMap(({ members }) => members.filter(isCore).map(({ principal }) => principal)),
  )
  const result: Pool[] = []
  for (const pool of found) {
    if (pool.tokens.length === 0) {
      result.push(pool)
      continue
    }
    const users = await gatherRows<{ account_id: string; requests: number }>(
      traffic,
      `SELECT account_id, count() AS requests FROM requests FINAL
       WHERE arrayCount(token -> has({tokens:Array(UInt64)}, token), template) >= {together:UInt32}
       GROUP BY account_id ORDER BY account_id`,
      { tokens: pool.tokens.slice(0, TOKENS), together: Math.min(TOKENS_TOGETHER, pool.tokens.length) },
    )
    const fresh = users.flatMap(({ account_id, requests }) => {
      const principal = principalOf.get(account_id)
      return principal === undefined || taken.has(principal) ? [] : [{ principal, requests }]
    })
    const core = Uint32Array.from(pool.members.filter(isCore), ({ principal }) => principal)
    const tied = tiedTo(
      world,
      core,
      fresh.map(({ principal }) => principal),
    )
    for (const principal of tied) taken.add(principal)
    result.push({ ...pool, members: withUsers(world, pool.members, fresh, tied) })
  }
  return result
}

function isCore({ role }: PoolMember): boolean {
  return role === 'core'
}

function withUsers(
  world: World,
  members: readonly PoolMember[],
  fresh: readonly { principal: number; requests: number }[],
  tied: ReadonlySet<number>,
): PoolMember[] {
  const byPrincipal = new Map(members.map((member) => [member.principal, member]))
  for (const { principal, requests } of fresh) {
    const before = byPrincipal.get(principal)
    const barred = world.principals.contracted[principal] === 1 || world.principals.vouched[principal] === 1
    byPrincipal.set(principal, {
      principal,
      role: tied.has(principal) && !barred ? 'core' : 'linked',
      families: [...new Set([...(before?.families ?? []), 'content' as const])],
      reasons: [...(before?.reasons ?? []), `carried the pool’s instruction in ${requests} of its requests`],
    })
  }
  return [...byPrincipal.values()].sort((a, b) => a.principal - b.principal)
}
