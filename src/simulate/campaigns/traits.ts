import { Random } from '../random.ts'
import type { Task } from '../text/instructions.ts'
import type { Language } from '../text/languages.ts'
import type { CorpusName } from '../text/source.ts'
import { DAY, type World } from '../world.ts'

/** How strongly a pool's accounts are tied by each kind of key: the share of accounts that hold a shared one. */
export interface Ties {
  readonly card: number
  readonly device: number
  readonly phone: number
  readonly referral: number
  /** Signed up within a few hours of each other. */
  readonly batch: number
  /** Sending from a few ranges of addresses. */
  readonly range: number
  /** Running the same client build. */
  readonly client: number
  readonly mail: number
}

type Partition = 'blocks' | 'queue' | 'overlap'
/** `human`: one time zone's waking hours; `scattered`: each worker's own. */
export type Rhythm = 'round-the-clock' | 'shifts' | 'pulses' | 'human' | 'scattered'

/** Everything that tells one campaign from another. */
export interface Traits {
  readonly class: string
  readonly tactics: readonly string[]
  /** Workers; an account each unless accounts are replaced. */
  readonly size: number
  /** Mean harvest requests of a worker. */
  readonly load: number
  /** Standard deviation of the logarithm of a worker's load. */
  readonly spread: number
  /** Share of an account's requests that are ordinary talk. */
  readonly cover: number
  readonly task: Task
  readonly languages: readonly Language[]
  /** Number of wordings of the instruction. */
  readonly variants: number
  /** A new wording for every request. */
  readonly paraphrase: boolean
  readonly corpora: readonly CorpusName[]
  /** `public`: suites that evaluators sweep too. */
  readonly edition: string
  readonly partition: Partition
  readonly rhythm: Rhythm
  readonly from: number
  readonly to: number
  readonly ties: Ties
  /** Share of workers replaced after the provider closes their accounts. */
  readonly closed: number
  /** The pool goes to the new model together. */
  readonly pivots: boolean
  /** How much of the pool's time one worker works: its share of days, and hours of such a day. */
  readonly duty: { readonly days: number; readonly hours: number }
  /** A programme of the provider that the accounts were opened under. */
  readonly program?: string
  /** Spread evenly over the provider's own endpoint, clouds and aggregators. */
  readonly every_route: boolean
  /** Chance that a request follows up on the one before it. */
  readonly follows: number
  /** Accounts come one after the other over most of the period instead of all at once. */
  readonly ramps: boolean
  /** Then they were opened long before, like anybody's, instead of just before they are needed. */
  readonly sleepers: boolean
  /** Instructions of one's own, in place of the drawn ones; `{item}` stands for the item of the corpus. */
  readonly wording: readonly string[]
}

export const NO_TIES: Ties = {
  card: 0,
  device: 0,
  phone: 0,
  referral: 0,
  batch: 0,
  range: 0,
  client: 0,
  mail: 0,
}

/**
 * Ties of a pool that hides nothing (tactic T01: shared cards, devices, IP ranges, clients): one kind of identity, its
 * ranges, and up to two kinds more, each of its own strength; three pools in ten share phones too. No pool has all.
 */
export function drawTies(random: Random): Ties {
  const kinds = ['card', 'device', 'referral', 'batch', 'client', 'mail'] as const
  const ties: Record<keyof Ties, number> = { ...NO_TIES }
  for (const kind of random.sample(kinds, random.int(0, 2))) ties[kind] = random.range(0.25, 0.9)
  ties[random.pick(['card', 'device', 'referral'] as const)] = random.range(0.3, 0.9)
  ties.range = random.range(0.3, 0.9)
  // Not from `random`: the rest of a pool does not change with it, and demo and figures compare with earlier ones.
  const apart = new Random('phones', ties.range)
  if (apart.chance(0.3)) ties.phone = apart.range(0.25, 0.8)
  return ties
}

/** Clean identities leave a sign-up batch or a referral at most. */
export function drawCleanTies(random: Random): Ties {
  return {
    ...NO_TIES,
    batch: random.chance(0.75) ? random.range(0.35, 0.85) : 0,
    referral: random.chance(0.4) ? random.range(0.2, 0.6) : 0,
    client: random.chance(0.25) ? random.range(0.3, 0.6) : 0,
  }
}

/** The size of a pool: 12 to 400 accounts, small ones as likely as large ones, fewer in small worlds. */
function drawSize(world: World, random: Random): number {
  return Math.round(random.logUniform(12, Math.max(20, Math.min(400, 180 * world.scale))))
}

export function drawPeriod(world: World, random: Random): { from: number; to: number } {
  const length = random.range(0.45, 1) * world.days
  const first = random.range(0, world.days - length)
  return { from: world.start + first * DAY, to: world.start + (first + length) * DAY }
}

/** Harvest requests of a campaign: with fewer nothing is industrial, however small the world. */
const LEAST_HARVEST = 600

/**
 * A campaign as the seed makes it; a class fixes what its tactic needs, and a scenario what it wants of its own, whose
 * loads are taken as they are.
 */
export function drawTraits(
  world: World,
  random: Random,
  fixed: Partial<Traits> & { class: string },
  own: Partial<Traits> = {},
): Traits {
  const size = drawSize(world, random)
  const load = random.logUniform(14, 220) / (size > 120 ? 1.5 : 1)
  const traits: Traits = {
    tactics: ['T01', 'T04', 'T05'],
    size,
    load,
    spread: random.logUniform(0.04, 0.7),
    cover: random.range(0, 0.15),
    task: 'reasoning',
    languages: random.chance(0.6)
      ? ['en']
      : random.chance(0.6)
        ? [random.pick(['zh', 'es', 'de', 'fr', 'ja', 'ru', 'pt'] as const)]
        : ['en', random.pick(['zh', 'es', 'de', 'fr', 'ja'] as const)],
    variants: random.pick([1, 1, 2, 3, 4]),
    paraphrase: false,
    corpora: random.sample(
      ['maths', 'exam', 'trivia', 'code', 'instructions', 'business'] as const,
      random.int(1, 3),
    ),
    edition: random.chance(0.3) ? 'public' : `own-${random.hex(8)}`,
    partition: random.pick(['blocks', 'queue', 'queue']),
    rhythm: random.pick(['round-the-clock', 'shifts', 'pulses']),
    ...drawPeriod(world, random),
    ties: drawTies(random),
    closed: 0,
    pivots: false,
    every_route: random.chance(0.12),
    duty: { days: random.range(0.2, 1), hours: random.chance(0.3) ? 24 : random.range(4, 18) },
    follows: random.chance(0.3) ? random.range(0.1, 0.5) : 0,
    ramps: false,
    sleepers: false,
    wording: [],
    ...fixed,
    ...own,
  }
  if (own.load !== undefined) return traits
  if (world.harvest !== undefined) return { ...traits, ...fitted(traits, world.harvest, own.size) }
  return { ...traits, load: Math.max(traits.load, LEAST_HARVEST / traits.size) }
}

/** Where a class has its accounts send no more than this each, a larger harvest takes more of them. */
const FEW = 16

/** Size and load for a harvest of that many requests; a pool of frugal accounts gets more of them instead of busier ones. */
function fitted(traits: Traits, harvest: number, size: number | undefined): Pick<Traits, 'size' | 'load'> {
  const total = Math.max(LEAST_HARVEST, harvest)
  if (size === undefined && traits.load <= FEW) {
    return { size: Math.max(12, Math.round(total / traits.load)), load: traits.load }
  }
  return { size: traits.size, load: total / traits.size }
}
