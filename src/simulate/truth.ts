import { z } from 'zod'
import { schedule } from './stream.ts'
import { HOUR, type World } from './world.ts'

export const CampaignTruth = z.object({
  id: z.string(),
  class: z.string(),
  tactics: z.array(z.string()),
  /** Of what it sends, instruction and items; absent in truth files that were written before languages were recorded. */
  languages: z.array(z.string()).optional(),
  accounts: z.array(
    z.object({
      account_id: z.string(),
      harvest_requests: z.number().int().nonnegative(),
      /** The harvest and everything else the account sent. */
      requests: z.number().int().nonnegative(),
      /** Milliseconds since 1970 of its first request of the harvest; absent where it sent none. */
      first_harvest: z.number().int().optional(),
      /** Whether it was opened to go on with the work of an account that the provider closed. */
      replaces: z.boolean().optional(),
    }),
  ),
  /** Requests of the harvest per hour; the hour's beginning in milliseconds since 1970. */
  harvest_by_hour: z.array(z.tuple([z.number().int(), z.number().int()])),
})
export type CampaignTruth = z.infer<typeof CampaignTruth>

/** What is so, for scoring. No detector ever sees it. */
export const Truth = z.object({
  format: z.literal('stillwatch.truth/1'),
  scenario: z.string(),
  seed: z.number().int(),
  scale: z.number(),
  campaigns: z.array(CampaignTruth),
  lookalikes: z.array(z.object({ kind: z.string(), accounts: z.array(z.string()) })),
  /** Ordinary accounts that belong together innocently: households and small firms. */
  households: z.array(z.array(z.string())).optional(),
  /** For fairness: what an account's users speak, and whether its addresses are shared with others. */
  people: z.record(z.string(), z.object({ language: z.string(), shared_network: z.boolean() })),
})
export type Truth = z.infer<typeof Truth>

/** Counts who harvested how much and when, from the schedules alone: no request is composed for it. */
export function tell(world: World, scenario: string): Truth {
  const all = new Map<string, number>()
  const harvest = new Map<string, number>()
  const first = new Map<string, number>()
  const hours = new Map<string, Map<number, number>>()
  for (let day = 0; day < world.days; day++) {
    const { times, actors } = schedule(world, day)
    for (let at = 0; at < times.length; at++) {
      const actor = world.actors[actors[at] ?? 0]
      if (!actor) continue
      add(all, actor.account.account_id)
      if (actor.harvest_of === undefined) continue
      const { account_id: account } = actor.account
      add(harvest, account)
      if (!first.has(account)) first.set(account, times[at] ?? 0)
      let byHour = hours.get(actor.harvest_of)
      if (!byHour) {
        byHour = new Map()
        hours.set(actor.harvest_of, byHour)
      }
      add(byHour, Math.floor((times[at] ?? 0) / HOUR) * HOUR)
    }
  }
  return {
    format: 'stillwatch.truth/1',
    scenario,
    seed: world.seed,
    scale: world.scale,
    campaigns: world.campaigns.map(({ id, class: name, tactics, languages, accounts, replacements }) => ({
      id,
      class: name,
      tactics: [...tactics],
      languages: [...languages],
      accounts: accounts.map(({ account_id }) => ({
        account_id,
        harvest_requests: harvest.get(account_id) ?? 0,
        requests: all.get(account_id) ?? 0,
        ...(first.has(account_id) && { first_harvest: first.get(account_id) }),
        ...(replacements.has(account_id) && { replaces: true }),
      })),
      harvest_by_hour: [...(hours.get(id) ?? [])].sort(([left], [right]) => left - right),
    })),
    lookalikes: world.lookalikes.map(({ kind, accounts }) => ({
      kind,
      accounts: accounts.map(({ account_id }) => account_id),
    })),
    households: world.households.map((accounts) => accounts.map(({ account_id }) => account_id)),
    people: Object.fromEntries(world.people),
  }
}

function add<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
