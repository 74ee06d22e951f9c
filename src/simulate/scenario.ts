import { StillwatchError } from '../errors/index.ts'
import type { AccountRecord, Known, Network, Release, RequestRecord } from '../record/index.ts'
import { CAMPAIGN_CLASSES } from './campaigns/index.ts'
import { LOOKALIKES } from './lookalikes/index.ts'
import { AddressSpace } from './networks.ts'
import { household, ordinary } from './population.ts'
import { Random } from './random.ts'
import { requests } from './stream.ts'
import { CorpusPack } from './text/pack.ts'
import { TextSource } from './text/source.ts'
import { type Truth, tell } from './truth.ts'
import { DAY, HOUR, type World } from './world.ts'

type ClassName = (typeof CAMPAIGN_CLASSES)[number]['name']

interface ScenarioPlan {
  readonly description: string
  readonly campaigns: readonly string[]
}

const ALL = CAMPAIGN_CLASSES.map(({ name }) => name)

const thrice = (name: ClassName, description: string): ScenarioPlan => ({
  description,
  campaigns: [name, name, name],
})

/** What can be simulated. The innocent population, look-alikes included, is the same kind in all of them. */
export const SCENARIOS = {
  demo: {
    description:
      'A fortnight of 3,000 accounts and about 200,000 requests with seven campaigns of seven classes.',
    campaigns: ['plain', 'diluted', 'clean-identity', 'grading', 'regrowth', 'release-pivot', 'swarm'],
  },
  benign: { description: 'The same population without any campaign.', campaigns: [] },
  plain: thrice('plain', 'Three pools that hide nothing.'),
  diluted: thrice('diluted', 'Three pools with 60 to 90 per cent cover traffic.'),
  'clean-identity': thrice('clean-identity', 'Three pools with clean identities.'),
  swarm: thrice('swarm', 'Three pools of hundreds of accounts with three to six requests each.'),
  grading: thrice('grading', 'Three pools that use the model as a reward model.'),
  regrowth: thrice('regrowth', 'Three pools whose accounts are closed and replaced.'),
  'release-pivot': thrice('release-pivot', 'Three pools that move to a new model within a day.'),
  agentic: thrice('agentic', 'Three pools that harvest agent traces.'),
  'transfer-station': thrice(
    'transfer-station',
    'Three rings of resold accounts with a harvest among their customers.',
  ),
  adaptive: thrice('adaptive', 'Three pools that know what is looked for.'),
  'store-replay': thrice('store-replay', 'Three pools that replay saved sessions.'),
  'programme-abuse': thrice('programme-abuse', 'Three pools opened under a programme.'),
  logits: thrice('logits', 'Three pools that take log-probabilities.'),
  embeddings: thrice('embeddings', 'Three pools that copy the embedding model.'),
  mixed: { description: 'One campaign of every class.', campaigns: ALL },
} as const satisfies Record<string, ScenarioPlan>

export type ScenarioName = keyof typeof SCENARIOS

export interface SimulateOptions {
  readonly scenario: ScenarioName
  readonly seed: number
  /** Multiplies accounts and volume; 1 is about 3,000 accounts. */
  readonly scale?: number
  /** Folder of a data pack; without it all text comes from grammars. */
  readonly corpus?: string
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
 * @throws {StillwatchError} SW_USAGE for an unknown scenario or a scale that is not positive; SW_FILE_NOT_FOUND
 * where the corpus folder has no catalogue.
 */
export function simulate(options: SimulateOptions): Scenario {
  const scale = options.scale ?? 1
  const plan: ScenarioPlan | undefined = SCENARIOS[options.scenario]
  if (!plan) {
    throw new StillwatchError(
      'SW_USAGE',
      `there is no scenario "${options.scenario}"`,
      `Choose one of ${Object.keys(SCENARIOS).join(', ')}.`,
    )
  }
  if (!(scale > 0))
    throw new StillwatchError('SW_USAGE', `a scale of ${scale} makes no traffic`, 'Give a positive number.')
  const world = createWorld(options.seed, scale, options.corpus)
  populate(world)
  for (const [at, name] of plan.campaigns.entries()) {
    const kind = CAMPAIGN_CLASSES.find((item) => item.name === name)
    kind?.compose(world, new Random(options.seed, 'campaign', at, name))
  }
  return {
    requests: { [Symbol.iterator]: () => requests(world) },
    accounts: [...world.accounts].sort((left, right) => (left.account_id < right.account_id ? -1 : 1)),
    networks: world.space.networks,
    releases: world.releases,
    known: world.known,
    truth: tell(world, options.scenario),
  }
}

function createWorld(seed: number, scale: number, corpus: string | undefined): World {
  const random = new Random(seed, 'world')
  const start = FIRST_MONDAY + random.int(0, 40) * 7 * DAY
  const release = { model: 'halcyon-4', time: start + random.int(4, 9) * DAY + random.int(14, 19) * HOUR }
  return {
    seed,
    scale,
    start,
    days: DAYS,
    space: new AddressSpace(new Random(seed, 'networks'), scale),
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
    known: [],
  }
}

function populate(world: World): void {
  const random = new Random(world.seed, 'ordinary')
  for (let at = 0; at < ORDINARY * world.scale; at++) ordinary(world, random)
  for (let at = 0; at < HOUSEHOLDS * world.scale; at++) household(world, random)
  for (const { kind, count, compose } of LOOKALIKES) {
    const own = new Random(world.seed, 'lookalike', kind)
    for (let at = 0; at < Math.max(1, Math.round(count * world.scale)); at++) {
      const accounts = compose(world, own).map(({ account }) => account)
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
