import type { Random } from '../random.ts'
import type { World } from '../world.ts'
import type { Traits } from './traits.ts'

/** What a scenario fixes of a campaign instead of leaving it to the class and the seed. */
export type Overrides = Partial<Traits>

/** A way of harvesting. `compose` hides one campaign of the class in the world. */
export interface CampaignClass {
  readonly name: string
  /** One sentence for lists. */
  readonly summary: string
  /** False where it says something other than an instruction with an item, and so takes no instructions of one's own. */
  readonly ownWords?: false
  readonly compose: (world: World, random: Random, own?: Overrides) => void
}
