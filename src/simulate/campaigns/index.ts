import { ADAPTIVE } from './adaptive.ts'
import { AGENTIC } from './agentic.ts'
import { BORROWED_TEMPLATE } from './borrowed-template.ts'
import { CLEAN_IDENTITY } from './clean-identity.ts'
import { COUNTERMEASURE_TESTING } from './countermeasure-testing.ts'
import { DILUTED } from './diluted.ts'
import { EMBEDDINGS } from './embeddings.ts'
import { EXPIRED_VOUCHERS } from './expired-vouchers.ts'
import { FAILOVER } from './failover.ts'
import { FORGED_IDS } from './forged-ids.ts'
import { FRAMED_BYSTANDERS } from './framed-bystanders.ts'
import { GRADING } from './grading.ts'
import { HIDDEN_REASONING } from './hidden-reasoning.ts'
import { LOGITS } from './logits.ts'
import { MANY_SMALL_POOLS } from './many-small-pools.ts'
import { MULTI_ROUTE } from './multi-route.ts'
import { ONE_ACCOUNT } from './one-account.ts'
import { ONE_CUSTOMER } from './one-customer.ts'
import { PLAIN } from './plain.ts'
import { PROGRAMME_ABUSE } from './programme-abuse.ts'
import { REGROWTH } from './regrowth.ts'
import { RELEASE_PIVOT } from './release-pivot.ts'
import { REWRITING } from './rewriting.ts'
import { SHELL_COMPANIES } from './shell-companies.ts'
import { SLOW_RAMP } from './slow-ramp.ts'
import { STORE_REPLAY } from './store-replay.ts'
import { SWARM } from './swarm.ts'
import { SYNTHETIC_PROMPTS } from './synthetic-prompts.ts'
import { TRANSFER_STATION } from './transfer-station.ts'
import type { CampaignClass } from './types.ts'

/** Every way of harvesting that can be simulated. */
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
  HIDDEN_REASONING,
  SYNTHETIC_PROMPTS,
  REWRITING,
  SLOW_RAMP,
  MULTI_ROUTE,
  FAILOVER,
  COUNTERMEASURE_TESTING,
  SHELL_COMPANIES,
  FORGED_IDS,
  BORROWED_TEMPLATE,
  ONE_ACCOUNT,
  EXPIRED_VOUCHERS,
  MANY_SMALL_POOLS,
  FRAMED_BYSTANDERS,
  ONE_CUSTOMER,
] as const satisfies readonly CampaignClass[]

export { NO_TIES } from './traits.ts'
export type { CampaignClass, Overrides } from './types.ts'
