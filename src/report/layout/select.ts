import type { CampaignPicture, GraphNode } from '../../record/index.ts'

type Graph = CampaignPicture['graph']

export interface Drawn {
  readonly keys: readonly GraphNode[]
  readonly accounts: readonly GraphNode[]
  readonly edges: readonly { readonly account: string; readonly key: string; readonly bits: number }[]
  /** Accounts and keys known to the picture or its maker, but not drawn. */
  readonly omitted: number
}

/**
 * The part of a graph that fits a page: the keys that tie most (sum of the bits they give), then core accounts
 * before linked ones, the best connected first. Accounts tied to none of the drawn keys are left out. Ties
 * break by id, so the same graph always gives the same picture.
 */
export function selectDrawn(graph: Graph, limit: { keys: number; accounts: number }): Drawn {
  const kinds = new Map(graph.nodes.map((node) => [node.id, node]))
  const links = graph.edges.flatMap(({ source, target, bits }) => {
    const [one, other] = [kinds.get(source), kinds.get(target)]
    if (one?.kind === 'account' && other?.kind === 'key') return [{ account: one.id, key: other.id, bits }]
    if (one?.kind === 'key' && other?.kind === 'account') return [{ account: other.id, key: one.id, bits }]
    return []
  })
  // Sums of fractions depend on their order, so the order is fixed first.
  links.sort(
    (one, other) =>
      compare(one.key, other.key) || compare(one.account, other.account) || one.bits - other.bits,
  )
  const keyBits = sumBy(links, ({ key }) => key)
  const keys = graph.nodes
    .filter(({ kind, id }) => kind === 'key' && keyBits.has(id))
    .sort(byWeight(keyBits))
    .slice(0, limit.keys)
  const drawnKeys = new Set(keys.map(({ id }) => id))
  const drawable = links.filter(({ key }) => drawnKeys.has(key))
  const accountBits = sumBy(drawable, ({ account }) => account)
  const accounts = graph.nodes
    .filter(({ kind, id }) => kind === 'account' && accountBits.has(id))
    .sort((one, other) => rank(one) - rank(other) || byWeight(accountBits)(one, other))
    .slice(0, limit.accounts)
  const drawnAccounts = new Set(accounts.map(({ id }) => id))
  return {
    keys,
    accounts,
    edges: drawable.filter(({ account }) => drawnAccounts.has(account)),
    omitted: graph.omitted + graph.nodes.length - keys.length - accounts.length,
  }
}

type Link = { readonly account: string; readonly key: string; readonly bits: number }

function sumBy(links: readonly Link[], of: (link: Link) => string): Map<string, number> {
  const sums = new Map<string, number>()
  for (const link of links) sums.set(of(link), (sums.get(of(link)) ?? 0) + Math.max(0, link.bits))
  return sums
}

function byWeight(weights: ReadonlyMap<string, number>): (one: GraphNode, other: GraphNode) => number {
  return (one, other) =>
    (weights.get(other.id) ?? 0) - (weights.get(one.id) ?? 0) || compare(one.id, other.id)
}

function rank({ role }: GraphNode): number {
  return role === 'linked' ? 1 : 0
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
