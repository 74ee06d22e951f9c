import type { CampaignPicture, Family, GraphNode, Member } from '../../record/index.ts'

const START = Date.UTC(2026, 2, 1)
const HOUR = 3_600_000
/** Hours of a step. */
const STEP = 2

/** Park and Miller's generator: fixtures must not change from run to run. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

function accountIds(count: number, seed: number): string[] {
  const next = numbers(seed)
  return Array.from({ length: count }, (_, index) => {
    const tail = Math.floor(next() * 36 ** 5)
      .toString(36)
      .padStart(5, '0')
    return `acct_${(seed * 7919 + index * 131).toString(36)}${tail}`
  })
}

/** A time so many hours into the window. */
export const iso = (hours: number) => new Date(START + hours * HOUR).toISOString()

interface Shape {
  readonly id: string
  readonly core: number
  readonly linked: number
  readonly seed: number
  readonly keys: readonly { readonly family: Family; readonly label: string; readonly share: number }[]
}

/** One campaign's accounts, members and drawing; `share` is how many core accounts hold a key. */
export function build({ id, core, linked, seed, keys }: Shape): {
  accounts: string[]
  members: Member[]
  picture: CampaignPicture
} {
  const next = numbers(seed)
  const ids = accountIds(core + linked, seed)
  const accounts = ids.slice(0, core)
  const nodes: GraphNode[] = keys.map(({ family, label }, index) => ({
    id: `k${index}`,
    kind: 'key',
    label,
    family,
  }))
  const edges: { source: string; target: string; bits: number }[] = []
  const members = ids.map((account_id, index): Member => {
    const role = index < core ? 'core' : 'linked'
    const held = keys
      .map((key, at) => ({ ...key, at }))
      .filter(({ share }) => next() < (role === 'core' ? share : share * 0.35))
    const some = held.length > 0 ? held : keys.slice(0, 1).map((key) => ({ ...key, at: 0 }))
    nodes.push({ id: account_id, kind: 'account', label: account_id, role })
    for (const { at, share } of some)
      edges.push({ source: account_id, target: `k${at}`, bits: 4 - 3 * share })
    return {
      account_id,
      role,
      families: [...new Set(some.map(({ family }) => family))],
      reasons: some.map(({ family, label }) =>
        family === 'content'
          ? `uses ${label}`
          : family === 'identity'
            ? `registered with ${label}`
            : `seen with ${label}`,
      ),
    }
  })
  const steps = (14 * 24) / STEP
  const day = (hour: number) => 0.75 + 0.25 * Math.sin(((hour % 24) - 6) / 3.82)
  const shape = (scale: number, closed: number) =>
    Array.from({ length: steps }, (_, step) => step * STEP).map((hour) =>
      hour < 20 || (hour > closed && hour < closed + 9)
        ? Math.round(scale * 0.05 * next())
        : Math.round(scale * day(hour) * (0.85 + 0.3 * next())),
    )
  /** Four requests of a fortnight. */
  const few = () => {
    const values = new Array<number>(steps).fill(0)
    for (let request = 0; request < 4; request++) {
      const step = Math.floor(steps * next())
      values[step] = (values[step] ?? 0) + 1
    }
    return values
  }
  return {
    accounts,
    members,
    picture: {
      campaign_id: id,
      graph: { nodes, edges, omitted: 0 },
      timeline: {
        start: START,
        step_ms: STEP * HOUR,
        total: shape(core * 6.1, 190),
        lanes: accounts.map((account_id, lane) => ({
          account_id,
          values: core > 1000 ? few() : shape(9, lane < 6 ? 190 : 900),
          ...(lane % 9 === 0 && { opened: START + (lane % 300) * HOUR }),
          ...(lane < 6 && { closed: START + 190 * HOUR }),
        })),
        marks: [
          { time: START + 96 * HOUR, label: 'model-4 released', kind: 'release' },
          { time: START + 190 * HOUR, label: '34 accounts of the group closed', kind: 'closure' },
          { time: START + 199 * HOUR, label: '31 new accounts adopt the closed ones’ shards' },
        ],
      },
      exemplars: [
        {
          account_id: accounts[0] ?? '',
          time: START + 30 * HOUR,
          text: 'Explain your reasoning in numbered steps.\n\nQuestion: …',
        },
      ],
    },
  }
}
