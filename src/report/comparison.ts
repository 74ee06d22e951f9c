import type { Comparison, GroupFigures } from '../record/index.ts'
import { count, counted, percent } from './format.ts'

const REASONS: Readonly<Record<string, string>> = {
  organization: 'one declared organisation',
  template: 'users of one instruction',
  'sign-up-day': 'accounts opened on one day',
  'sign-up-batch': 'accounts opened in one hour',
  'shared-card': 'holders of one payment card',
  'shared-device': 'users of one device',
  'shared-phone': 'holders of one phone number',
  'shared-referral': 'invited by one referral code',
  'shared-email-domain': 'holders of one mail domain',
  'shared-address': 'users of one address',
  'shared-address-range': 'users of one address range',
  'shared-client': 'users of one client program',
  'exclusive-template': 'users of one instruction',
  'template-community': 'users of related instructions',
  'identity-community': 'tied by what identifies people',
  'network-community': 'tied by networks and clients',
  'elicitation-cohort': 'who ask for the same',
}

const KEYS: Readonly<Record<string, string>> = {
  'shared-card': 'a payment card',
  'shared-device': 'a device',
  'shared-phone': 'a phone number',
  'shared-referral': 'a referral code',
  'shared-email-domain': 'a mail domain',
  'sign-up-batch': 'the hour of opening',
  'shared-address': 'an address',
  'shared-address-range': 'an address range',
  'shared-client': 'a client program',
}

const DECLARED: Readonly<Record<string, string>> = {
  organization: 'as one organisation',
  card: 'by one payment card',
  phone: 'by one phone number',
  'mail-domain': 'by a mail domain of its own',
  campus: 'by one campus or office',
}

/** Why an innocent group is related. */
export function reasonWords(reason: string): string {
  return (Object.hasOwn(REASONS, reason) ? REASONS[reason] : undefined) ?? reason.replaceAll('-', ' ')
}

/** What members share, by signal id. */
export function keyWords(signal: string): string {
  return (Object.hasOwn(KEYS, signal) ? KEYS[signal] : undefined) ?? signal.replaceAll('-', ' ')
}

/** How a group says that it is one customer; "no" where it does not. */
export function declaredWords(declared: string | null): string {
  if (declared === null) return 'no'
  return (Object.hasOwn(DECLARED, declared) ? DECLARED[declared] : undefined) ?? declared
}

/** A difference smaller than this tells nobody apart. */
const TELLING = 0.25
/** So many times as much is more. */
const CLEARLY = 1.25

/** What sets an innocent group apart from the campaign, strongest first; and where it goes as far, that it does. */
export function toldApart(campaign: GroupFigures, other: Comparison['look_alikes'][number]): string[] {
  const sentences: string[] = []
  if (other.declared !== null && campaign.declared === null)
    sentences.push(
      `It declares itself to be one customer, ${declaredWords(other.declared)}; the campaign does not.`,
    )
  if (other.elicited >= campaign.elicited)
    sentences.push(
      'In what it asks for it goes as far as the campaign or further: only the rest tells them apart.',
    )
  else if (campaign.elicited >= CLEARLY * other.elicited)
    sentences.push(`It asks for it less: ${percent(other.elicited)} against ${percent(campaign.elicited)}.`)
  else
    sentences.push(
      `It asks for it nearly as much: ${percent(other.elicited)} against ${percent(campaign.elicited)}.`,
    )
  const ties = Object.keys(campaign.shared)
    .map((id) => ({ id, ours: campaign.shared[id] ?? 0, theirs: other.shared[id] ?? 0 }))
    .filter(({ ours, theirs }) => ours - theirs >= TELLING)
    .sort((one, next) => next.ours - next.theirs - (one.ours - one.theirs) || (one.id < next.id ? -1 : 1))
  for (const { id, ours, theirs } of ties.slice(0, 2))
    sentences.push(
      `${percent(ours)} of the campaign’s accounts share ${keyWords(id)} with another of it, here ${theirs === 0 ? 'none' : percent(theirs)}.`,
    )
  if (campaign.likeness - other.likeness >= TELLING)
    sentences.push(
      `Its members write more differently: ${percent(other.likeness)} of it is common, against ${percent(campaign.likeness)}.`,
    )
  if (campaign.accounts >= 3 * other.accounts)
    sentences.push(
      `It is far smaller: ${counted(other.accounts, 'account')} against ${count(campaign.accounts)}.`,
    )
  return sentences
}
