import { finish } from '../dialects/finish.ts'
import { isRow } from '../framings/lenient-json.ts'
import type { JoinFamily, Merged, MergeOptions, PlacedPart } from '../join/part.ts'
import { clientAddress, isInside } from '../network/address.ts'
import type { FieldMap } from '../types.ts'
import { type Ancestry, ancestryOf, crosses } from './ancestry.ts'
import { identityOf, mappedOf } from './identity.ts'
import type { TraceNode } from './node.ts'

/** A call of a model with what the spans above it say of who made it, as a request. */
export function requestOf(call: TraceNode, above: readonly TraceNode[], map: FieldMap | undefined) {
  const mapped = map ? mappedOf(call, above, Object.keys(map)) : {}
  return finish({ ...call.call, ...identityOf(call, above), ...mapped }, map)
}

/** Whether spans that come later could say more of who made a call: then it is worth waiting for them. */
export function isSettled(call: TraceNode, ancestry: Ancestry, map: FieldMap | undefined): boolean {
  if (ancestry.complete(call)) return true
  const above = ancestry.above(call)
  const found = { ...identityOf(call, above), ...(map && mappedOf(call, above, Object.keys(map))) }
  const { account_id: account, client_address: address } = found
  if (typeof account !== 'string' || account === '' || typeof address !== 'string') return false
  const outside = clientAddress(address)
  // What an application said is settled once a server has been asked.
  return outside !== undefined && !isInside(outside) && [call, ...above].some(({ server }) => server)
}

/**
 * Calls around other calls of the same process: an SDK's span around its client library's tells the same request
 * a second time, and the inner one is the nearer to the truth. A call in another process never hides one here.
 */
export function wrappersAmong(calls: readonly TraceNode[], ancestry: Ancestry): ReadonlySet<TraceNode> {
  const wrappers = new Set<TraceNode>()
  for (const call of calls) {
    let child = call
    for (const parent of ancestry.above(call)) {
      if (crosses(child, parent)) break
      if (parent.call) wrappers.add(parent)
      child = parent
    }
  }
  return wrappers
}

export const WRAPPER = 'a call around a call: the inner one counts'

/** Spans of one trace that lie in several batches, services or files. */
export const otlpTraces: JoinFamily = {
  id: 'otlp',
  title: 'model calls with the server spans above them',
  kinds: ['call', 'span'],
  brings: { span: ['account_id', 'client_address', 'user_agent', 'status'] },
  isWhole(parts) {
    const nodes = nodesIn(parts)
    const ancestry = ancestryOf(nodes)
    const calls = nodes.filter(({ call }) => call)
    if (calls.length === 0 || !calls.every((call) => isSettled(call, ancestry, undefined))) return false
    // Requests may share a trace id on purpose: no server may go before all its calls are here.
    const used = new Set(calls.flatMap((call) => [call, ...ancestry.above(call)]))
    return nodes.every((node) => used.has(node) || !(node.server || node.client))
  },
  merge,
}

function merge(parts: readonly PlacedPart[], { map }: MergeOptions): Merged[] {
  const placed = new Map<TraceNode, PlacedPart>()
  for (const part of parts) {
    if (isNode(part.fields.node)) placed.set(part.fields.node, part)
  }
  const nodes = [...placed.keys()]
  const ancestry = ancestryOf(nodes)
  const calls = nodes.filter(({ call }) => call)
  const wrappers = wrappersAmong(calls, ancestry)
  return calls.flatMap((call): Merged[] => {
    const of = placed.get(call)
    if (!of) return []
    if (wrappers.has(call)) return [{ of, conversion: { passedOver: WRAPPER } }]
    return [{ of, conversion: requestOf(call, ancestry.above(call), map) }]
  })
}

function nodesIn(parts: readonly PlacedPart[]): TraceNode[] {
  return parts.flatMap(({ fields: { node } }) => (isNode(node) ? [node] : []))
}

/** Parts of this family are made here and nowhere else. */
function isNode(value: unknown): value is TraceNode {
  return isRow(value) && typeof value.id === 'string' && isRow(value.who)
}
