import { FAMILIES, type Family, type GraphNode } from '../../record/index.ts'
import type { Drawn } from './select.ts'

interface Point {
  readonly x: number
  readonly y: number
}

interface RailGroup {
  readonly family: Family | undefined
  readonly side: 'left' | 'right'
  /** Where the group's heading stands. */
  readonly y: number
}

export interface Layout {
  readonly width: number
  readonly height: number
  readonly groups: readonly RailGroup[]
  readonly keys: ReadonlyMap<string, Point & { readonly side: 'left' | 'right' }>
  readonly accounts: ReadonlyMap<string, Point>
}

const WIDTH = 1000
const RAILS = { left: 226, right: 774 } as const
/** The field between the rails in which accounts stand. */
const FIELD = { left: 320, right: 680 } as const
const ROW = 25
const HEADING = 30
const MARGIN = 14
const STEPS = 160

/**
 * Shared keys stand by family on two rails, where their names can be read; every account stands between them,
 * near the keys it holds (their mean, weighted by bits), pushed apart until none covers another. Only
 * additions, products and square roots of the input are used: the same graph gives the same picture everywhere.
 */
export function layOutRails({ keys, accounts, edges }: Drawn): Layout {
  const { groups, points, height } = placeKeys(keys)
  const targets = accounts.map(({ id }) => centre(id, edges, points, height))
  const order = spread(targets, height)
  const placed = relax(order, height)
  return {
    width: WIDTH,
    height,
    groups,
    keys: points,
    accounts: new Map(
      accounts.map(({ id }, index) => [id, placed[index] ?? { x: WIDTH / 2, y: height / 2 }]),
    ),
  }
}

type KeyPoints = Map<string, Point & { side: 'left' | 'right' }>

function placeKeys(keys: readonly GraphNode[]): { groups: RailGroup[]; points: KeyPoints; height: number } {
  const byFamily = [...FAMILIES, undefined]
    .map((family) => ({ family, keys: keys.filter((key) => key.family === family) }))
    .filter((group) => group.keys.length > 0)
  const sizes = byFamily.map((group) => HEADING + ROW * group.keys.length)
  const cut = evenCut(sizes)
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const tallest = Math.max(sum(sizes.slice(0, cut)), sum(sizes.slice(cut)))
  const height = Math.max(340, tallest + 2 * MARGIN)
  const groups: RailGroup[] = []
  const points: KeyPoints = new Map()
  for (const side of ['left', 'right'] as const) {
    const own = side === 'left' ? byFamily.slice(0, cut) : byFamily.slice(cut)
    const rows = side === 'left' ? sizes.slice(0, cut) : sizes.slice(cut)
    const air = (height - 2 * MARGIN - sum(rows)) / (own.length + 1)
    let y = MARGIN + air
    for (const group of own) {
      groups.push({ family: group.family, side, y: y + HEADING / 2 })
      for (const [index, key] of group.keys.entries()) {
        points.set(key.id, { x: RAILS[side], y: y + HEADING + ROW * (index + 0.5), side })
      }
      y += HEADING + ROW * group.keys.length + air
    }
  }
  return { groups, points, height }
}

/** Where to cut a sequence so that both parts are as equal as can be. */
function evenCut(sizes: readonly number[]): number {
  const total = sizes.reduce((sum, size) => sum + size, 0)
  let best = 1
  let bestGap = Number.POSITIVE_INFINITY
  let before = 0
  for (const [index, size] of sizes.entries()) {
    before += size
    const gap = Math.abs(total - 2 * before)
    if (gap < bestGap) {
      bestGap = gap
      best = index + 1
    }
  }
  return best
}

function centre(account: string, edges: Drawn['edges'], keys: KeyPoints, height: number): Point {
  let [x, y, weight] = [0, 0, 0]
  for (const edge of edges) {
    const key = keys.get(edge.key)
    if (edge.account !== account || !key) continue
    const bits = Math.max(0.1, edge.bits)
    x += key.x * bits
    y += key.y * bits
    weight += bits
  }
  return weight === 0 ? { x: WIDTH / 2, y: height / 2 } : { x: x / weight, y: y / weight }
}

/** Stretches the accounts over the field: half by place, half by rank, since means crowd together. */
function spread(targets: readonly Point[], height: number): Point[] {
  const ranks = new Map(
    targets
      .map((point, index) => ({ ...point, index }))
      .sort((one, other) => one.y - other.y || one.x - other.x || one.index - other.index)
      .map(({ index }, rank) => [index, (rank + 0.5) / targets.length]),
  )
  // Less than the field's width, so that crowded accounts find room at its sides.
  const scale = (0.82 * (FIELD.right - FIELD.left)) / (RAILS.right - RAILS.left)
  return targets.map(({ x, y }, index) => ({
    x: WIDTH / 2 + (x - WIDTH / 2) * scale,
    y: 0.5 * y + 0.5 * (MARGIN + (height - 2 * MARGIN) * (ranks.get(index) ?? 0.5)),
  }))
}

/** Pushes accounts apart to a common distance while each is drawn back to its place. */
function relax(targets: readonly Point[], height: number): Point[] {
  const area = (FIELD.right - FIELD.left) * (height - 2 * MARGIN)
  const distance = Math.min(30, Math.max(11, 0.82 * Math.sqrt(area / Math.max(1, targets.length))))
  // Equal places part along a fixed zigzag rather than by chance.
  const points = targets.map(({ x, y }, index) => ({
    x: x + ((index * 7) % 13) - 6,
    y: y + ((index * 5) % 11) - 5,
  }))
  for (let step = 0; step < STEPS; step++) {
    const pull = step < STEPS - 40 ? 0.04 : 0
    for (const [index, point] of points.entries()) {
      const target = targets[index] ?? point
      point.x += (target.x - point.x) * pull
      point.y += (target.y - point.y) * pull
    }
    for (let one = 0; one < points.length; one++) {
      for (let other = one + 1; other < points.length; other++) part(points[one], points[other], distance)
    }
    for (const point of points) {
      point.x = Math.min(FIELD.right, Math.max(FIELD.left, point.x))
      point.y = Math.min(height - MARGIN, Math.max(MARGIN, point.y))
    }
  }
  return points.map(({ x, y }) => ({ x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 }))
}

type Moving = { x: number; y: number }

function part(one: Moving | undefined, other: Moving | undefined, distance: number): void {
  if (!one || !other) return
  const dx = other.x - one.x
  const dy = other.y - one.y
  const apart = Math.sqrt(dx * dx + dy * dy)
  if (apart >= distance) return
  const push = (distance - apart) / 2
  const [ux, uy] = apart > 1e-6 ? [dx / apart, dy / apart] : [0.6, 0.8]
  one.x -= ux * push
  one.y -= uy * push
  other.x += ux * push
  other.y += uy * push
}
