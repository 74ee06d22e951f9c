import type { Random } from '../random.ts'
import type { World } from '../world.ts'

/** A way of harvesting. `compose` hides one campaign of the class in the world. */
export interface CampaignClass {
  readonly name: string
  readonly compose: (world: World, random: Random) => void
}
