import type { Campaign, Family, Member } from '../../record/index.ts'
import { KEY_SIGNALS } from '../../signals/index.ts'
import { WEAK } from '../keys/cohesion.ts'
import { STRANGER } from '../members/members.ts'
import { OWNED } from '../members/strangers.ts'
import type { CampaignBasis } from './kept.ts'
import { SIGN_UP_DAY } from './kinds.ts'
import type { Newcomer } from './newcomers.ts'
import { bringsOther, type Use, useOf } from './texts.ts'

/** Fewer different texts with the instruction do not tell whose work it is. */
const FEWEST_TEXTS = 5

const TOO_FEW = 'has sent too few texts with the instruction to tell whose work it is'
const UNTOLD = 'nothing tells whether its texts are like the members’'
/** Unlike what a full pass calls a stranger for, which stands until the next, this is told anew as more texts arrive. */
const BRINGS_OTHER_SO_FAR = 'so far brings texts unlike the members’ to the instruction'
const CARRIED = /^carried the pool’s instruction in \d+ of its requests$/

/**
 * What an account becomes in one campaign; undefined where it has not carried the campaign's instruction, or stays linked
 * for the reasons it was. Core takes the instruction and keys that tie it to the campaign, as for `attachHarvesters`. Where in
 * doubt it is linked: unless a card, a device or a phone ties it, it must have sent some texts and these must be like the
 * members'; and who was called a stranger by the full pass, is under contract or vouched for, or is core elsewhere, stays linked.
 * @param held the kinds of keys that tie it (`kindsThatTie`)
 * @param taken whether it is core in another campaign
 */
export function roleIn(
  { figures }: CampaignBasis,
  { account, carried, contracted, vouched }: Newcomer,
  held: readonly string[],
  before: Member | undefined,
  taken: boolean,
): Member | undefined {
  const use = useOf(carried, new Set(figures.tokens))
  if (!use) return undefined
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
  const member: Member = {
    account_id: account,
    role: core ? 'core' : 'linked',
    families: [...new Set([...(before?.families ?? []), 'content' as const, ...familiesOf(held)])],
    reasons,
  }
  return before && !core && isSameButForCounts(before, member) ? undefined : member
}

/** Whether only the number of requests differs: not worth a revision of the campaign for somebody who is not accused. */
function isSameButForCounts(a: Member, b: Member): boolean {
  const content = ({ reasons, ...rest }: Member): string =>
    JSON.stringify({ ...rest, reasons: reasons.filter((reason) => !CARRIED.test(reason)).sort() })
  const hasCarried = ({ reasons }: Member): boolean => reasons.some((reason) => CARRIED.test(reason))
  return hasCarried(a) === hasCarried(b) && content(a) === content(b)
}

const TIED = 'holds keys that tie its members: '
/** As a full pass has it. */
const VOUCHED = 'vouched for in known.csv'
const CONTRACTED = 'an organisation under contract'
/** What follow-ups say, and of what a full pass says that which stands here too. */
const TOLD_ANEW: readonly string[] = [TOO_FEW, UNTOLD, BRINGS_OTHER_SO_FAR, ...STRANGER, VOUCHED, CONTRACTED]

/** Reasons that a follow-up finds again, or no longer. */
function isToldAnew(reason: string): boolean {
  return CARRIED.test(reason) || reason.startsWith(TIED) || TOLD_ANEW.includes(reason)
}

function strangerBecause(
  use: Use,
  { texts }: CampaignBasis['figures'],
  owned: boolean,
  before: Member | undefined,
): string | undefined {
  const called = before?.reasons.find((reason) => STRANGER.has(reason))
  if (called !== undefined) return called
  if (use.bodies < FEWEST_TEXTS) return owned ? undefined : TOO_FEW
  if (texts === undefined) return owned ? undefined : UNTOLD
  return bringsOther(use, texts) ? BRINGS_OTHER_SO_FAR : undefined
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
