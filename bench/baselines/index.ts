import type { Baseline } from './baseline.ts'
import { fraudar } from './fraudar.ts'
import { prada } from './prada.ts'
import { rateThreshold } from './rate-threshold.ts'
import { sameTemplate } from './same-template.ts'
import { sharedCard } from './shared-card.ts'
import { synchroTrap } from './synchro-trap.ts'
import { windowedMmd } from './windowed-mmd.ts'

export const BASELINES: readonly Baseline[] = [
  rateThreshold,
  sharedCard,
  sameTemplate,
  synchroTrap,
  fraudar,
  windowedMmd,
  prada,
]

export type { Baseline } from './baseline.ts'
export { boundFor, isAbove, type Scored } from './equal-budget.ts'
