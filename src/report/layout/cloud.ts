import type { CampaignPicture } from '../../record/index.ts'
import { relax } from './relax.ts'

type Graph = CampaignPicture['graph']

/** Where everything stands, in whole units: keys and accounts in the order they were given. */
export interface Cloud {
  readonly keys: readonly Place[]
  readonly accounts: readonly Place[]
}

export interface Place {
  readonly x: number
  readonly y: number
}

export interface CloudInput {
  /** How many accounts and keys there are. */
  readonly accounts: number
  readonly keys: number
  /** Which account holds which key, by number, and how much that says. */
  readonly edges: readonly { readonly account: number; readonly key: number; readonly bits: number }[]
}

/** Distance between the middles of neighbouring accounts. */
const SPACING = 10
const ROUNDS = 160
/** The angle by which a sunflower turns from seed to seed, in radians (Vogel 1979). */
const GOLDEN = Math.PI * (3 - Math.sqrt(5))

/**
 * A picture of who shares what, for thousands of accounts: keys that are held by the same accounts stand near each
 * other (forces after Fruchterman & Reingold 1991, repulsion by size), accounts with the very same keys stand as one
 * cluster between these, and all are pushed apart until none covers another. The same graph gives the same picture.
 */
export function layOutCloud(input: CloudInput): Cloud {
  const held = Array.from({ length: input.accounts }, (): { key: number; bits: number }[] => [])
  for (const { account, key, bits } of input.edges) held[account]?.push({ key, bits: Math.max(0.1, bits) })
  const keys = placeKeys(input, held)
  const homes = placeAccounts(held, keys)
  // Keys are as good as fixed, so that their accounts make room for them.
  const placed = relax(
    [
      ...keys.map((at) => ({ ...at, room: 1.5 * SPACING, fixed: true })),
      ...homes.map((at) => ({ ...at, room: SPACING, fixed: false })),
    ],
    SPACING,
  )
  const whole = placed.map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) }))
  return { keys: whole.slice(0, input.keys), accounts: whole.slice(input.keys) }
}

function placeKeys(input: CloudInput, held: readonly (readonly { key: number }[])[]): Place[] {
  const count = input.keys
  const degree = new Float64Array(count)
  for (const { key } of input.edges) degree[key] = (degree[key] ?? 0) + 1
  const pulls = pullsOf(held, degree, input.accounts)
  // A key takes room for the accounts that will stand about it.
  const radius = Array.from(degree, (holders) => SPACING * (1.5 + 0.75 * Math.sqrt(holders)))
  const order = Array.from(radius, (_, key) => key).sort(
    (one, other) => (degree[other] ?? 0) - (degree[one] ?? 0) || one - other,
  )
  const mean = radius.reduce((sum, r) => sum + r, 0) / Math.max(1, count)
  const points = Array.from(radius, () => ({ x: 0, y: 0 }))
  order.forEach((key, rank) => {
    const distance = 1.8 * mean * Math.sqrt(rank)
    points[key] = { x: distance * Math.cos(rank * GOLDEN), y: distance * Math.sin(rank * GOLDEN) }
  })
  for (let round = 0; round < ROUNDS; round++) {
    const heat = 4 * mean * (1 - round / ROUNDS) + 1
    const moves = points.map(({ x, y }) => ({ x: -0.03 * x, y: -0.05 * y }))
    for (let one = 0; one < count; one++) {
      for (let other = one + 1; other < count; other++) {
        push(points, moves, radius, one, other)
      }
    }
    for (const { one, other, weight } of pulls) pull(points, moves, radius, one, other, weight)
    points.forEach((point, key) => {
      const move = moves[key]
      if (!move) return
      const length = Math.sqrt(move.x * move.x + move.y * move.y)
      const part = length > heat ? heat / length : 1
      point.x += move.x * part
      point.y += move.y * part
    })
  }
  return framed(points)
}

/** Width over height of what is drawn on. */
const ASPECT = 1.7
/** Middles of neighbouring keys are at least about so many accounts apart. */
const KEYS_APART = 6

/** Brings stragglers near, and stretches all to the shape of the page and to a readable distance. */
function framed(points: readonly Place[]): Place[] {
  if (points.length < 2) return [...points]
  const reach = (of: (place: Place) => number): number => {
    const sorted = points.map((place) => Math.abs(of(place))).sort((one, other) => one - other)
    return 1.25 * (sorted[Math.floor(0.85 * (sorted.length - 1))] ?? 0) + SPACING
  }
  const [wide, high] = [reach(({ x }) => x), reach(({ y }) => y)]
  const stretch = Math.sqrt((ASPECT * high) / wide)
  const shaped = points.map(({ x, y }) => ({
    x: Math.max(-wide, Math.min(wide, x)) * stretch,
    y: Math.max(-high, Math.min(high, y)) / stretch,
  }))
  const nearest = shaped
    .map((one) =>
      Math.min(
        ...shaped.map((other) =>
          other === one
            ? Number.POSITIVE_INFINITY
            : Math.sqrt((one.x - other.x) ** 2 + (one.y - other.y) ** 2),
        ),
      ),
    )
    .sort((one, other) => one - other)
  const scale = Math.max(
    1,
    (KEYS_APART * SPACING) / Math.max(1, nearest[Math.floor(nearest.length / 2)] ?? 1),
  )
  return shaped.map(({ x, y }) => ({ x: x * scale, y: y * scale }))
}

/** How much two keys are held by the same accounts (cosine), less where one of them is held by nearly all. */
function pullsOf(
  held: readonly (readonly { key: number }[])[],
  degree: Float64Array,
  accounts: number,
): { one: number; other: number; weight: number }[] {
  const common = new Map<number, number>()
  for (const keys of held) {
    for (let i = 0; i < keys.length; i++) {
      for (let j = i + 1; j < keys.length; j++) {
        const [a, b] = [keys[i]?.key ?? 0, keys[j]?.key ?? 0]
        const pair = Math.min(a, b) * degree.length + Math.max(a, b)
        common.set(pair, (common.get(pair) ?? 0) + 1)
      }
    }
  }
  return [...common].map(([pair, shared]) => {
    const [one, other] = [Math.floor(pair / degree.length), pair % degree.length]
    const [few, many] = [
      Math.min(degree[one] ?? 1, degree[other] ?? 1),
      Math.max(degree[one] ?? 1, degree[other] ?? 1),
    ]
    // What nearly everybody holds draws nothing anywhere.
    return { one, other, weight: (shared / Math.sqrt(few * many)) * (1 - many / (accounts + 1)) }
  })
}

type Points = { x: number; y: number }[]

function push(points: Points, moves: Points, radius: readonly number[], one: number, other: number): void {
  const [a, b, move, back] = [points[one], points[other], moves[one], moves[other]]
  if (!a || !b || !move || !back) return
  const [dx, dy] = [a.x - b.x || 0.1, a.y - b.y || 0.1]
  const square = dx * dx + dy * dy
  const room = (radius[one] ?? 0) + (radius[other] ?? 0)
  // Parts that share nothing do not drive each other off the page.
  if (square > 9 * room * room) return
  const force = (0.8 * room * room) / Math.max(square, 1)
  move.x += dx * force
  move.y += dy * force
  back.x -= dx * force
  back.y -= dy * force
}

function pull(
  points: Points,
  moves: Points,
  radius: readonly number[],
  one: number,
  other: number,
  weight: number,
): void {
  const [a, b, move, back] = [points[one], points[other], moves[one], moves[other]]
  if (!a || !b || !move || !back) return
  const [dx, dy] = [a.x - b.x, a.y - b.y]
  const distance = Math.sqrt(dx * dx + dy * dy)
  const force = (weight * 0.5 * distance) / Math.max(1, (radius[one] ?? 0) + (radius[other] ?? 0))
  move.x -= dx * force
  move.y -= dy * force
  back.x += dx * force
  back.y += dy * force
}

/** Accounts with the same keys as a sunflower about the mean of these, weighted by what each says. */
function placeAccounts(
  held: readonly (readonly { key: number; bits: number }[])[],
  keys: readonly Place[],
): Place[] {
  const seen = new Map<string, number>()
  return held.map((own) => {
    const name = own
      .map(({ key }) => key)
      .sort((one, other) => one - other)
      .join()
    const rank = seen.get(name) ?? 0
    seen.set(name, rank + 1)
    let [x, y, weight] = [0, 0, 0]
    for (const { key, bits } of own) {
      x += (keys[key]?.x ?? 0) * bits
      y += (keys[key]?.y ?? 0) * bits
      weight += bits
    }
    // Room in the middle for the key itself, where there is but one.
    const distance = SPACING * Math.sqrt(rank + (own.length === 1 ? 3 : 0.5))
    return {
      x: x / Math.max(weight, 1e-9) + distance * Math.cos(rank * GOLDEN),
      y: y / Math.max(weight, 1e-9) + distance * Math.sin(rank * GOLDEN),
    }
  })
}

/** A picture's graph by number: what `layOutCloud` wants, and the nodes these numbers stand for. */
export function numbered(graph: Graph) {
  const accounts = graph.nodes.filter(({ kind }) => kind === 'account')
  const keys = graph.nodes.filter(({ kind }) => kind === 'key')
  const accountAt = new Map(accounts.map(({ id }, index) => [id, index]))
  const keyAt = new Map(keys.map(({ id }, index) => [id, index]))
  const edges = graph.edges.flatMap(({ source, target, bits }) => {
    const account = accountAt.get(source) ?? accountAt.get(target)
    const key = keyAt.get(target) ?? keyAt.get(source)
    return account === undefined || key === undefined ? [] : [{ account, key, bits }]
  })
  return { accounts, keys, edges }
}
