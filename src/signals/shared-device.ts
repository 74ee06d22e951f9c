import { sharedAccountKey } from './shared-identity.ts'

export const sharedDevice = sharedAccountKey({
  id: 'shared-device',
  title: 'Accounts opened or used on the same device',
  column: 'device',
  field: 'device_fingerprint',
  noun: 'device',
  tactics: ['T01'],
  innocentCauses: [
    'a household computer',
    'a lab or library computer',
    'one person with a private and a work account',
  ],
  references: ['EvilCohort, USENIX Security 2015'],
  natural: true,
})
