import type { Baseline } from './baseline.ts'
import { Components } from './components.ts'
import { instructionOf } from './instruction.ts'

/** Matching window: two accounts act together when they use one address, or one instruction, within the same hour. */
const WINDOW = 3_600_000
/** Smaller clusters are households. */
const LEAST_CLUSTER = 4

/**
 * Score: the highest similarity threshold, 0 to 1, at which single linkage puts the account into a cluster of at
 * least four, by addresses or by instructions, each kind of object by itself as in the paper. Actions are (object, hour)
 * pairs; two accounts' similarity is the Jaccard index of their actions. Thresholding the score is therefore the same as
 * choosing the clustering's threshold.
 */
export const synchroTrap: Baseline = {
  id: 'synchrotrap',
  title: 'SynchroTrap',
  source:
    'Cao, Yang, Yu, Palow: Uncovering large groups of active malicious accounts in online social networks, CCS 2014, with the objects of API traffic: addresses and instructions; windows of one hour.',
  start() {
    const byAddress = new Map<string, Set<string>>()
    const byInstruction = new Map<string, Set<string>>()
    return {
      see(request) {
        const { account_id, client_address, time } = request
        const hour = Math.floor(time / WINDOW)
        if (client_address !== undefined) act(byAddress, `${hour} ${client_address}`, account_id)
        const instruction = instructionOf(request)
        if (instruction !== '') act(byInstruction, `${hour} ${instruction}`, account_id)
      },
      scores() {
        const scores = firstClustered(similarPairs(byAddress))
        for (const [account, score] of firstClustered(similarPairs(byInstruction)))
          scores.set(account, Math.max(score, scores.get(account) ?? 0))
        return scores
      },
    }
  },
}

function act(actions: Map<string, Set<string>>, action: string, account: string): void {
  const own = actions.get(action)
  if (own) own.add(account)
  else actions.set(action, new Set([account]))
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
