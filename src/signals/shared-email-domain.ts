import { sharedAccountKey } from './shared-identity.ts'

export const sharedEmailDomain = sharedAccountKey({
  id: 'shared-email-domain',
  title: 'Accounts with an uncommon mail domain in common',
  column: 'email_domain',
  field: 'email_domain',
  noun: 'mail domain',
  tactics: ['T01', 'T17'],
  innocentCauses: ['a firm, a school or a small mail provider'],
  references: ['NSA/CISA/FBI AA26-251A, 2026-09-08'],
  natural: true,
})
