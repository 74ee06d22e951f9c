import type { AccountRecord } from '../record/index.ts'
import type { Random } from './random.ts'
import { drawHome, drawLanguage, type Language } from './text/languages.ts'
import { DAY, type World } from './world.ts'

/** Somebody with an account: what the provider knows, and what it cannot see. */
export interface Holder {
  readonly account: AccountRecord
  readonly language: Language
  /** Hours east of UTC. */
  readonly zone: number
}

const MAIL: readonly (readonly [string, number])[] = [
  ['gmail.com', 46],
  ['outlook.com', 9],
  ['hotmail.com', 5],
  ['yahoo.com', 5],
  ['icloud.com', 5],
  ['qq.com', 5],
  ['163.com', 3],
  ['proton.me', 4],
  ['gmx.de', 2],
  ['web.de', 1],
  ['orange.fr', 1],
  ['mail.ru', 2],
  ['yandex.ru', 1],
  ['yahoo.co.jp', 2],
  ['uol.com.br', 1],
]
const DISPOSABLE = [
  'mailinator.com',
  'tempmail.dev',
  'inboxkit.io',
  'dropmail.me',
  'yopmail.com',
  'fastbox.cc',
  'moakt.cc',
]
/** Referral codes that influencers and newsletters spread: many unrelated people use each. */
const REFERRALS = Array.from(
  { length: 24 },
  (_, at) => `REF-${(at * 7919 + 4021).toString(36).toUpperCase()}`,
)

export interface HolderOptions {
  readonly language?: Language
  readonly zone?: number
  readonly plan?: string
  /** Values that replace what would be drawn. An undefined one means that the provider does not know. */
  readonly account?: Partial<AccountRecord>
}

/**
 * Opens an account the way anybody's looks: plan, verification, age, card, device, mail and referral from one
 * set of distributions for everybody, campaigns included. Overrides say what a tactic or an organisation fixes.
 */
export function openAccount(world: World, random: Random, options: HolderOptions = {}): Holder {
  const language = options.language ?? drawLanguage(random)
  const home = drawHome(language, random)
  const plan = options.plan ?? drawPlan(random)
  const verification = drawVerification(plan, random)
  const domain = drawDomain(plan, random)
  const paid = plan !== 'free'
  const account: AccountRecord = {
    account_id: `acct_${random.hex(14)}`,
    created_at: drawCreation(world, random),
    plan,
    verification,
    email_domain: domain,
    email_hash: random.hex(32),
    billing_country: home.country,
  }
  if (paid || random.chance(0.12)) {
    account.payment_fingerprint = `card_${random.hex(16)}`
    account.card_bin_country = random.chance(0.05)
      ? random.pick(['US', 'GB', 'LT', 'SG', 'DE'])
      : home.country
  }
  if (random.chance(0.72)) account.device_fingerprint = `dev_${random.hex(16)}`
  if (verification === 'phone' || verification === 'government_id' || random.chance(0.22)) {
    account.phone_hash = random.hex(32)
  }
  if (random.chance(0.2)) account.referral_code = referral(random)
  if (random.chance(0.03)) account.closed_at = drawClosing(world, random)
  if (random.chance(0.035)) account.program = random.pick(['startup', 'education', 'research'])
  Object.assign(account, options.account)
  for (const [field, value] of Object.entries(options.account ?? {})) {
    if (value === undefined) Reflect.deleteProperty(account, field)
  }
  world.accounts.push(account)
  world.people.set(account.account_id, { language, shared_network: false })
  return { account, language, zone: options.zone ?? home.zone }
}

function drawPlan(random: Random): string {
  return random.weighted([
    ['free', 36],
    ['pro', 24],
    ['api', 25],
    ['team', 10],
    ['enterprise', 5],
  ])
}

function drawVerification(plan: string, random: Random): string {
  const business = plan === 'enterprise' ? 45 : plan === 'team' ? 15 : plan === 'api' ? 4 : 0
  return random.weighted([
    ['none', plan === 'free' ? 14 : 3],
    ['email', 58],
    ['phone', 24],
    ['government_id', 3],
    ['business', business],
  ])
}

/** Ages from years to hours: sign-ups grow, so that recent accounts are common, and come in rushes. */
function drawCreation(world: World, random: Random): number {
  if (random.chance(0.06)) return Math.floor(random.pick(world.rushes) + random.exponential(0.3) * DAY)
  if (random.chance(0.1)) return Math.floor(world.start + random.range(0, world.days * 0.9) * DAY)
  return Math.floor(world.start - Math.min(1500, random.logNormal(110, 1.4)) * DAY)
}

/** People leave and accounts are closed all the time, before the window and in it. */
function drawClosing(world: World, random: Random): number {
  return Math.floor(
    world.start + (random.chance(0.5) ? random.range(0, world.days) : -random.logUniform(1, 200)) * DAY,
  )
}

function drawDomain(plan: string, random: Random): string {
  if (plan === 'team' || plan === 'enterprise' || (plan === 'api' && random.chance(0.4)))
    return companyDomain(random)
  if (random.chance(0.035)) return random.pick(DISPOSABLE)
  if (random.chance(0.06)) return companyDomain(random)
  return random.weighted(MAIL)
}

function companyDomain(random: Random): string {
  const middle = random.pick([
    'data',
    'soft',
    'works',
    'tech',
    'group',
    'studio',
    'cloud',
    'lab',
    'trade',
    'media',
  ])
  return `${random.hex(5)}-${middle}.${random.pick(['com', 'io', 'net', 'de', 'co', 'dev', 'ai'])}`
}

/** A few codes are very popular, most are passed on between friends. */
function referral(random: Random): string {
  return random.chance(0.6) ? random.pick(REFERRALS) : `REF-${random.hex(6).toUpperCase()}`
}

/** What a contracted business is to the provider: verified and paying; some have signed a week ago. */
export function contract(world: World, random: Random): Partial<AccountRecord> & { organization_id: string } {
  return {
    organization_id: `org_${random.hex(12)}`,
    verification: 'business',
    plan: random.pick(['enterprise', 'enterprise', 'team']),
    created_at: Math.floor(world.start - random.logUniform(7, 900) * DAY),
    payment_fingerprint: `card_${random.hex(16)}`,
    email_domain: companyDomain(random),
  }
}
