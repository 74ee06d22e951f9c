import { between, human, type Plan, service, together } from './arrivals.ts'
import { type ClientStyle, connection, drawClients } from './clients.ts'
import { type Holder, type HolderOptions, openAccount } from './identity.ts'
import type { Line } from './networks.ts'
import type { Random } from './random.ts'
import { drawSettings } from './settings.ts'
import { chatter, drawDomains } from './speakers.ts'
import { appSystem, shortSystem } from './text/systems.ts'
import { type Actor, type Connect, DAY, type Run, type Settings, type Speaker, type World } from './world.ts'

/** Functions that products offer to the model. */
const FUNCTIONS = [
  'get_weather',
  'search',
  'create_ticket',
  'lookup_order',
  'run_sql',
  'send_mail',
  'read_file',
  'book_table',
  'get_quote',
  'run_shell',
]

/** Mean requests a day of ordinary accounts: most send few, some send thousands. */
export function drawActivity(random: Random): number {
  return Math.min(600, random.chance(0.25) ? random.logNormal(0.2, 0.8) : random.logNormal(1, 1.7))
}

/** The ways onto the network that one person has. */
export function drawLines(world: World, random: Random): Line[] {
  const lines: Line[] = []
  const first = random.weighted([
    ['home', 58],
    ['mobile', 9],
    ['office', 13],
    ['campus', 4],
    ['vpn', 7],
    ['server', 9],
  ])
  if (first === 'home') lines.push(world.space.home(random))
  if (first === 'mobile') lines.push(world.space.mobile(random))
  if (first === 'office') lines.push(world.space.common('corporate', random))
  if (first === 'campus') lines.push(world.space.common('education', random))
  if (first === 'vpn') lines.push(world.space.vpn(random))
  if (first === 'server') lines.push(world.space.server(random))
  if (random.chance(0.45)) lines.push(world.space.mobile(random))
  if (random.chance(0.2)) lines.push(world.space.home(random))
  if (random.chance(0.05)) lines.push(world.space.vpn(random))
  return lines
}

function drawStyle(random: Random): ClientStyle {
  return random.weighted([
    ['browser', 50],
    ['sdk', 38],
    ['tool', 12],
  ])
}

export interface Member {
  readonly plan: Plan
  readonly speak: (run: Run) => Speaker
  readonly lines?: readonly Line[]
  readonly connect?: Connect
  readonly style?: ClientStyle
  readonly settings?: Settings
  readonly harvest_of?: string
}

/** Lets somebody send requests on an account. */
export function engage(world: World, random: Random, holder: Holder, member: Member): Actor {
  const lines = member.lines ?? drawLines(world, random)
  const person = world.people.get(holder.account.account_id)
  if (person && lines[0]?.shared) person.shared_network = true
  const { created_at: created = 0, closed_at: closed = Number.POSITIVE_INFINITY } = holder.account
  const actor: Actor = {
    account: holder.account,
    plan: between(member.plan, created, closed),
    speak: member.speak,
    connect:
      member.connect ??
      connection(random, { lines, clients: drawClients(member.style ?? drawStyle(random), random) }),
    settings: member.settings ?? drawSettings(world, random),
    ...(member.harvest_of === undefined ? {} : { harvest_of: member.harvest_of }),
  }
  world.actors.push(actor)
  return actor
}

/** The plan of one person of that activity. */
export function drawRhythm(holder: Holder, per_day: number, random: Random): Plan {
  return human({
    per_day,
    zone: holder.zone,
    office: random.chance(0.5),
    session: random.logUniform(1.05, 8),
    presence: Math.min(1, random.range(0.15, 0.95) * (per_day > 20 ? 1.6 : 1)),
    pause: random.range(20, 150),
  })
}

/** What one ordinary person says. */
export function drawTalk(world: World, holder: Holder, random: Random): (run: Run) => Speaker {
  const systems = random.weighted([
    [undefined, 55],
    [shortSystem(random), 20],
    [appSystem(random, random.logNormal(380, 0.6)), 25],
  ])
  return chatter(world.text, {
    languages: holder.language === 'en' || random.chance(0.65) ? [holder.language] : [holder.language, 'en'],
    domains: drawDomains(random),
    answer: random.logNormal(800, 0.85),
    goes_on: random.chance(0.4) ? 0 : random.range(0.05, 0.75),
    pastes: random.weighted([
      [0, 45],
      [0.1, 30],
      [0.5, 13],
      [0.95, 12],
    ]),
    ...(random.chance(0.06) ? { end_users: random.int(3, 400) } : {}),
    ...(random.chance(0.09) ? { tools: random.sample(FUNCTIONS, random.int(1, 5)) } : {}),
    ...(systems === undefined ? {} : { system: systems }),
  })
}

/** One ordinary account with its owner; busy ones are services rather than people. */
export function ordinary(world: World, random: Random, options: HolderOptions = {}, factor = 1): Holder {
  const holder = openAccount(world, random, options)
  const per_day = drawActivity(random) * factor
  const automated = per_day > 25 ? random.chance(0.7) : random.chance(0.06)
  const swing = random.range(0.2, 0.95)
  const plan = automated ? service(per_day, holder.zone, swing) : drawRhythm(holder, per_day, random)
  const actor = {
    plan: automated && random.chance(0.3) ? together(plan, drawRhythm(holder, 1, random)) : plan,
    speak: drawTalk(world, holder, random),
    ...(automated ? { style: 'sdk' as const, lines: [world.space.server(random)] } : {}),
  }
  engage(world, random, holder, actor)
  return holder
}

/** Households and small firms: two to six accounts that share a card, a device or a line, innocently. */
export function household(world: World, random: Random): Holder[] {
  const line = world.space.home(random)
  const card = random.chance(0.6) ? `card_${random.hex(16)}` : undefined
  const device = random.chance(0.4) ? `dev_${random.hex(16)}` : undefined
  const first = openAccount(world, random)
  const referral = random.chance(0.3) ? `REF-${random.hex(6).toUpperCase()}` : undefined
  const holders = [first]
  const size = random.weighted([
    [2, 60],
    [3, 25],
    [4, 10],
    [6, 5],
  ])
  while (holders.length < size) {
    const since = Math.min(
      world.start + world.days * DAY,
      (first.account.created_at ?? 0) + random.exponential(60) * DAY,
    )
    holders.push(
      openAccount(world, random, {
        language: first.language,
        zone: first.zone,
        account: { created_at: Math.floor(since), ...(referral ? { referral_code: referral } : {}) },
      }),
    )
  }
  for (const holder of holders) {
    if (card && random.chance(0.8)) holder.account.payment_fingerprint = card
    if (device && random.chance(0.7)) holder.account.device_fingerprint = device
    engage(world, random, holder, {
      plan: drawRhythm(holder, drawActivity(random), random),
      speak: drawTalk(world, holder, random),
      lines: [line, ...(random.chance(0.5) ? [world.space.mobile(random)] : [])],
    })
  }
  return holders
}
