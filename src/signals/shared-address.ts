import { sharedRequestKey } from './shared-network.ts'

export const sharedAddress = sharedRequestKey({
  id: 'shared-address',
  title: 'Requests from the same client addresses',
  column: 'address',
  fields: ['client_address'],
  noun: 'address',
  tactics: ['T01', 'T11'],
  innocentCauses: ['one office, campus or dormitory behind a NAT', 'a mobile carrier or VPN exit'],
  references: ['EvilCohort, USENIX Security 2015'],
  natural: true,
  proposes: true,
})
