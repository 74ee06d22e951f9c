import type { Clearance, ClearedGroup } from '../record/index.ts'
import { counted, percent } from './format.ts'

const WORDS: Readonly<Record<Clearance['reason'], (figure: number) => string>> = {
  organization: () => 'It is openly one customer: its members declare one organisation, or two.',
  card: () => 'It is openly one customer: it pays with one card, or two.',
  phone: () => 'It is openly one customer: its accounts are verified by one phone number, or two.',
  'mail-domain': () => 'It is openly one customer: it writes from one mail domain of its own, or two.',
  campus: () => 'It is openly one place: a campus, an office or a class.',
  'intent-rank': (rank) =>
    `What it asks for is not rare enough: about ${percent(rank)} of the natural groups in the same traffic go as far.`,
  'second-intent-rank': (rank) =>
    `By the weaker of its two figures of intent about ${percent(rank)} of the natural groups in the same traffic go as far; both must be rare.`,
  'customers-not-tied': (customers) =>
    customers === 1
      ? 'It is one customer: what its accounts share is its own.'
      : `It is ${counted(customers, 'customer')}, each related to itself: nothing that would rule out chance ties them to each other.`,
  'no-family': (families) =>
    `Of ${counted(families, 'kind')} of evidence that could be tested, none rules out chance by itself.`,
  'network-only': () =>
    'Nothing but a network ties it together: offices, campuses, carriers and clouds share addresses.',
  'common-cause': () =>
    'What ties it is what innocent neighbours leave as well: equal loads as users of one application have them, or accounts opened together as a class does.',
  'too-few': (members) => `What hangs together is ${counted(members, 'member')}: too few for a pool.`,
  'not-tied': () =>
    'Besides what the group was found by, nothing ties these accounts to each other or to the rest of it.',
  'asks-little': () => 'By itself it asks for too little of what a model could be copied from.',
  'left-over': () => 'Without the accounts of a campaign, chance explains what is left of it.',
  'few-core': () =>
    'Too few of its accounts have evidence of their own without being under contract or vouched for.',
  chance: () => 'Chance explains what ties it.',
}

/** What cleared a group, a sentence for each condition of a verdict that it does not meet. */
export function clearedWords({ reasons }: Pick<ClearedGroup, 'reasons'>): string[] {
  return reasons.map(({ reason, figure }) => WORDS[reason](figure))
}
