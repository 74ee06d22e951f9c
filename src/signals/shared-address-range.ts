import { sharedRequestKey } from './shared-network.ts'

export const sharedAddressRange = sharedRequestKey({
  id: 'shared-address-range',
  title: 'Requests from the same address ranges (/24, /48)',
  column: 'prefix',
  fields: ['client_address'],
  noun: 'address range',
  tactics: ['T01', 'T11'],
  innocentCauses: [
    'one office, campus or dormitory behind a NAT',
    'a mobile carrier or VPN exit',
    'a popular cloud region',
  ],
  references: ['EvilCohort, USENIX Security 2015', 'SynchroTrap, CCS 2014'],
  natural: true,
  proposes: true,
})
