import { CUES } from '../models/index.ts'
import type { Store } from '../store/index.ts'
import { TEMPLATE_EDGES } from './shared-template.ts'
import type { Templates } from './world.ts'

/** Fewer holders than this make no instruction of a group's. */
const MIN_HOLDERS = 3

/** What makes up less of a principal's texts than this is a phrase, not an instruction it works with. */
const LEAST_SHARE = 0.05

/** Reads which principals used which instruction tokens over changing bodies. */
export async function loadTemplates(
  store: Store,
  principalOf: ReadonlyMap<string, number>,
  texts: Uint32Array,
): Promise<Templates> {
  const sums = CUES.map((_, cue) => `toUInt32(sum(cues[${cue + 1}]) * bodies / weight) AS sum${cue}`)
  const { rows, columns } = await store.columns(
    TEMPLATE_EDGES.replace('{cueSums}', sums.join(',\n    ')),
    {},
    {
      key: 'u64',
      account_id: 'string-index',
      weight: 'u32',
      bodies: 'u32',
      ...SUM_COLUMNS,
    },
  )
  const sumColumns = Object.keys(SUM_COLUMNS).map((name) => columns[name as keyof typeof SUM_COLUMNS])
  const principal = Uint32Array.from(columns.account_id.values, (account) => principalOf.get(account) ?? 0)
  const order = Uint32Array.from({ length: rows }, (_, i) => i).sort(
    (a, b) =>
      columns.key[a] - columns.key[b] ||
      principal[columns.account_id.codes[a]] - principal[columns.account_id.codes[b]],
  )
  const keys: number[] = []
  const offsets: number[] = [0]
  const members: number[] = []
  const weights: number[] = []
  const bodies: number[] = []
  const cueSums: number[] = []
  for (let at = 0; at < rows; ) {
    const key = columns.key[order[at]]
    const holders = new Map<number, { weight: number; bodies: number; sums: number[] }>()
    for (; at < rows && columns.key[order[at]] === key; at++) {
      const row = order[at]
      const holder = principal[columns.account_id.codes[row]]
      const known = holders.get(holder)
      const edge = known ?? { weight: 0, bodies: 0, sums: CUES.map(() => 0) }
      edge.weight += columns.weight[row]
      edge.bodies += columns.bodies[row]
      for (let cue = 0; cue < CUES.length; cue++) edge.sums[cue] += sumColumns[cue][row]
      if (!known) holders.set(holder, edge)
    }
    const users = [...holders].filter(([holder, { weight }]) => weight >= LEAST_SHARE * texts[holder])
    if (users.length < MIN_HOLDERS) continue
    for (const [holder, edge] of users) {
      members.push(holder)
      weights.push(edge.weight)
      bodies.push(edge.bodies)
      cueSums.push(...edge.sums)
    }
    keys.push(key)
    offsets.push(members.length)
  }
  return {
    keys: Float64Array.from(keys),
    offsets: Uint32Array.from(offsets),
    members: Uint32Array.from(members),
    weights: Uint32Array.from(weights),
    bodies: Uint32Array.from(bodies),
    cueSums: Uint32Array.from(cueSums),
  }
}

const SUM_COLUMNS = {
  sum0: 'u32',
  sum1: 'u32',
  sum2: 'u32',
  sum3: 'u32',
  sum4: 'u32',
  sum5: 'u32',
} as const
