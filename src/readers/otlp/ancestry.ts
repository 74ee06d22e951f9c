import { isInside } from '../network/address.ts'
import type { TraceNode } from './node.ts'

/** Clocks of two machines differ a little, and a stream may outlast the span that began it. */
const SLACK_MS = 5_000

/** Of a span, what tells whose child it can be. */
export type Link = Pick<
  TraceNode,
  'id' | 'parent' | 'remote' | 'server' | 'client' | 'service' | 'start' | 'end'
> & { readonly who: Pick<TraceNode['who'], 'address'> }

/** Longer chains, or circles, are somebody's joke. */
const LONGEST = 64

/**
 * The spans of one trace by their ids, told apart from the caller's inventions. A caller may choose the trace id
 * and, for the first span on the server's side, the parent's id; spans that share an id but differ are a
 * contradiction, so neither is anybody's parent.
 */
export interface Ancestry {
  /** The spans above one, the nearest first, as far as they can be believed. */
  above(node: TraceNode): readonly TraceNode[]
  /** Whether more could be learnt of a span from spans that are not here yet. */
  complete(node: TraceNode): boolean
}

export function ancestryOf(nodes: readonly TraceNode[]): Ancestry {
  const byId = new Map<string, TraceNode | undefined>()
  for (const node of nodes) {
    if (node.id === '') continue
    const other = byId.get(node.id)
    const agree = !byId.has(node.id) || (other && isSame(other, node))
    byId.set(node.id, agree ? node : undefined)
  }
  const above = (node: TraceNode): TraceNode[] => {
    const chain: TraceNode[] = []
    const seen = new Set([node.id])
    let child = node
    while (chain.length < LONGEST && child.parent !== '' && !seen.has(child.parent)) {
      const parent = byId.get(child.parent)
      if (!parent || !isParent(child, parent)) break
      seen.add(parent.id)
      chain.push(parent)
      child = parent
    }
    return chain
  }
  return {
    above,
    complete(node) {
      const top = above(node).at(-1) ?? node
      return top.parent === ''
    },
  }
}

/** Exporters send a batch again when they are not sure that it arrived. */
function isSame(a: TraceNode, b: TraceNode): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/**
 * Whether the span whose id a child names is its parent. Within a process the ids are that process's own. From
 * another process the id came with the request: then the parent must have been at work when the child began,
 * which nobody can arrange who does not know, during it, the random id of somebody else's span; and a server
 * that knows its client is believed over whatever the client said stands above it, unless that is the provider's
 * own outgoing call.
 */
export function isParent(child: Link, parent: Link): boolean {
  if (!crosses(child, parent)) return true
  if (child.start < parent.start - SLACK_MS || child.start > parent.end + SLACK_MS) return false
  const { address } = child.who
  return parent.client || !child.server || address === undefined || isInside(address)
}

/** Whether two spans were made by different processes. */
export function crosses(child: Link, parent: Link): boolean {
  return child.remote || child.service !== parent.service
}
