import { coActivity, evenLoad } from './co-activity.ts'
import { disjointShards } from './disjoint-shards.ts'
import { pooledDistribution } from './distribution.ts'
import { elicitation } from './elicitation.ts'
import { regrowth } from './regrowth.ts'
import { sharedAddress } from './shared-address.ts'
import { sharedAddressRange } from './shared-address-range.ts'
import { sharedCard } from './shared-card.ts'
import { sharedClient } from './shared-client.ts'
import { sharedDevice } from './shared-device.ts'
import { sharedEmailDomain } from './shared-email-domain.ts'
import { sharedPhone } from './shared-phone.ts'
import { sharedReferral } from './shared-referral.ts'
import { exclusiveTemplate } from './shared-template.ts'
import { signUpBatch } from './sign-up-batch.ts'
import type { KeySignal, SignalInfo } from './signal.ts'

/** Signals that tie principals by shared keys. To add one, write its file and name it here. */
export const KEY_SIGNALS: readonly KeySignal[] = [
  sharedCard,
  sharedDevice,
  sharedPhone,
  sharedReferral,
  sharedEmailDomain,
  signUpBatch,
  sharedAddressRange,
  sharedAddress,
  sharedClient,
]

/** Every signal there is. */
export const SIGNALS: readonly SignalInfo[] = [
  ...KEY_SIGNALS,
  coActivity,
  evenLoad,
  disjointShards,
  regrowth,
  exclusiveTemplate,
  pooledDistribution,
  ...elicitation,
]
