interface Body {
  readonly x: number
  readonly y: number
  /** Least distance to a neighbour's middle: the mean of both rooms. */
  readonly room: number
  /** Gives way to nobody. */
  readonly fixed: boolean
}

const ROUNDS = 70

/**
 * Pushes bodies apart to their rooms while each is drawn back to where it began. Neighbours are found by a grid of
 * cells as wide as the largest room, so that thousands take a fraction of a second.
 */
export function relax(bodies: readonly Body[], usual: number): { x: number; y: number }[] {
  const cell = Math.max(usual, ...bodies.map(({ room }) => room))
  // Equal places part along a fixed zigzag rather than by chance.
  const points = bodies.map(({ x, y }, index) => ({
    x: x + (((index * 7) % 13) - 6) / 12,
    y: y + (((index * 5) % 11) - 5) / 12,
  }))
  for (let round = 0; round < ROUNDS; round++) {
    const back = round < ROUNDS - 20 ? 0.03 : 0
    points.forEach((point, index) => {
      const body = bodies[index]
      if (!body) return
      const share = body.fixed ? 1 : back
      point.x += (body.x - point.x) * share
      point.y += (body.y - point.y) * share
    })
    const grid = new Map<string, number[]>()
    points.forEach(({ x, y }, index) => {
      const name = `${Math.floor(x / cell)},${Math.floor(y / cell)}`
      const own = grid.get(name)
      if (own) own.push(index)
      else grid.set(name, [index])
    })
    for (const [name, inside] of grid) {
      const [column = 0, row = 0] = name.split(',').map(Number)
      for (const [dx, dy] of AROUND) {
        const near = dx === 0 && dy === 0 ? inside : grid.get(`${column + dx},${row + dy}`)
        if (!near) continue
        for (const one of inside)
          for (const other of near) if (near !== inside || one < other) part(bodies, points, one, other)
      }
    }
  }
  return points
}

/** Half of the neighbouring cells; the other half see this one as theirs. */
const AROUND = [
  [0, 0],
  [1, 0],
  [-1, 1],
  [0, 1],
  [1, 1],
] as const

function part(bodies: readonly Body[], points: { x: number; y: number }[], one: number, other: number): void {
  const [a, b, first, second] = [points[one], points[other], bodies[one], bodies[other]]
  if (!a || !b || !first || !second) return
  const distance = (first.room + second.room) / 2
  const dx = b.x - a.x
  const dy = b.y - a.y
  const apart = Math.sqrt(dx * dx + dy * dy)
  if (apart >= distance || (first.fixed && second.fixed)) return
  const push = distance - apart
  const [ux, uy] = apart > 1e-6 ? [dx / apart, dy / apart] : [0.6, 0.8]
  const share = first.fixed ? 0 : second.fixed ? 1 : 0.5
  a.x -= ux * push * share
  a.y -= uy * push * share
  b.x += ux * push * (1 - share)
  b.y += uy * push * (1 - share)
}
