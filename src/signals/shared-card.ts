import { sharedAccountKey } from './shared-identity.ts'

export const sharedCard = sharedAccountKey({
  id: 'shared-card',
  title: 'Accounts paid with the same card',
  column: 'card',
  field: 'payment_fingerprint',
  noun: 'payment card',
  tactics: ['T01', 'T15'],
  innocentCauses: [
    'a family or a small firm with one card',
    'an enterprise or agency that pays for many seats',
  ],
  references: [
    'EvilCohort, USENIX Security 2015',
    'Anthropic, Detecting and preventing distillation attacks, 2026-02-23',
  ],
  natural: true,
})
