import type { Campaign, Family, Member } from '../../record/index.ts'
import { KEY_SIGNALS } from '../../signals/index.ts'
import { WEAK } from '../members/cohesion.ts'
import { BRINGS_OTHER, TRIES_OUT } from '../members/members.ts'
import { OWNED } from '../members/strangers.ts'
import { type CampaignBasis, SIGN_UP_DAY } from './kept.ts'
import type { Newcomer } from './newcomers.ts'
import { bringsOther, type Use, useOf } from './texts.ts'

/** Fewer different texts with the instruction do not tell whose work it is. */
const FEWEST_TEXTS = 5

const TOO_FEW = 'has sent too few texts with the instruction to tell whose work it is'
const UNTOLD = 'nothing tells whether its texts are like the members’'
const CARRIED = /^carried the pool’s instruction in \d+ of its requests$/

/**
 * What an account becomes in one campaign; undefined where it has not carried the campaign's instruction. Core takes the
 * instruction and keys that tie it to the campaign, as for `attachHarvesters`. Where in doubt it is linked: unless a card,
 * a device or a phone ties it, it must have sent some texts and these must be like the members'; and who was called a
 * stranger by the full pass, is under contract or vouched for, or is core elsewhere, stays linked.
 * @param taken whether it is core in another campaign
 */
export function roleIn(
  { figures, ties }: CampaignBasis,
  { account, carried, keys, contracted, vouched }: Newcomer,
  before: Member | undefined,
  taken: boolean,
): Member | undefined {
  const use = useOf(carried, new Set(figures.tokens))
  if (!use) return undefined
  const held = [...ties]
    .filter(([kind, own]) => keys.get(kind)?.some((key) => own.has(key)))
    .map(([kind]) => kind)
  const owned = held.some((kind) => OWNED.has(kind))
  const why = strangerBecause(use, figures, owned, before)
  const barred = contracted || vouched
  const core = strengthOf(held) >= 2 && why === undefined && !barred && !taken
  const reasons = [
    ...(before?.reasons ?? []).filter((reason) => !isToldAnew(reason)),
    `carried the pool’s instruction in ${use.requests} of its requests`,
    ...(held.length > 0 ? [`${TIED}${labelsOf(held).join(', ')}`] : []),
    ...(why === undefined ? [] : [why]),
    ...(vouched ? [VOUCHED] : contracted ? [CONTRACTED] : []),
  ]
  return {
    account_id: account,
    role: core ? 'core' : 'linked',
    families: [...new Set([...(before?.families ?? []), 'content' as const, ...familiesOf(held)])],
    reasons,
  }
}

const TIED = 'holds keys that tie its members: '
/** As a full pass has it. */
const VOUCHED = 'vouched for in known.csv'
const CONTRACTED = 'an organisation under contract'

/** Reasons that a follow-up finds again, or no longer. */
function isToldAnew(reason: string): boolean {
  return (
    CARRIED.test(reason) ||
    reason.startsWith(TIED) ||
    [TOO_FEW, UNTOLD, TRIES_OUT, BRINGS_OTHER, VOUCHED, CONTRACTED].includes(reason)
  )
}

function strangerBecause(
  use: Use,
  { texts }: CampaignBasis['figures'],
  owned: boolean,
  before: Member | undefined,
): string | undefined {
  const called = before?.reasons.find((reason) => reason === TRIES_OUT || reason === BRINGS_OTHER)
  if (called !== undefined) return called
  if (use.bodies < FEWEST_TEXTS) return owned ? undefined : TOO_FEW
  if (texts === undefined) return owned ? undefined : UNTOLD
  return bringsOther(use, texts) ? BRINGS_OTHER : undefined
}

/** As in `tiedTo`: a key of identity or network alone, or two kinds of those that many share with strangers. */
function strengthOf(held: readonly string[]): number {
  const weak = held.filter((kind) => WEAK.has(kind) || kind === SIGN_UP_DAY)
  const kinds = new Set(weak.map((kind) => (kind === SIGN_UP_DAY ? 'sign-up-batch' : kind)))
  return 2 * (held.length - weak.length) + kinds.size
}

function labelsOf(held: readonly string[]): string[] {
  const labels = held.map((kind) =>
    kind === SIGN_UP_DAY ? 'sign-up day' : KEY_SIGNALS.find(({ id }) => id === kind)?.keyLabel,
  )
  return labels.filter((label) => label !== undefined)
}

function familiesOf(held: readonly string[]): Family[] {
  return KEY_SIGNALS.filter(({ id }) => held.includes(id)).map(({ family }) => family)
}

/** The campaign's members with these put in, ascending by account. */
export function withMembers(campaign: Campaign, changed: readonly Member[]): Member[] {
  const members = new Map(campaign.members.map((member) => [member.account_id, member]))
  for (const member of changed) members.set(member.account_id, member)
  return [...members.values()]
}
