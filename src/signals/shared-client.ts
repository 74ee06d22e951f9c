import { sharedRequestKey } from './shared-network.ts'

/**
 * TLS fingerprint and user agent name a program, as a template does. So a group that was proposed by its
 * template has no independent evidence in its client, and the test leaves it out there.
 */
export const sharedClient = sharedRequestKey({
  id: 'shared-client',
  title: 'The same uncommon client software (TLS fingerprint and user agent)',
  column: 'client',
  fields: ['tls_fingerprint', 'user_agent'],
  noun: 'client',
  tactics: ['T01', 'T09'],
  innocentCauses: ['users of one application or SDK version'],
  references: ['FoxIO, JA4+ network fingerprinting'],
  natural: false,
  proposes: false,
})
