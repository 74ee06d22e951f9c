import { gatherRows, type Traffic, type World } from '../../signals/index.ts'
import { tiedTo } from '../keys/cohesion.ts'
import { BRINGS_OTHER, type Pool, type PoolMember, STRANGER } from './members.ts'
import { whoIsUnlike } from './strangers.ts'

/** So many of a pool's tokens are looked for; an instruction has a dozen or two. */
export const TOKENS = 60
/** A request carries the instruction when it has this many of its tokens (all of them, if there are fewer). */
export const TOKENS_TOGETHER = 2

/**
 * Adds accounts that used a pool's own instruction even once: a pool's occasional accounts would otherwise stay
 * unseen, because one use shows no changing slot. Core are those that some key ties to the pool as well, unless no card,
 * device or phone does and they write something else; a text can be copied, so the instruction alone makes an account
 * linked. Who was found to be a stranger, or not to ask for what the pool asks for, stays linked.
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
  const usersOf = await usersOfEach(traffic, found)
  return found.map((pool): Pool => {
    const users = usersOf.get(pool)
    if (!users) return pool
    const sent = new Map<number, number>()
    for (const { account, requests } of users) {
      const principal = principalOf.get(account)
      if (principal === undefined || taken.has(principal)) continue
      sent.set(principal, (sent.get(principal) ?? 0) + requests)
    }
    const fresh = Array.from(sent, ([principal, requests]) => ({ principal, requests }))
    const core = Uint32Array.from(pool.members.filter(isCore), ({ principal }) => principal)
    const tied = tiedTo(
      world,
      core,
      fresh.map(({ principal }) => principal),
    )
    const strangers = whoIsUnlike(world, core, Uint32Array.from(tied))
    for (const { principal, reasons } of pool.members)
      if (reasons.some((reason) => STRANGER.has(reason))) strangers.add(principal)
    const added = withUsers(world, pool.members, fresh, { tied, strangers })
    for (const { principal, role } of added) if (role === 'core') taken.add(principal)
    return { ...pool, members: added }
  })
}

/** Requests of an account that carry tokens of pools, by which of them they carry. */
interface Carriers {
  readonly account_id: string
  readonly carried: readonly (readonly number[])[]
  readonly requests: readonly number[]
}

/**
 * For every pool with tokens of its own: who sent requests with its instruction, accounts ascending. One pass over the
 * tokens for all pools together.
 */
async function usersOfEach(
  traffic: Traffic,
  found: readonly Pool[],
): Promise<Map<Pool, { account: string; requests: number }[]>> {
  const wanted = found.filter(({ tokens }) => tokens.length > 0)
  const users = new Map(wanted.map((pool) => [pool, [] as { account: string; requests: number }[]]))
  if (wanted.length === 0) return users
  const poolsOf = new Map<number, Pool[]>()
  for (const pool of wanted) {
    for (const token of pool.tokens.slice(0, TOKENS))
      poolsOf.set(token, [...(poolsOf.get(token) ?? []), pool])
  }
  const accounts = await gatherRows<Carriers>(
    traffic,
    `SELECT account_id, groupArray(own) AS carried, groupArray(sent) AS requests FROM (
       SELECT account_id, own, count() AS sent FROM (
         SELECT account_id, arraySort(arrayFilter(token -> token IN (SELECT arrayJoin({tokens:Array(UInt64)})), template)) AS own
         FROM requests FINAL)
       WHERE notEmpty(own) GROUP BY account_id, own)
     GROUP BY account_id ORDER BY account_id`,
    { tokens: [...poolsOf.keys()] },
  )
  for (const { account_id: account, carried, requests } of accounts) {
    const sent = new Map<Pool, number>()
    carried.forEach((own, i) => {
      const together = new Map<Pool, number>()
      for (const pool of own.flatMap((token) => poolsOf.get(token) ?? [])) {
        together.set(pool, (together.get(pool) ?? 0) + 1)
      }
      for (const [pool, tokens] of together) {
        if (tokens >= Math.min(TOKENS_TOGETHER, pool.tokens.length))
          sent.set(pool, (sent.get(pool) ?? 0) + requests[i])
      }
    })
    for (const [pool, count] of sent) users.get(pool)?.push({ account, requests: count })
  }
  return users
}

function isCore({ role }: PoolMember): boolean {
  return role === 'core'
}

/** Who of a pool's users is tied to it, and who a stranger. */
type Sorted = Readonly<Record<'tied' | 'strangers', ReadonlySet<number>>>

function withUsers(
  world: World,
  members: readonly PoolMember[],
  fresh: readonly { principal: number; requests: number }[],
  { tied, strangers }: Sorted,
): PoolMember[] {
  const byPrincipal = new Map(members.map((member) => [member.principal, member]))
  for (const { principal, requests } of fresh) {
    const before = byPrincipal.get(principal)
    const barred = world.principals.contracted[principal] === 1 || world.principals.vouched[principal] === 1
    const stranger = strangers.has(principal)
    const known = before?.reasons ?? []
    byPrincipal.set(principal, {
      principal,
      role: tied.has(principal) && !barred && !stranger ? 'core' : 'linked',
      families: [...new Set([...(before?.families ?? []), 'content' as const])],
      reasons: [
        ...known,
        `carried the pool’s instruction in ${requests} of its requests`,
        ...(stranger && !known.some((reason) => STRANGER.has(reason)) ? [BRINGS_OTHER] : []),
      ],
    })
  }
  return [...byPrincipal.values()].sort((a, b) => a.principal - b.principal)
}
