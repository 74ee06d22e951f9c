import { CUES } from '../models/index.ts'
import {
  type ColumnData,
  type ColumnKind,
  lookAtTokens,
  refreshSharedTokens,
  type StringColumn,
} from '../store/index.ts'
import { gatherColumns, mergedByKey, storesOf, type Traffic } from './gather.ts'
import { CUE_SUMS, FEATURE_SUMS, TEMPLATE_REPEATS, TEMPLATE_SUMS, TEMPLATE_USERS } from './shared-template.ts'
import { FEATURES, type Templates } from './world.ts'

/** Fewer holders than this make no instruction of a group's. */
const MIN_HOLDERS = 3

/** What makes up less of a principal's texts than this is a phrase, not an instruction it works with. */
const LEAST_SHARE = 0.05

/** Reads which principals used which instruction tokens over changing bodies, and what they wrote around them. */
export async function loadTemplates(
  traffic: Traffic,
  principalOf: ReadonlyMap<string, number>,
  texts: Uint32Array,
): Promise<Templates> {
  const { rows, columns, storeOf } = await loadUsers(traffic)
  const { key, weight, bodies } = columns
  const principal = Uint32Array.from(columns.account_id.values, (account) => principalOf.get(account) ?? 0)
  const holderOf = (row: number): number => principal[columns.account_id.codes[row]]
  /** Rows of the edges that are kept; a principal of several accounts has several for one. */
  const edges: number[][] = []
  const keys: number[] = []
  const offsets: number[] = [0]
  /** Rows of the tokens that are kept. */
  const kept: number[] = []
  for (let at = 0; at < rows; ) {
    const start = at
    while (at < rows && key[at] === key[start]) at++
    const users = heldBy(start, at, holderOf).filter(
      (own) => total(weight, own) >= LEAST_SHARE * texts[holderOf(own[0])],
    )
    if (users.length < MIN_HOLDERS) continue
    edges.push(...users)
    keys.push(key[start])
    offsets.push(edges.length)
    for (let row = start; row < at; row++) kept.push(row)
  }
  const sums = await loadSums(traffic, keys)
  const placeOf = sums.placesOf(kept, key, columns.account_id, storeOf)
  for (const row of kept) {
    const place = placeOf[row]
    // What a cue comes to had each body been sent once.
    for (const cue of sums.cues) cue[place] = Math.floor((cue[place] * bodies[row]) / weight[row])
  }
  const inSums = edges.map((own) => own.map((row) => placeOf[row]))
  return {
    keys: Float64Array.from(keys),
    offsets: Uint32Array.from(offsets),
    members: Uint32Array.from(edges, ([row]) => holderOf(row)),
    weights: Uint32Array.from(edges, (own) => total(weight, own)),
    bodies: Uint32Array.from(edges, (own) => total(bodies, own)),
    cueSums: interleaved(new Uint32Array(edges.length * CUES.length), inSums, sums.cues),
    features: interleaved(new Float32Array(edges.length * FEATURES), inSums, sums.features),
  }
}

const USERS = { key: 'u64', account_id: 'string-index', weight: 'u32', bodies: 'u32' } as const

/** Who used which token, tokens ascending; `storeOf` tells the store of each row, where there are several. */
async function loadUsers(traffic: Traffic) {
  const stores = storesOf(traffic)
  if (stores.length === 1) {
    await refreshSharedTokens(stores[0])
    return { ...(await stores[0].columns(TEMPLATE_USERS, {}, USERS)), storeOf: undefined }
  }
  const { rows, columns, starts } = await gatherColumns(traffic, TEMPLATE_REPEATS, {}, USERS)
  const order = mergedByKey(columns.key, starts)
  const storeOf = new Uint32Array(rows)
  starts.forEach((start, store) => {
    storeOf.fill(store, start)
  })
  const { account_id, key, weight, bodies } = columns
  return {
    rows,
    columns: {
      key: Float64Array.from(order, (row) => key[row]),
      account_id: {
        values: account_id.values,
        codes: Uint32Array.from(order, (row) => account_id.codes[row]),
      },
      weight: Uint32Array.from(order, (row) => weight[row]),
      bodies: Uint32Array.from(order, (row) => bodies[row]),
    },
    storeOf: Uint32Array.from(order, (row) => storeOf[row]),
  }
}

/** The rows from `start` to `end` holder by holder, holders ascending. */
function heldBy(start: number, end: number, holderOf: (row: number) => number): number[][] {
  const held = new Map<number, number[]>()
  for (let row = start; row < end; row++) {
    const own = held.get(holderOf(row))
    if (own) own.push(row)
    else held.set(holderOf(row), [row])
  }
  return [...held].sort(([a], [b]) => a - b).map(([, own]) => own)
}

/** The sums of the tokens in `keys`. Most tokens are never asked for theirs. */
async function loadSums(traffic: Traffic, keys: readonly number[]) {
  for (const store of storesOf(traffic)) await lookAtTokens(store, keys)
  const { rows, columns, starts } = await gatherColumns(
    traffic,
    TEMPLATE_SUMS,
    {},
    { ...kinds(CUE_SUMS, 'u32'), ...kinds(FEATURE_SUMS, 'f64'), key: 'u64', account_id: 'string-index' },
  )
  const named = new Map(Object.entries(columns))
  return {
    cues: CUE_SUMS.map((name) => numbers(named.get(name))),
    features: FEATURE_SUMS.map((name) => numbers(named.get(name))),
    /** Where the sums of rows stand that have these tokens and accounts; a store's rows and sums are in the same order. */
    placesOf(
      wanted: readonly number[],
      tokens: ArrayLike<number>,
      accounts: StringColumn,
      storeOf: ArrayLike<number> | undefined,
    ): Uint32Array {
      const places = new Uint32Array(tokens.length)
      const own = columns.account_id
      const next = [...starts]
      const ends = [...starts.slice(1), rows]
      for (const row of wanted) {
        const store = storeOf?.[row] ?? 0
        let place = next[store]
        const account = accounts.values[accounts.codes[row]]
        while (columns.key[place] !== tokens[row] || own.values[own.codes[place]] !== account) {
          if (++place >= ends[store]) throw new RangeError('an instruction has a user without sums')
        }
        places[row] = place
        next[store] = place
      }
      return places
    },
  }
}

function kinds<Kind extends ColumnKind>(names: readonly string[], kind: Kind): Record<string, Kind> {
  return Object.fromEntries(names.map((name) => [name, kind]))
}

function numbers(column: ColumnData<ColumnKind> | undefined): Exclude<ColumnData<ColumnKind>, StringColumn> {
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
