import type { AccountRecord } from '../../record/index.ts'
import { between, quota } from '../arrivals.ts'
import { connection, ROUTES } from '../clients.ts'
import type { Holder } from '../identity.ts'
import type { Line } from '../networks.ts'
import { sharePhones } from '../phones.ts'
import { drawRhythm, drawTalk, engage } from '../population.ts'
import { Random } from '../random.ts'
import { drawSettings } from '../settings.ts'
import { oneOf, worker } from '../speakers.ts'
import { drawInstruction, givenInstruction, type Instruction } from '../text/instructions.ts'
import type { Language } from '../text/languages.ts'
import {
  type CampaignDraft,
  type Connect,
  DAY,
  HOUR,
  type Run,
  type Settings,
  type Speaker,
  type World,
} from '../world.ts'
import { drawIntensity, drawLives, onDuty } from './intensity.ts'
import { drawKeys, equip, openMember } from './members.ts'
import type { Traits } from './traits.ts'

/** How the pool's accounts reach the provider; a class may bring its own way of speaking. */
export interface MusterOptions {
  readonly speak?: (slot: number, pool: Pool) => (run: Run) => Speaker
  /** What it then speaks, where that is not what the traits say. */
  readonly languages?: readonly Language[]
  /** Replaces the ordinary talk that covers the harvest. */
  readonly cover?: (holder: Holder) => (run: Run) => Speaker
  /** What the class fixes of worker number `slot`'s account. */
  readonly account?: (slot: number) => Partial<AccountRecord>
  /** What all accounts send from, in place of the pool's ranges and lines of their own. */
  readonly line?: Line
  /** The campaign that the accounts belong to, where it has others already. */
  readonly joins?: CampaignDraft
}

export interface Pool {
  readonly id: string
  readonly traits: Traits
  /** The next body for a worker. */
  readonly next: (
    slot: number,
  ) => (run: Run, random: Random) => { text: string; language: Traits['languages'][number] }
  /** Its wordings; where it paraphrases, no more than examples. */
  readonly instructions: readonly Instruction[]
  /** The instruction of one request. */
  readonly instruct: (random: Random) => Instruction
}

/**
 * Sets up a campaign in the world: accounts with their ties, a common work list, and one arrival intensity, or one for
 * each worker where hours are scattered.
 */
export function muster(world: World, random: Random, traits: Traits, options: MusterOptions = {}): Pool {
  const draft = options.joins ?? openCampaign(world, traits, options.languages)
  const { id, accounts, replacements } = draft
  const before = accounts.length
  const pool = formPool(world, random, traits, id)
  const common = traits.rhythm === 'scattered' ? undefined : drawIntensity(world, random, traits.rhythm)
  const ties = drawKeys(world, random, traits)
  const base = drawSettings(world, random)
  const pivot = traits.pivots ? drawPivot(world, random) : undefined
  const local = random.chance(0.3)
  const closings = [random.range(0.35, 0.5), random.range(0.5, 0.7)]

  for (let slot = 0; slot < traits.size; slot++) {
    const begin = traits.ramps
      ? traits.from +
        (RAMP * (slot + (traits.sleepers ? random.next() : 0)) * (traits.to - traits.from)) / traits.size
      : traits.from
    const lives = drawLives(random, { ...traits, from: begin }, closings)
    const load = traits.load * random.logNormal(1, traits.spread)
    for (const [at, [from, to]] of lives.entries()) {
      const share = (to - from) / (traits.to - begin)
      const holder = openMember(world, random, traits, ties, from, {
        opened_for_it: at > 0 || (traits.ramps && !traits.sleepers),
        ...(local ? { language: random.pick(traits.languages) } : {}),
        ...(options.account ? { account: options.account(slot) } : {}),
      })
      if (to < traits.to) holder.account.closed_at = Math.floor(to)
      accounts.push(holder.account)
      if (at > 0) replacements.add(holder.account.account_id)
      const own = equip(world, random, ties)
      const { clients } = own
      const lines = options.line ? [options.line] : own.lines
      const connect = connection(random, {
        lines,
        clients,
        ...(traits.every_route ? { route: random.pick(ROUTES) } : {}),
      })
      const settings = configure(world, random, base, pivot)
      const count = Math.max(1, Math.round(load * share))
      const intensity = common ?? drawIntensity(world, random, traits.rhythm, holder.zone)
      engage(world, random, holder, {
        plan: quota(count, onDuty(random, traits, intensity), world.start, from, to, random.next()),
        speak:
          options.speak?.(slot, pool) ??
          worker(world.text, {
            instruct: pool.instruct,
            next: pool.next(slot),
            follows: traits.follows,
          }),
        lines,
        connect,
        settings,
        harvest_of: id,
      })
      addCover(world, random, holder, traits, count, from, to, connect, options)
    }
  }
  if (traits.ties.phone > 0) {
    // Providers allow a few accounts to a number.
    const apart = new Random(world.seed, 'phones', id, before)
    sharePhones(accounts.slice(before), apart, traits.ties.phone, apart.range(2, 4))
  }
  return pool
}

/** A campaign without accounts, for `muster` to fill, once or several times. */
export function openCampaign(
  world: World,
  traits: Traits,
  languages: readonly Language[] = traits.languages,
): CampaignDraft {
  const draft: CampaignDraft = {
    id: `campaign-${world.campaigns.length + 1}-${traits.class}`,
    class: traits.class,
    tactics: traits.every_route ? [...traits.tactics, 'T19'] : traits.tactics,
    languages,
    accounts: [],
    replacements: new Set(),
  }
  world.campaigns.push(draft)
  return draft
}

/** The part of a slow pool's period in which accounts are still added. */
const RAMP = 0.75

function formPool(world: World, random: Random, traits: Traits, id: string): Pool {
  const drawn = traits.languages.flatMap((language) =>
    Array.from({ length: traits.variants }, () => drawInstruction(traits.task, language, random)),
  )
  const given = traits.wording.map((text) => givenInstruction(traits.task, traits.languages[0] ?? 'en', text))
  const instructions = given.length > 0 ? given : drawn
  const instruct =
    traits.paraphrase && given.length === 0
      ? (draw: Random) => drawInstruction(traits.task, draw.pick(traits.languages), draw)
      : oneOf(instructions)
  const corpora = traits.corpora.flatMap((name) =>
    traits.languages.map((language) => world.text.corpus(name, language, traits.edition)),
  )
  const block = Math.ceil(traits.load * 4)
  const total = Math.ceil(traits.load * traits.size)
  const next = (slot: number) => (run: Run, draw: Random) => {
    const at =
      traits.partition === 'queue'
        ? run.next(id)
        : traits.partition === 'blocks'
          ? slot * block + run.next(`${id}/${slot}`)
          : draw.int(0, total)
    const corpus = corpora[at % corpora.length] ?? draw.pick(corpora)
    return corpus.at(Math.floor(at / corpora.length))
  }
  return { id, traits, next, instructions, instruct }
}

/** Some pools run one configuration everywhere, others leave it to each worker. */
function configure(
  world: World,
  random: Random,
  base: Settings,
  pivot: ((random: Random) => Settings['model']) | undefined,
): Settings {
  const settings = random.chance(0.4) ? base : drawSettings(world, random)
  return pivot ? { ...settings, model: pivot(random) } : settings
}

/** Within a day of the release, 40 to 60 % of the pool's requests go to the new model, on some workers or on all. */
function drawPivot(world: World, random: Random): (random: Random) => Settings['model'] {
  const before = drawSettings(world, random).model
  const hours = random.range(2, 20)
  const share = random.range(0.42, 0.62)
  const whole = random.chance(0.5)
  const { model, time: release } = world.release
  return (own) => {
    const part = whole ? (own.chance(share) ? 1 : 0) : share
    return (time, draw) =>
      time > release + hours * HOUR && draw.chance(part) ? model : before(Math.min(time, release - 1), draw)
  }
}

function addCover(
  world: World,
  random: Random,
  holder: Holder,
  traits: Traits,
  harvest: number,
  from: number,
  to: number,
  connect: Connect,
  options: MusterOptions,
): void {
  const cover = Math.min(0.93, traits.cover * random.range(0.7, 1.15))
  if (cover < 0.02) return
  const per_day = (harvest * cover) / (1 - cover) / ((to - from) / DAY)
  engage(world, random, holder, {
    plan: between(drawRhythm(holder, per_day, random), from, to),
    speak: options.cover?.(holder) ?? drawTalk(world, holder, random),
    connect,
  })
}
