import { sharedAccountKey } from './shared-identity.ts'

export const sharedReferral = sharedAccountKey({
  id: 'shared-referral',
  title: 'Accounts that came by the same referral code',
  column: 'referral',
  field: 'referral_code',
  noun: 'referral code',
  tactics: ['T01', 'T15', 'T17'],
  innocentCauses: [
    'an influencer, a course or a hackathon that gave out one code',
    'colleagues who invited each other',
  ],
  references: ['CopyCatch, WWW 2013'],
  natural: true,
})
