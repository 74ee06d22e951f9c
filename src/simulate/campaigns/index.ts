import { ADAPTIVE } from './adaptive.ts'
import { AGENTIC } from './agentic.ts'
import { CLEAN_IDENTITY } from './clean-identity.ts'
import { DILUTED } from './diluted.ts'
import { EMBEDDINGS } from './embeddings.ts'
import { GRADING } from './grading.ts'
import { LOGITS } from './logits.ts'
import { PLAIN } from './plain.ts'
import { PROGRAMME_ABUSE } from './programme-abuse.ts'
import { REGROWTH } from './regrowth.ts'
import { RELEASE_PIVOT } from './release-pivot.ts'
import { STORE_REPLAY } from './store-replay.ts'
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
  STORE_REPLAY,
  PROGRAMME_ABUSE,
  LOGITS,
  EMBEDDINGS,
] as const satisfies readonly CampaignClass[]

export type { CampaignClass } from './types.ts'
