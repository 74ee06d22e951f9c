import type { Truth } from '../../src/simulate/index.ts'
import type { Random } from '../../src/statistics/index.ts'

/** Accounts that belong together and are drawn together: a look-alike group, a household, or one account. */
export interface Brick {
  readonly kind: string
  readonly accounts: readonly string[]
}

/** Every account of a campaign-free world in exactly one brick. */
export function bricksOf({ lookalikes, households = [], people }: Truth): Brick[] {
  const groups = [...lookalikes, ...households.map((accounts) => ({ kind: 'household', accounts }))]
  const taken = new Set(groups.flatMap(({ accounts }) => accounts))
  const single = Object.keys(people).filter((account) => !taken.has(account))
  return [...groups, ...single.map((account) => ({ kind: 'ordinary', accounts: [account] }))]
}

/** One brick in so many, without replacement and kind by kind: as many of each kind as one population has on average. */
export function drawBricks(bricks: readonly Brick[], populations: number, random: Random): Brick[] {
  const kinds = new Map<string, Brick[]>()
  for (const brick of bricks) {
    const own = kinds.get(brick.kind)
    if (own) own.push(brick)
    else kinds.set(brick.kind, [brick])
  }
  return [...kinds.values()].flatMap((own) =>
    random.sample(own.length, Math.round(own.length / populations)).map((at) => own[at]),
  )
}
