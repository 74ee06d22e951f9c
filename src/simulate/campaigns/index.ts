import { ADAPTIVE } from './adaptive.ts'
import { AGENTIC } from './agentic.ts'
import { CLEAN_IDENTITY } from './clean-identity.ts'
import { DILUTED } from './diluted.ts'
import { GRADING } from './grading.ts'
import { PLAIN } from './plain.ts'
import { REGROWTH } from './regrowth.ts'
import { RELEASE_PIVOT } from './release-pivot.ts'
import { SWARM } from './swarm.ts'
import { TRANSFER_STATION } from './transfer-station.ts'
import type { CampaignClass } from './types.ts'

export const CAMPAIGN_CLASSES = [
  PLAIN,
  DILUTED,
  CLEAN_IDENTITY,
  SWARM,
  GRADING,
  REGROWTH,
  RELEASE_PIVOT,
  AGENTIC,
  TRANSFER_STATION,
  ADAPTIVE,
] as const satisfies readonly CampaignClass[]

export type { CampaignClass } from './types.ts'
