import { CUES } from '../models/index.ts'
import { type ColumnData, type ColumnKind, refreshSharedTokens, type Store } from '../store/index.ts'
import { CUE_SUMS, FEATURE_SUMS, TEMPLATE_EDGES } from './shared-template.ts'
import { FEATURES, type Templates } from './world.ts'

/** Fewer holders than this make no instruction of a group's. */
const MIN_HOLDERS = 3

/** What makes up less of a principal's texts than this is a phrase, not an instruction it works with. */
const LEAST_SHARE = 0.05

/** Reads which principals used which instruction tokens over changing bodies, and what they wrote around them. */
export async function loadTemplates(
  store: Store,
  principalOf: ReadonlyMap<string, number>,
  texts: Uint32Array,
): Promise<Templates> {
  await refreshSharedTokens(store)
  const { rows, columns } = await store.columns(
    TEMPLATE_EDGES,
    {},
    {
      ...kinds(CUE_SUMS, 'u32'),
      ...kinds(FEATURE_SUMS, 'f64'),
      key: 'u64',
      account_id: 'string-index',
      weight: 'u32',
      bodies: 'u32',
    },
  )
  const named = new Map(Object.entries(columns))
  const cues = CUE_SUMS.map((name) => numbers(named.get(name)))
  const features = FEATURE_SUMS.map((name) => numbers(named.get(name)))
  const principal = Uint32Array.from(columns.account_id.values, (account) => principalOf.get(account) ?? 0)
  const holderOf = (row: number): number => principal[columns.account_id.codes[row]]
  const order = Uint32Array.from({ length: rows }, (_, i) => i).sort(
    (a, b) => columns.key[a] - columns.key[b] || holderOf(a) - holderOf(b),
  )
  /** Rows of the edges that are kept; a principal of several accounts has several for one. */
  const edges: number[][] = []
  const keys: number[] = []
  const offsets: number[] = [0]
  for (let at = 0; at < rows; ) {
    const key = columns.key[order[at]]
    const held: number[][] = []
    for (; at < rows && columns.key[order[at]] === key; at++) {
      const row = order[at]
      const last = held[held.length - 1]
      if (last && holderOf(last[0]) === holderOf(row)) last.push(row)
      else held.push([row])
    }
    const users = held.filter((own) => total(columns.weight, own) >= LEAST_SHARE * texts[holderOf(own[0])])
    if (users.length < MIN_HOLDERS) continue
    edges.push(...users)
    keys.push(key)
    offsets.push(edges.length)
  }
  return {
    keys: Float64Array.from(keys),
    offsets: Uint32Array.from(offsets),
    members: Uint32Array.from(edges, ([row]) => holderOf(row)),
    weights: Uint32Array.from(edges, (own) => total(columns.weight, own)),
    bodies: Uint32Array.from(edges, (own) => total(columns.bodies, own)),
    cueSums: interleaved(new Uint32Array(edges.length * CUES.length), edges, cues),
    features: interleaved(new Float32Array(edges.length * FEATURES), edges, features),
  }
}

function kinds<Kind extends ColumnKind>(names: readonly string[], kind: Kind): Record<string, Kind> {
  return Object.fromEntries(names.map((name) => [name, kind]))
}

function numbers(column: ColumnData<ColumnKind> | undefined): ArrayLike<number> {
  if (column === undefined || 'codes' in column) throw new TypeError('no column of sums')
  return column
}

function total(column: ArrayLike<number>, rows: readonly number[]): number {
  return rows.reduce((sum, row) => sum + column[row], 0)
}

/** The columns' sums edge by edge. */
function interleaved<T extends Uint32Array | Float32Array>(
  target: T,
  edges: readonly (readonly number[])[],
  columns: readonly ArrayLike<number>[],
): T {
  edges.forEach((own, edge) => {
    for (let i = 0; i < columns.length; i++) target[edge * columns.length + i] = total(columns[i], own)
  })
  return target
}
