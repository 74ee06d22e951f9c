import type { AccountRecord } from '../../record/index.ts'
import { between, quota, weekday } from '../arrivals.ts'
import { type Client, connection, drawClients } from '../clients.ts'
import { type Holder, openAccount } from '../identity.ts'
import type { Line } from '../networks.ts'
import { drawLines, drawRhythm, drawTalk, engage } from '../population.ts'
import type { Random } from '../random.ts'
import { drawSettings } from '../settings.ts'
import { worker } from '../speakers.ts'
import { drawInstruction, type Instruction } from '../text/instructions.ts'
import type { Language } from '../text/languages.ts'
import { type Connect, DAY, HOUR, type Run, type Settings, type Speaker, type World } from '../world.ts'
import type { Rhythm, Traits } from './traits.ts'

/** How the pool's accounts reach the provider; a class may bring its own way of speaking. */
export interface MusterOptions {
  readonly speak?: (slot: number, pool: Pool) => (run: Run) => Speaker
  /** Replaces the ordinary talk that covers the harvest. */
  readonly cover?: (holder: Holder) => (run: Run) => Speaker
}

export interface Pool {
  readonly id: string
  readonly traits: Traits
  /** The next body for a worker. */
  readonly next: (
    slot: number,
  ) => (run: Run, random: Random) => { text: string; language: Traits['languages'][number] }
  readonly instructions: readonly Instruction[]
}

/** Sets up a campaign in the world: accounts with their ties, a common work list, one arrival intensity. */
export function muster(world: World, random: Random, traits: Traits, options: MusterOptions = {}): void {
  const id = `campaign-${world.campaigns.length + 1}-${traits.class}`
  const accounts: AccountRecord[] = []
  world.campaigns.push({ id, class: traits.class, tactics: traits.tactics, accounts })
  const pool = formPool(world, random, traits, id)
  const intensity = drawIntensity(world, random, traits.rhythm)
  const ties = drawKeys(world, random, traits)
  const base = drawSettings(world, random)
  const pivot = traits.pivots ? drawPivot(world, random) : undefined
  const local = random.chance(0.3)
  const closings = [random.range(0.35, 0.5), random.range(0.5, 0.7)]

  for (let slot = 0; slot < traits.size; slot++) {
    const lives = drawLives(random, traits, closings)
    const load = traits.load * random.logNormal(1, traits.spread)
    for (const [from, to] of lives) {
      const share = (to - from) / (traits.to - traits.from)
      const holder = openMember(world, random, traits, ties, from, {
        replaces: from > traits.from,
        ...(local ? { language: random.pick(traits.languages) } : {}),
      })
      if (to < traits.to) holder.account.closed_at = Math.floor(to)
      accounts.push(holder.account)
      const { lines, clients } = equip(world, random, ties)
      const connect = connection(random, { lines, clients })
      const settings = configure(world, random, base, pivot)
      const count = Math.max(1, Math.round(load * share))
      engage(world, random, holder, {
        plan: quota(count, onDuty(random, traits, intensity), world.start, from, to, random.next()),
        speak:
          options.speak?.(slot, pool) ??
          worker(world.text, {
            instructions: pool.instructions,
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
}

function formPool(world: World, random: Random, traits: Traits, id: string): Pool {
  const instructions = traits.languages.flatMap((language) =>
    Array.from({ length: traits.paraphrase ? 60 : traits.variants }, () =>
      drawInstruction(traits.task, language, random),
    ),
  )
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
  return { id, traits, next, instructions }
}

/** The pool's requests per hour of the window, up to a factor. */
function drawIntensity(world: World, random: Random, rhythm: Rhythm): Float64Array {
  const hours = new Float64Array(world.days * 24)
  const zone = random.int(-8, 9)
  const begin = random.int(6, 11)
  const length = random.int(8, 15)
  let busy = false
  for (let hour = 0; hour < hours.length; hour++) {
    const local = (((hour + zone) % 24) + 24) % 24
    if (rhythm === 'round-the-clock') hours[hour] = random.chance(0.02) ? 0.1 : random.range(0.85, 1.15)
    if (rhythm === 'shifts') hours[hour] = (local - begin + 24) % 24 < length ? random.range(0.8, 1.2) : 0.03
    if (rhythm === 'pulses') {
      if (random.chance(busy ? 0.22 : 0.09)) busy = !busy
      hours[hour] = busy ? random.range(0.8, 1.2) : 0.01
    }
    if (rhythm === 'human') {
      const free = weekday(world.start + hour * HOUR) >= 5
      hours[hour] = (local >= 8 && local < 23 ? random.range(0.6, 1.4) : 0.08) * (free ? 0.7 : 1)
    }
  }
  return hours
}

/** The hours of the pool in which one worker works; all of them where nothing would be left. */
function onDuty(random: Random, traits: Traits, intensity: Float64Array): Float64Array {
  const begin = random.int(0, 23)
  const days = Array.from({ length: intensity.length / 24 }, () => random.chance(traits.duty.days))
  const own = intensity.map((value, hour) =>
    days[Math.floor(hour / 24)] && (hour - begin + 24) % 24 < traits.duty.hours ? value : 0.01 * value,
  )
  return own
}

/** One life, or several where the provider closes the account and the pool opens another. */
function drawLives(
  random: Random,
  traits: Traits,
  closings: readonly number[],
): (readonly [number, number])[] {
  if (!random.chance(traits.closed)) return [[traits.from, traits.to]]
  const span = traits.to - traits.from
  const lives: (readonly [number, number])[] = []
  let from = traits.from
  for (const closing of random.chance(0.35) ? closings : [random.pick(closings)]) {
    const end = traits.from + closing * span + random.range(0, 6) * HOUR
    lives.push([from, end])
    from = end + random.logUniform(2, 50) * HOUR
  }
  lives.push([from, traits.to])
  return lives.filter(([begin, end]) => end > begin)
}

interface Keys {
  readonly traits: Traits
  readonly cards: readonly string[]
  readonly devices: readonly string[]
  readonly referrals: readonly string[]
  readonly batches: readonly number[]
  readonly ranges: readonly (readonly [number, number, number])[]
  readonly kind: 'hosting' | 'residential'
  readonly clients: readonly Client[]
  readonly mail: readonly string[]
}

/** The pool's own keys: as many as make each be shared by a handful to a few dozen accounts. */
function drawKeys(world: World, random: Random, traits: Traits): Keys {
  const several = (per: number) => Array.from({ length: Math.max(1, Math.ceil(traits.size / per)) })
  const kind = random.pick(['hosting', 'residential'] as const)
  return {
    traits,
    cards: several(random.range(3, 14)).map(() => `card_${random.hex(16)}`),
    devices: several(random.range(3, 12)).map(() => `dev_${random.hex(16)}`),
    referrals: several(random.range(10, 60)).map(() => `REF-${random.hex(6).toUpperCase()}`),
    batches: several(random.range(15, 80)).map(() => traits.from - random.logUniform(0.3, 60) * DAY),
    ranges: several(random.range(5, 30)).map(() => world.space.range(kind, random)),
    kind,
    clients: drawClients('sdk', random),
    mail: several(random.range(8, 60)).map(() =>
      random.pick(['gmail.com', 'outlook.com', 'proton.me', `${random.hex(6)}.com`]),
    ),
  }
}

function openMember(
  world: World,
  random: Random,
  traits: Traits,
  keys: Keys,
  from: number,
  person: { readonly replaces: boolean; readonly language?: Language },
): Holder {
  const own: Partial<AccountRecord> = {}
  if (random.chance(traits.ties.card)) own.payment_fingerprint = random.pick(keys.cards)
  if (random.chance(traits.ties.device)) own.device_fingerprint = random.pick(keys.devices)
  if (random.chance(traits.ties.referral)) own.referral_code = random.pick(keys.referrals)
  if (random.chance(traits.ties.mail)) own.email_domain = random.pick(keys.mail)
  if (random.chance(traits.ties.batch))
    own.created_at = Math.floor(random.pick(keys.batches) + random.range(0, 9) * HOUR)
  if (person.replaces) own.created_at = Math.floor(from - random.range(0, 1.5) * HOUR)
  const holder = openAccount(world, random, {
    account: own,
    ...(person.language ? { language: person.language } : {}),
  })
  const created = holder.account.created_at ?? 0
  if ((holder.account.closed_at ?? from) <= from) delete holder.account.closed_at
  if (created > from) holder.account.created_at = Math.floor(from - random.logNormal(40, 1.3) * DAY)
  return holder
}

function equip(world: World, random: Random, keys: Keys): { lines: Line[]; clients: readonly Client[] } {
  const lines = random.chance(keys.traits.ties.range)
    ? [world.space.within(keys.kind, random.pick(keys.ranges), random)]
    : drawLines(world, random)
  const clients = random.chance(keys.traits.ties.client)
    ? keys.clients
    : drawClients(random.pick(['sdk', 'sdk', 'browser']), random)
  return { lines, clients }
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
