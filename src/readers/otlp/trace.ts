import type { Finished } from '../dialects/dialect.ts'
import { finish } from '../dialects/finish.ts'
import type { JoinFamily, Merged, MergeOptions, PlacedPart } from '../join/part.ts'
import { clientAddress, isInside } from '../network/address.ts'
import type { FieldMap } from '../types.ts'
import { type Ancestry, ancestryOf, crosses } from './ancestry.ts'
import { contentsOf } from './contents.ts'
import { divideSpans } from './divide.ts'
import { identityOf, mappedOf } from './identity.ts'
import type { LoggedEvent } from './log.ts'
import { isEvent, isNode, type TraceNode } from './node.ts'

/** A call of a model with what the spans above it say of who made it, as a request. */
export function requestOf(
  call: TraceNode,
  above: readonly TraceNode[],
  map: FieldMap | undefined,
  events: readonly LoggedEvent[] = [],
): Finished {
  const mapped = mappedOf(call, above, call.wanted ?? [])
  return finish({ ...saidIn(events), ...call.call, ...identityOf(call, above), ...mapped }, map)
}

/** Whether spans that come later could say more of who made a call: then it is worth waiting for them. */
export function isSettled(call: TraceNode, ancestry: Ancestry): boolean {
  if (ancestry.complete(call)) return true
  const above = ancestry.above(call)
  const found = { ...identityOf(call, above), ...mappedOf(call, above, call.wanted ?? []) }
  const { account_id: account, client_address: address } = found
  if (typeof account !== 'string' || account === '' || typeof address !== 'string') return false
  const outside = clientAddress(address)
  // What an application said is settled once a server has been asked.
  return outside !== undefined && !isInside(outside) && [call, ...above].some(({ server }) => server)
}

/** Whether a call's own span tells what was said in it. */
export function hasText({ call }: TraceNode): boolean {
  return call?.input_text !== undefined
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

/** Spans of one trace that lie in several batches, services or files, and events that were logged apart from them. */
export const otlpTraces: JoinFamily = {
  id: 'otlp',
  title: 'model calls with the server spans above them and the events logged in them',
  kinds: ['call', 'span', 'event'],
  brings: {
    span: ['account_id', 'client_address', 'user_agent', 'status'],
    event: ['system_text', 'input_text', 'output_text'],
  },
  names: { span: 'server span above the call' },
  optional: ['event'],
  // Traces are full of spans of other work.
  lacking(parts) {
    const { nodes } = partsOf(parts)
    const ancestry = ancestryOf(nodes)
    const calls = nodes.filter(({ call }) => call)
    if (calls.length === 0) return undefined
    return calls.every((call) => [call, ...ancestry.above(call)].some(({ server }) => server)) ? [] : ['span']
  },
  isWhole(parts, awaited) {
    const { nodes } = partsOf(parts)
    const ancestry = ancestryOf(nodes)
    const calls = nodes.filter(({ call }) => call)
    if (calls.length === 0 || !calls.every((call) => isSettled(call, ancestry))) return false
    // How many events a call has nobody says.
    if (awaited.includes('event') && !calls.every(hasText)) return false
    // Requests may share a trace id on purpose: no server may go before all its calls are here.
    const used = new Set(calls.flatMap((call) => [call, ...ancestry.above(call)]))
    return nodes.every((node) => used.has(node) || !(node.server || node.client))
  },
  divider: divideSpans,
  merge,
}

function merge(parts: readonly PlacedPart[], { map }: MergeOptions): Merged[] {
  const { nodes, events, placed } = partsOf(parts)
  const ancestry = ancestryOf(nodes)
  const calls = nodes.filter(({ call }) => call)
  const wrappers = wrappersAmong(calls, ancestry)
  return calls.flatMap((call): Merged[] => {
    const of = placed.get(call)
    if (!of) return []
    if (wrappers.has(call)) return [{ of, conversion: { passedOver: WRAPPER } }]
    const own = events.filter(({ spanId }) => spanId === call.id)
    return [{ of, conversion: requestOf(call, ancestry.above(call), map, own) }]
  })
}

/** What events say of a call whose span says nothing. */
function saidIn(events: readonly LoggedEvent[]): Record<string, unknown> {
  if (events.length === 0) return {}
  const inOrder = [...events].sort((a, b) => a.time - b.time)
  const { parameters: _, ...contents } = contentsOf({
    attributes: {},
    events: inOrder.map(({ event }) => event),
  })
  return contents
}

function partsOf(parts: readonly PlacedPart[]) {
  const nodes: TraceNode[] = []
  const events: LoggedEvent[] = []
  const placed = new Map<TraceNode, PlacedPart>()
  for (const part of parts) {
    const { node, above, event } = part.fields
    if (isNode(node)) {
      nodes.push(node)
      placed.set(node, part)
    }
    if (Array.isArray(above)) for (const span of above) if (isNode(span)) nodes.push(span)
    if (isEvent(event)) events.push(event)
  }
  return { nodes, events, placed }
}
