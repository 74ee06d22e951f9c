import { CUES } from '../models/index.ts'
import type { Store } from '../store/index.ts'
import { CUE_HIT } from './elicitation.ts'
import { TEMPLATE_EDGES } from './shared-template.ts'
import type { Templates } from './world.ts'

/** Fewer holders than this make no instruction of a group's. */
const MIN_HOLDERS = 3

/** Reads which principals used which instruction tokens over changing bodies. */
export async function loadTemplates(
  store: Store,
  principalOf: ReadonlyMap<string, number>,
): Promise<Templates> {
  const hits = CUES.map(
    (_, cue) => `toUInt32(uniqExactIf(body, cues[${cue + 1}] >= ${CUE_HIT})) AS hits${cue}`,
  )
  const { rows, columns } = await store.columns(
    TEMPLATE_EDGES.replace('{cueHits}', hits.join(',\n    ')),
    {},
    {
      key: 'u64',
      account_id: 'string-index',
      weight: 'u32',
      bodies: 'u32',
      ...HIT_COLUMNS,
    },
  )
  const hitColumns = Object.keys(HIT_COLUMNS).map((name) => columns[name as keyof typeof HIT_COLUMNS])
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
  const cueHits: number[] = []
  for (let at = 0; at < rows; ) {
    const key = columns.key[order[at]]
    const start = members.length
    for (; at < rows && columns.key[order[at]] === key; at++) {
      const row = order[at]
      const holder = principal[columns.account_id.codes[row]]
      if (members.length === start || members[members.length - 1] !== holder) {
        members.push(holder)
        weights.push(0)
        bodies.push(0)
        for (let cue = 0; cue < CUES.length; cue++) cueHits.push(0)
      }
      const edge = members.length - 1
      weights[edge] += columns.weight[row]
      bodies[edge] += columns.bodies[row]
      for (let cue = 0; cue < CUES.length; cue++) cueHits[edge * CUES.length + cue] += hitColumns[cue][row]
    }
    if (members.length - start < MIN_HOLDERS) {
      members.length = start
      weights.length = start
      bodies.length = start
      cueHits.length = start * CUES.length
      continue
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
    cueHits: Uint32Array.from(cueHits),
  }
}

const HIT_COLUMNS = {
  hits0: 'u32',
  hits1: 'u32',
  hits2: 'u32',
  hits3: 'u32',
  hits4: 'u32',
  hits5: 'u32',
} as const
