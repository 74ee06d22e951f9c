import type { Holder } from '../identity.ts'
import type { Random } from '../random.ts'
import type { World } from '../world.ts'

/** An innocent group or user that resembles a campaign in some respect. */
export interface Lookalike {
  readonly kind: string
  /** Instances in a world of scale 1, at least one is always there; 0 where only scenarios that ask for it have it. */
  readonly count: number
  /** One firm opened the accounts, and may have verified them with the number of its front desk. */
  readonly oneFirm?: true
  /** Adds one instance and says which accounts belong to it. */
  readonly compose: (world: World, random: Random) => readonly Holder[]
}
