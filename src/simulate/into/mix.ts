import { StillwatchError } from '../../errors/index.ts'
import { Random } from '../random.ts'
import { createWorld, musterAll, planOf, type Scenario, type SimulateOptions } from '../scenario.ts'
import { requests } from '../stream.ts'
import { tell } from '../truth.ts'
import { DAY, HOUR, type World } from '../world.ts'
import { dressAccount, dresser } from './dress.ts'
import { idLike } from './ids.ts'
import type { OwnLogs } from './own-logs.ts'

export interface MixOptions extends Pick<SimulateOptions, 'scenario' | 'seed' | 'corpus'> {
  readonly own: OwnLogs
  /** Requests of one campaign's harvest as a share of the own logs', where the scenario does not say how many. */
  readonly share: number
}

/** Accounts of a world of scale 1, to which campaigns' sizes refer. */
const ACCOUNTS_AT_SCALE_1 = 3_000
/** In less time no campaign can be told from chance. */
const SHORTEST = 6 * HOUR
/** The longest stretch that a campaign is spread over; the last days of longer logs are taken. */
const LONGEST_DAYS = 92

/**
 * Composes campaigns, and nobody else, to be read together with a provider's own logs: within their time, of a size
 * that fits theirs, with their models, clients, routes, fields and ids of their shape.
 * @throws {StillwatchError} SW_USAGE where the own logs are too short, what `simulate` throws
 */
export function mixInto(options: MixOptions): Scenario {
  const { own } = options
  if (own.to - own.from < SHORTEST) {
    throw new StillwatchError(
      'SW_USAGE',
      `Your logs span ${((own.to - own.from) / HOUR).toFixed(1)} hours, too little to hide a campaign in.`,
      'Give the logs of a few days at least.',
    )
  }
  const plan = planOf(options.scenario)
  const seed = options.seed ?? plan.seed ?? 1
  const days = Math.min(LONGEST_DAYS, Math.ceil(own.to / DAY) - Math.floor(own.from / DAY))
  const start = Math.ceil(own.to / DAY) * DAY - days * DAY
  const scale = own.accountIds.size / ACCOUNTS_AT_SCALE_1
  const fresh = createWorld({ seed, scale, days, corpus: options.corpus, start })
  const release = own.release ?? { model: fresh.release.model, time: Number.POSITIVE_INFINITY }
  const world: World = {
    ...fresh,
    release,
    window: { from: own.from, to: own.to },
    harvest: options.share * own.requests,
  }
  musterAll(world, plan.campaigns)
  rename(world, own)
  const dress = dresser(own, seed, release.model)
  return {
    requests: {
      *[Symbol.iterator]() {
        for (const record of requests(world)) yield dress(record)
      },
    },
    accounts: own.accounts ? world.accounts.map((account) => dressAccount(account, own, seed)) : [],
    networks: world.space.networks,
    releases: [],
    known: [],
    truth: tell(world, plan.name),
  }
}

/** Gives the added accounts ids as the provider's look, none of which is taken. */
function rename(world: World, own: OwnLogs): void {
  const random = new Random(world.seed, 'ids')
  const examples = [...own.accountIds]
  const taken = new Set(own.accountIds)
  const names = new Map<string, string>()
  for (const account of world.accounts) {
    const id = idLike(random.pick(examples), taken, random)
    taken.add(id)
    names.set(account.account_id, id)
    const person = world.people.get(account.account_id)
    world.people.delete(account.account_id)
    if (person) world.people.set(id, person)
    account.account_id = id
  }
  for (const { replacements } of world.campaigns) {
    const before = [...replacements]
    replacements.clear()
    for (const id of before) replacements.add(names.get(id) ?? id)
  }
}
