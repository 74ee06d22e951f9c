import type { AccountRecord } from '../../record/index.ts'
import { type Client, drawClients } from '../clients.ts'
import { type Holder, openAccount } from '../identity.ts'
import type { Line } from '../networks.ts'
import { drawLines } from '../population.ts'
import type { Random } from '../random.ts'
import type { Language } from '../text/languages.ts'
import { DAY, HOUR, type World } from '../world.ts'
import type { Traits } from './traits.ts'

/** The keys a pool shares among its accounts. */
export interface Keys {
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
export function drawKeys(world: World, random: Random, traits: Traits): Keys {
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

/** Opens an account of the pool. One for a closed account, or of a growing pool, is opened just before it is needed. */
export function openMember(
  world: World,
  random: Random,
  traits: Traits,
  keys: Keys,
  from: number,
  person: {
    readonly opened_for_it: boolean
    readonly language?: Language
    readonly account?: Partial<AccountRecord>
  },
): Holder {
  const own: Partial<AccountRecord> = {}
  if (random.chance(traits.ties.card)) own.payment_fingerprint = random.pick(keys.cards)
  if (random.chance(traits.ties.device)) own.device_fingerprint = random.pick(keys.devices)
  if (random.chance(traits.ties.referral)) own.referral_code = random.pick(keys.referrals)
  if (random.chance(traits.ties.mail)) own.email_domain = random.pick(keys.mail)
  if (random.chance(traits.ties.batch))
    own.created_at = Math.floor(random.pick(keys.batches) + random.range(0, 9) * HOUR)
  if (traits.program !== undefined && random.chance(0.8)) own.program = traits.program
  if (person.opened_for_it) own.created_at = Math.floor(from - random.range(0, 1.5) * HOUR)
  const holder = openAccount(world, random, {
    account: { ...own, ...person.account },
    ...(person.language ? { language: person.language } : {}),
  })
  const created = holder.account.created_at ?? 0
  if ((holder.account.closed_at ?? from) <= from) delete holder.account.closed_at
  if (created > from) holder.account.created_at = Math.floor(from - random.logNormal(40, 1.3) * DAY)
  return holder
}

/** The line and the clients of one account. */
export function equip(
  world: World,
  random: Random,
  keys: Keys,
): { lines: Line[]; clients: readonly Client[] } {
  const lines = random.chance(keys.traits.ties.range)
    ? [world.space.within(keys.kind, random.pick(keys.ranges), random)]
    : drawLines(world, random)
  const clients = random.chance(keys.traits.ties.client)
    ? keys.clients
    : drawClients(random.pick(['sdk', 'sdk', 'browser']), random)
  return { lines, clients }
}
