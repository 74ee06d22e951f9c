import type { Baseline } from './baseline.ts'
import { Components } from './components.ts'

/** Matching window: two accounts act together when they use one address within the same hour. */
const WINDOW = 3_600_000
/** Smaller clusters are households. */
const LEAST_CLUSTER = 4

/**
 * Score: the highest similarity threshold, 0 to 1, at which single linkage puts the account into a cluster of at
 * least four. Actions are (address, hour) pairs; two accounts' similarity is the Jaccard index of their actions.
 * Thresholding the score is therefore the same as choosing the clustering's threshold.
 */
export const synchroTrap: Baseline = {
  id: 'synchrotrap',
  title: 'SynchroTrap',
  source:
    'Cao, Yang, Yu, Palow: Uncovering large groups of active malicious accounts in online social networks, CCS 2014.',
  start() {
    const actions = new Map<string, Set<string>>()
    return {
      see({ account_id, client_address, time }) {
        if (client_address === undefined) return
        const action = `${client_address} ${Math.floor(time / WINDOW)}`
        const own = actions.get(action)
        if (own) own.add(account_id)
        else actions.set(action, new Set([account_id]))
      },
      scores: () => firstClustered(similarPairs(actions)),
    }
  },
}

interface Pair {
  readonly a: string
  readonly b: string
  readonly similarity: number
}

/** Every pair of accounts with a common action. */
function similarPairs(actions: ReadonlyMap<string, ReadonlySet<string>>): Pair[] {
  const sizes = new Map<string, number>()
  const common = new Map<string, Map<string, number>>()
  for (const accounts of actions.values()) {
    const sorted = [...accounts].sort()
    sorted.forEach((a, i) => {
      sizes.set(a, (sizes.get(a) ?? 0) + 1)
      if (i + 1 === sorted.length) return
      let others = common.get(a)
      if (!others) {
        others = new Map()
        common.set(a, others)
      }
      for (const b of sorted.slice(i + 1)) others.set(b, (others.get(b) ?? 0) + 1)
    })
  }
  return [...common].flatMap(([a, others]) =>
    [...others].map(([b, shared]) => ({
      a,
      b,
      similarity: shared / ((sizes.get(a) ?? 0) + (sizes.get(b) ?? 0) - shared),
    })),
  )
}

function firstClustered(pairs: readonly Pair[]): Map<string, number> {
  const components = new Components()
  const members = new Map<string, string[]>()
  const scores = new Map<string, number>()
  for (const { a, b, similarity } of [...pairs].sort((x, y) => y.similarity - x.similarity)) {
    const [rootA, rootB] = [components.find(a), components.find(b)]
    if (rootA === rootB) continue
    const all = [...(members.get(rootA) ?? [rootA]), ...(members.get(rootB) ?? [rootB])]
    members.delete(rootA)
    members.delete(rootB)
    members.set(components.join(a, b), all)
    if (all.length < LEAST_CLUSTER) continue
    for (const member of all) if (!scores.has(member)) scores.set(member, similarity)
  }
  return scores
}
