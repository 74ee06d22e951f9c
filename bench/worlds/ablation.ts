import { attachHarvesters, detect, type Pool, pools } from '../../src/campaigns/index.ts'
import type { Verdict } from '../../src/record/index.ts'
import { type Edges, KEY_SIGNALS, type World } from '../../src/signals/index.ts'
import type { Truth } from '../../src/simulate/index.ts'
import type { Store } from '../../src/store/index.ts'
import { ownersOf } from './assess.ts'
import { ABLATED, type Ablated, type AblationRun } from './types.ts'

/**
 * The world without what one family tests. What else hangs on that is gone too: without cards, for one, so are the
 * innocent groups that share one, and the sign that a group is openly one customer. It is not the world as it would be
 * known had the fields never been recorded: principals stay merged by contract, in their strata, with their dates.
 */
export const WITHOUT: Readonly<Record<Ablated, (world: World) => World>> = {
  identity: (world) => withoutKeys(world, 'identity'),
  network: (world) => ({
    ...withoutKeys(world, 'network'),
    campusRanges: new Set(),
    homeRanges: new Set(),
    unknownRanges: new Set(),
  }),
  // Loads that are all the same are as even among strangers: p = 1, an e-value of one half.
  timing: (world) => ({
    ...world,
    activity: {
      offsets: new Uint32Array(world.principals.count + 1),
      hours: new Uint16Array(0),
      counts: new Uint32Array(0),
    },
    principals: { ...world.principals, requests: new Uint32Array(world.principals.count).fill(1) },
  }),
  partition: (world) => ({ ...world, segments: NO_EDGES }),
  adaptation: (world) => ({
    ...world,
    principals: { ...world.principals, closedAt: new Float64Array(world.principals.count) },
  }),
  instructions: (world) => ({
    ...world,
    templates: {
      ...NO_EDGES,
      bodies: new Uint32Array(0),
      cueSums: new Uint32Array(0),
      features: new Float32Array(0),
    },
  }),
}

const NO_EDGES: Edges = {
  keys: new Float64Array(0),
  offsets: Uint32Array.of(0),
  members: new Uint32Array(0),
  weights: new Uint32Array(0),
}

function withoutKeys(world: World, family: 'identity' | 'network'): World {
  const gone = new Set(KEY_SIGNALS.filter((signal) => signal.family === family).map(({ id }) => id))
  return { ...world, keys: new Map([...world.keys].filter(([id]) => !gone.has(id))) }
}

/** Runs detection once without each family, and holds what it says against the truth. */
export async function runAblation(store: Store, world: World, truth: Truth): Promise<AblationRun[]> {
  const runs: AblationRun[] = []
  for (const without of ABLATED) {
    const less = WITHOUT[without](world)
    const { judged, references } = detect(less)
    const found = await attachHarvesters(store, less, pools(less, judged))
    runs.push({ without, references, ...heldAgainst(truth, less, found) })
  }
  return runs
}

function heldAgainst(
  truth: Truth,
  world: World,
  found: readonly Pool[],
): Pick<AblationRun, 'campaigns' | 'accused'> {
  const named = { watch: new Set<string>(), suspected: new Set<string>(), confirmed: new Set<string>() }
  for (const { verdict, members } of found) {
    for (const { role, principal } of members) {
      if (role !== 'core') continue
      for (const account of world.principals.accounts[principal]) named[verdict].add(account)
    }
  }
  const owners = ownersOf(truth)
  const counts = (verdict: Verdict) => ({
    accounts: named[verdict].size,
    innocent: [...named[verdict]].filter((account) => !owners.has(account)).length,
  })
  return {
    campaigns: truth.campaigns.map((campaign, at) => {
      const own = [...owners].filter(([, owner]) => owner === at).map(([account]) => account)
      const confirmed = own.filter((account) => named.confirmed.has(account)).length
      const either = own.filter((account) => named.confirmed.has(account) || named.suspected.has(account))
      return {
        class: campaign.class,
        recall: either.length / Math.max(1, own.length),
        recall_confirmed: confirmed / Math.max(1, own.length),
      }
    }),
    accused: { suspected: counts('suspected'), confirmed: counts('confirmed') },
  }
}
