import type { Baseline } from './baseline.ts'
import { rateThreshold } from './rate-threshold.ts'
import { sameTemplate } from './same-template.ts'
import { sharedCard } from './shared-card.ts'
import { synchroTrap } from './synchro-trap.ts'

export const BASELINES: readonly Baseline[] = [rateThreshold, sharedCard, sameTemplate, synchroTrap]

export type { Baseline } from './baseline.ts'
export { thresholdFor } from './equal-budget.ts'
