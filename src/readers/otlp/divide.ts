import { isRow } from '../framings/lenient-json.ts'
import type { Divider, PlacedPart } from '../join/part.ts'
import { isParent, type Link } from './ancestry.ts'
import { isEvent, isNode, type TraceNode } from './node.ts'

/**
 * Spans of one trace in pieces that no parentage connects: a caller who sends one trace id with all requests has a
 * server's span for each of them, and below it what that request set off. Which span hangs below which is judged as
 * everywhere, so that no parent of the caller's invention ties requests together.
 */
export function divideSpans(): Divider {
  const links = new Map<string, Link[]>()
  const trees = new Forest()
  let joined = false
  const joinAll = (): void => {
    joined = true
    for (const nodes of links.values()) {
      for (const node of nodes) {
        if (links.get(node.parent)?.some((parent) => isParent(node, parent))) trees.join(node.id, node.parent)
      }
    }
    links.clear()
  }
  return {
    see(part) {
      for (const node of nodesOf(part)) {
        const known = links.get(node.id)
        if (known) known.push(linkOf(node))
        else links.set(node.id, [linkOf(node)])
      }
    },
    divide(part) {
      if (!joined) joinAll()
      const { above, event } = part.fields
      if (isEvent(event)) return [{ piece: trees.root(event.spanId), part }]
      if (!Array.isArray(above)) return nodesOf(part).map(({ id }) => ({ piece: trees.root(id), part }))
      const pieces = new Map<string, TraceNode[]>()
      for (const node of above.filter(isNode)) {
        const piece = trees.root(node.id)
        const nodes = pieces.get(piece)
        if (nodes) nodes.push(node)
        else pieces.set(piece, [node])
      }
      return [...pieces].map(([piece, nodes]) => ({
        piece,
        part: { ...part, fields: { ...part.fields, above: nodes } },
      }))
    },
  }
}

function nodesOf({ fields: { node, above } }: PlacedPart): TraceNode[] {
  if (isRow(node)) return isNode(node) ? [node] : []
  return Array.isArray(above) ? above.filter(isNode) : []
}

/** What parentage is judged by, and nothing of what was said. */
function linkOf({ id, parent, remote, server, client, service, start, end, who }: TraceNode): Link {
  const address = who.address === undefined ? {} : { address: who.address }
  return { id, parent, remote, server, client, service, start, end, who: address }
}

/** Which ids hang together (union-find with halved paths: Tarjan and van Leeuwen, 1984). It has a life: it learns. */
class Forest {
  readonly #above = new Map<string, string>()

  root(id: string): string {
    let at = id
    for (let next = this.#above.get(at); next !== undefined; next = this.#above.get(at)) {
      const further = this.#above.get(next)
      if (further !== undefined) this.#above.set(at, further)
      at = next
    }
    return at
  }

  join(one: string, other: string): void {
    const [a, b] = [this.root(one), this.root(other)]
    if (a !== b) this.#above.set(a, b)
  }
}
