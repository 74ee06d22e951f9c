import { StillwatchError } from '../errors/index.ts'
import type { AccountRecord, Known, Network, Release, RequestRecord } from '../record/index.ts'
import { CAMPAIGN_CLASSES } from './campaigns/index.ts'
import { LOOKALIKES } from './lookalikes/index.ts'
import { AddressSpace } from './networks.ts'
import { overridesOf } from './overrides.ts'
import { sharePhones } from './phones.ts'
import type { CampaignPlan, ScenarioPlan } from './plan.ts'
import { household, ordinary } from './population.ts'
import { Random } from './random.ts'
import { replayArrivals } from './replayed.ts'
import { namedPlan, SCENARIOS } from './scenarios.ts'
import { requests } from './stream.ts'
import { CorpusPack } from './text/pack.ts'
import { TextSource } from './text/source.ts'
import { type ArrivalTrace, readTraces } from './traces.ts'
import { type Truth, tell } from './truth.ts'
import { DAY, HOUR, type World } from './world.ts'

export interface SimulateOptions {
  /** Its name, or a plan of one's own. */
  readonly scenario: string | ScenarioPlan
  /** Default: the plan's, else 1. */
  readonly seed?: number
  /** Multiplies accounts and volume; 1 is about 3,000 accounts. Default: the plan's, else 1. */
  readonly scale?: number
  /** Folder of a data pack; without it all text comes from grammars. */
  readonly corpus?: string
  /**
   * Seed of what everybody there has in common: networks, calendar, rushes. Populations of different seeds in one place
   * can be laid together. Default: the seed.
   */
  readonly place?: number
  /**
   * Multiplies ordinary people and the networks they use, and no look-alike or campaign: at 1 look-alikes are half of the
   * innocent, at 2 a third. Default: 1.
   */
  readonly ordinary?: number
}

export interface Scenario {
  /** In time order. Every iteration composes the same records anew, hour by hour. */
  readonly requests: Iterable<RequestRecord>
  readonly accounts: readonly AccountRecord[]
  readonly networks: readonly Network[]
  readonly releases: readonly Release[]
  readonly known: readonly Known[]
  readonly truth: Truth
}

const DAYS = 14
/** Mondays that a fortnight may begin on. */
const FIRST_MONDAY = Date.UTC(2026, 0, 5)
/** Ordinary accounts at scale 1; look-alikes and campaigns come on top. */
const ORDINARY = 1_500
const HOUSEHOLDS = 60

/**
 * Composes labelled traffic: an innocent population, its look-alikes, and the scenario's campaigns. The same
 * options give the same records on every machine.
 *
 * @throws {StillwatchError} SW_USAGE for an unknown scenario, a scale that is not positive, or replayed arrivals
 * without a corpus; SW_FILE_NOT_FOUND where the corpus folder has no catalogue, or no traces where they are needed.
 */
export function simulate(options: SimulateOptions): Scenario {
  const plan = planOf(options.scenario)
  const scale = options.scale ?? plan.scale ?? 1
  const seed = options.seed ?? plan.seed ?? 1
  const times = options.ordinary ?? 1
  if (!(scale > 0 && times > 0))
    throw new StillwatchError(
      'SW_USAGE',
      `a scale of ${Math.min(scale, times)} makes no traffic`,
      'Give a positive number.',
    )
  const world = createWorld({
    seed,
    scale,
    days: plan.days ?? DAYS,
    corpus: options.corpus,
    ordinary: times,
    ...(options.place !== undefined && { place: options.place }),
  })
  populate(world, plan.population ?? {}, times)
  if (plan.arrivals === 'replayed') replayArrivals(world, tracesOf(options.corpus))
  musterAll(world, plan.campaigns)
  return {
    requests: { [Symbol.iterator]: () => requests(world) },
    accounts: [...world.accounts].sort((left, right) => (left.account_id < right.account_id ? -1 : 1)),
    networks: world.space.networks,
    releases: world.releases,
    known: world.known,
    truth: tell(world, plan.name),
  }
}

function tracesOf(corpus: string | undefined): ArrivalTrace[] {
  if (corpus !== undefined) return readTraces(corpus)
  throw new StillwatchError(
    'SW_USAGE',
    'replayed arrivals need a data pack',
    'Name its folder with --corpus, or take a scenario whose arrivals are modelled.',
  )
}

/** @throws {StillwatchError} SW_USAGE for an unknown name */
export function planOf(scenario: string | ScenarioPlan): ScenarioPlan {
  if (typeof scenario !== 'string') return scenario
  const plan = namedPlan(scenario)
  if (plan) return plan
  throw new StillwatchError(
    'SW_USAGE',
    `there is no scenario "${scenario}"`,
    `Choose one of ${Object.keys(SCENARIOS).join(', ')}, or name a YAML file.`,
  )
}

/** Hides the planned campaigns in the world. Each has a stream of draws of its own, by its position. */
export function musterAll(world: World, campaigns: readonly CampaignPlan[]): void {
  const single = campaigns.flatMap((plan) => Array.from({ length: plan.count ?? 1 }, () => plan))
  for (const [at, plan] of single.entries()) {
    const kind = CAMPAIGN_CLASSES.find((item) => item.name === plan.class)
    kind?.compose(world, new Random(world.seed, 'campaign', at, plan.class), overridesOf(plan, world))
  }
}

interface WorldOptions {
  readonly seed: number
  readonly scale: number
  readonly days: number
  readonly corpus: string | undefined
  /** Midnight UTC of the first day; drawn where it is not given. */
  readonly start?: number
  /** As in the options of `simulate`. */
  readonly place?: number
  /** As in the options of `simulate`. */
  readonly ordinary?: number
}

/** A world without anybody in it. */
export function createWorld({ seed, scale, days, corpus, ...given }: WorldOptions): World {
  const place = given.place ?? seed
  const random = new Random(place, 'world')
  const drawn = FIRST_MONDAY + random.int(0, 40) * 7 * DAY
  const start = given.start ?? drawn
  const release = {
    model: 'halcyon-4',
    time: start + Math.floor((random.int(4, 9) * days) / DAYS) * DAY + random.int(14, 19) * HOUR,
  }
  return {
    seed,
    scale,
    start,
    days,
    space: new AddressSpace(new Random(place, 'networks'), scale * (given.ordinary ?? 1)),
    text: new TextSource(corpus === undefined ? undefined : new CorpusPack(corpus)),
    release,
    releases: [
      { model: 'halcyon-3', time: start - 210 * DAY },
      { model: 'halcyon-3-mini', time: start - 160 * DAY },
      { model: 'halcyon-3-pro', time: start - 120 * DAY },
      release,
    ],
    rushes: [
      start - random.range(20, 80) * DAY,
      start - random.range(1, 15) * DAY,
      start + random.range(1, 9) * DAY,
    ],
    accounts: [],
    people: new Map(),
    actors: [],
    campaigns: [],
    lookalikes: [],
    publicPrompts: [],
    households: [],
    known: [],
  }
}

/** So many families and firms share phones; of families these many accounts, of firms nearly all. */
const SHARING = { groups: 0.3, family: 0.6, firm: 0.9 }

function maybeSharePhones(world: World, accounts: readonly AccountRecord[], kind: string, nth: number): void {
  const random = new Random(world.seed, 'phones', kind, nth)
  if (random.chance(SHARING.groups)) {
    sharePhones(accounts, random, kind === 'household' ? SHARING.family : SHARING.firm)
  }
}

function populate(world: World, population: NonNullable<ScenarioPlan['population']>, times: number): void {
  const random = new Random(world.seed, 'ordinary')
  const of = (count: number): number => count * world.scale * times
  for (let at = 0; at < of(population.accounts ?? ORDINARY); at++) ordinary(world, random)
  for (let at = 0; at < of(population.households ?? HOUSEHOLDS); at++) {
    const accounts = household(world, random).map(({ account }) => account)
    maybeSharePhones(world, accounts, 'household', at)
    world.households.push(accounts)
  }
  for (const { kind, count: usual, oneFirm, compose } of LOOKALIKES) {
    const own = new Random(world.seed, 'lookalike', kind)
    const wanted = population.lookalikes?.[kind]
    const some = wanted ?? usual
    const count = some === 0 ? 0 : Math.max(1, Math.round(some * world.scale))
    for (let at = 0; at < count; at++) {
      const accounts = compose(world, own).map(({ account }) => account)
      if (oneFirm) maybeSharePhones(world, accounts, kind, at)
      world.lookalikes.push({ kind, accounts })
    }
  }
  const stranger = random.pick(world.accounts)
  world.known.push(
    {
      id: stranger.account_id,
      status: 'cleared',
      reason: 'complaint in spring, settled',
      expires_at: world.start + 60 * DAY,
    },
    {
      id: random.pick(world.accounts).account_id,
      status: 'researcher',
      reason: 'grant ended',
      expires_at: world.start - 40 * DAY,
    },
  )
}
