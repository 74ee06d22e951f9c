import { clientAddress, isInside } from '../network/address.ts'
import type { TraceNode, Who } from './node.ts'

/**
 * Who made a call, under native field names, from the call's span and the spans above it (nearest first). What a
 * server says of its client comes before what others say; a user whom the application named is the account only
 * where no server knows better, and then it is no end user beside it.
 */
export function identityOf(call: TraceNode, above: readonly TraceNode[]): Record<string, unknown> {
  const servers = [call, ...above].filter(({ server }) => server)
  const others = [call, ...above].filter(({ server }) => !server)
  const first = <T>(read: (who: Who) => T | undefined): T | undefined => {
    for (const { who } of [...servers, ...others]) {
      const value = read(who)
      if (value !== undefined) return value
    }
    return undefined
  }
  const key = first(({ key }) => key)
  const known = first(({ account }) => account) ?? key
  const user = first(({ user }) => user)
  const endUser = first(({ endUser }) => endUser) ?? (known === undefined ? undefined : user)
  return {
    account_id: known ?? user,
    api_key_id: key,
    ...(endUser !== undefined && { end_user_id: endUser }),
    client_address: addressOf([...servers, ...others]),
    user_agent: first(({ userAgent }) => userAgent),
    tls_fingerprint: first(({ tls }) => tls),
    status: first(({ status }) => status),
  }
}

/** The nearest address from outside: between the provider's own machines the client is one of them. */
function addressOf(nodes: readonly TraceNode[]): string | undefined {
  const addresses = nodes.flatMap(({ who }) =>
    who.address === undefined ? [] : (clientAddress(who.address) ?? []),
  )
  return addresses.find((address) => !isInside(address)) ?? addresses[0]
}

/**
 * What `--map` found: who called from the servers first, what was said from the call first.
 *
 * @param fields the fields that are mapped; one that was found nowhere is absent, whatever else there is
 */
export function mappedOf(
  call: TraceNode,
  above: readonly TraceNode[],
  fields: readonly string[],
): Record<string, unknown> {
  const servers = [call, ...above].filter(({ server }) => server)
  const chain = [call, ...above]
  const found: Record<string, unknown> = {}
  for (const field of fields) {
    const order = WHO.has(field) ? [...servers, ...chain] : chain
    found[field] = ''
    for (const { who } of order) {
      const value = who.mapped?.[field]
      if (value === undefined) continue
      found[field] = value
      break
    }
  }
  return found
}

const WHO = new Set([
  'account_id',
  'api_key_id',
  'end_user_id',
  'client_address',
  'user_agent',
  'tls_fingerprint',
  'status',
])
