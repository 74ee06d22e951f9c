import { CUES } from '../models/index.ts'
import type { Store } from '../store/index.ts'
import { arrange } from './arrange.ts'
import { storesOf, type Traffic } from './gather.ts'
import { LEAST_SHARE, MIN_HOLDERS, NOTE_USES, TOKEN_USES } from './shared-template.ts'
import { UseSums } from './use-sums.ts'
import { FEATURES, type Templates } from './world.ts'

/** Requests that are read at once: what is held beside the result does not grow with the store, or with an account. */
const SLICE_REQUESTS = 1_000_000

/** Rows of one account and token each. */
interface Uses {
  rows: number
  readonly keys: Float64Array
  readonly principals: Uint32Array
  readonly weights: Uint32Array
  readonly bodies: Uint32Array
  /** [row * CUES + cue] */
  readonly cues: Uint32Array
  /** [row * FEATURES + feature] */
  readonly features: Float32Array
}

/**
 * Reads which principals used which instruction tokens over changing bodies, and what they wrote around them.
 * @param accounts all accounts and the requests of each, ascending
 */
export async function loadTemplates(
  traffic: Traffic,
  accounts: readonly { readonly account_id: string; readonly requests: number }[],
  principalOf: ReadonlyMap<string, number>,
  texts: Uint32Array,
): Promise<Templates> {
  const stores = storesOf(traffic)
  // Of one store among several nobody knows which tokens are shared; those that are not drop out in the end.
  const holders = stores.length > 1 ? 1 : MIN_HOLDERS
  let noted = 0
  for (const store of stores) noted += await noteUses(store, holders)
  const uses: Uses = {
    rows: 0,
    keys: new Float64Array(noted),
    principals: new Uint32Array(noted),
    weights: new Uint32Array(noted),
    bodies: new Uint32Array(noted),
    cues: new Uint32Array(noted * CUES.length),
    features: new Float32Array(noted * FEATURES),
  }
  const spans = slices(accounts)
  for (const store of stores) {
    for (const span of spans) await readUses(store, span, principalOf, uses)
    await store.command('TRUNCATE TABLE looked_at_uses')
  }
  return edgesOf(uses, texts)
}

/** @returns how many accounts use how many tokens, all in all */
async function noteUses(store: Store, holders: number): Promise<number> {
  await store.command('TRUNCATE TABLE looked_at_uses')
  await store.command(NOTE_USES, { holders })
  const [{ noted }] = await store.query<{ noted: number }>(
    'SELECT count() AS noted FROM looked_at_uses',
    {},
    { numbers: true },
  )
  return noted
}

/** Accounts whose requests are read together; those of an account with very many in pieces. */
interface Span {
  readonly from: string
  to: string
  readonly pieces: number
}

/** Spans of accounts with about so many requests each. */
function slices(accounts: Parameters<typeof loadTemplates>[1]): Span[] {
  const spans: Span[] = []
  let held = SLICE_REQUESTS
  for (const { account_id: account, requests } of accounts) {
    if (held + requests > SLICE_REQUESTS) {
      spans.push({ from: account, to: account, pieces: Math.ceil(requests / SLICE_REQUESTS) })
      held = 0
    }
    spans[spans.length - 1].to = account
    held += requests
  }
  return spans
}

async function readUses(
  store: Store,
  { from, to, pieces }: Span,
  principalOf: ReadonlyMap<string, number>,
  uses: Uses,
): Promise<void> {
  const sums = new UseSums()
  let account = from
  for (let piece = 0; piece < pieces; piece++) {
    const { columns } = await store.columns(
      TOKEN_USES,
      { from, to, pieces, piece },
      { account_id: 'string-index', body: 'u64', tokens: 'u64-list', cues: 'u8-list', features: 'u8-list' },
    )
    const { codes, values } = columns.account_id
    rowsByCode(codes, values.length).forEach((rows, code) => {
      // An account in pieces is alone in its span, and any other is whole in the only piece.
      account = values[code]
      sums.add(columns, rows)
      if (pieces === 1) note(uses, principalOf.get(account) ?? 0, sums)
    })
  }
  if (pieces > 1) note(uses, principalOf.get(account) ?? 0, sums)
}

/** The numbers of the rows with each code, ascending. */
function rowsByCode(codes: Uint32Array, count: number): Uint32Array[] {
  const ends = new Uint32Array(count + 1)
  for (const code of codes) ends[code + 1]++
  for (let code = 0; code < count; code++) ends[code + 1] += ends[code]
  const next = ends.slice(0, count)
  const rows = new Uint32Array(codes.length)
  codes.forEach((code, row) => {
    rows[next[code]++] = row
  })
  return Array.from(next, (end, code) => rows.subarray(ends[code], end))
}

/** Takes what one account did with its tokens into the uses, if it was around two bodies or more. */
function note(uses: Uses, principal: number, sums: UseSums): void {
  for (const { token, requests, bodies, cues, features } of sums.take()) {
    if (bodies < 2) continue
    const row = uses.rows++
    uses.keys[row] = token
    uses.principals[row] = principal
    uses.weights[row] = requests
    uses.bodies[row] = bodies
    // What the cue comes to had each body been sent once.
    for (let cue = 0; cue < CUES.length; cue++)
      uses.cues[row * CUES.length + cue] = Math.floor((cues[cue] * bodies) / requests)
    uses.features.set(features, row * FEATURES)
  }
}

/**
 * Token by token, the holders that use it in a good part of their texts, if there are enough of them. The rows are put in
 * order where they are: of a large store they are most of what a pass holds, and there is no room for them twice.
 */
function edgesOf(uses: Uses, texts: Uint32Array): Templates {
  const { keys: tokens, principals } = uses
  const order = new Uint32Array(uses.rows)
  for (let row = 0; row < order.length; row++) order[row] = row
  order.sort((a, b) => tokens[a] - tokens[b] || principals[a] - principals[b])
  const keys: number[] = []
  const offsets: number[] = [0]
  /** The row of each edge, in places of `order` that have been read. */
  let edges = 0
  for (let at = 0; at < order.length; ) {
    const token = tokens[order[at]]
    const start = edges
    while (at < order.length && tokens[order[at]] === token) {
      const row = order[at++]
      while (at < order.length && tokens[order[at]] === token && principals[order[at]] === principals[row]) {
        merge(uses, row, order[at++])
      }
      if (uses.weights[row] >= LEAST_SHARE * texts[principals[row]]) order[edges++] = row
    }
    if (edges - start < MIN_HOLDERS) {
      edges = start
      continue
    }
    keys.push(token)
    offsets.push(edges)
  }
  const rows = order.subarray(0, edges)
  for (const column of [uses.principals, uses.weights, uses.bodies]) arrange(column, rows, 1)
  arrange(uses.cues, rows, CUES.length)
  arrange(uses.features, rows, FEATURES)
  return {
    keys: Float64Array.from(keys),
    offsets: Uint32Array.from(offsets),
    members: uses.principals.subarray(0, edges),
    weights: uses.weights.subarray(0, edges),
    bodies: uses.bodies.subarray(0, edges),
    cueSums: uses.cues.subarray(0, edges * CUES.length),
    features: uses.features.subarray(0, edges * FEATURES),
  }
}

/** Adds another account's use of a token to that of the first account of the same principal. */
function merge(uses: Uses, first: number, other: number): void {
  uses.weights[first] += uses.weights[other]
  uses.bodies[first] += uses.bodies[other]
  for (let cue = 0; cue < CUES.length; cue++) {
    uses.cues[first * CUES.length + cue] += uses.cues[other * CUES.length + cue]
  }
  for (let f = 0; f < FEATURES; f++)
    uses.features[first * FEATURES + f] += uses.features[other * FEATURES + f]
}
