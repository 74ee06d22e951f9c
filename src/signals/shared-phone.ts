import { sharedAccountKey } from './shared-identity.ts'

export const sharedPhone = sharedAccountKey({
  id: 'shared-phone',
  title: 'Accounts verified with the same phone number',
  column: 'phone',
  field: 'phone_hash',
  noun: 'phone number',
  tactics: ['T01', 'T15'],
  innocentCauses: ['a family', 'a firm that verifies with its office number'],
  references: ['EvilCohort, USENIX Security 2015'],
  natural: true,
})
