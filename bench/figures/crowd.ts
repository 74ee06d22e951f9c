import type { WorldResult } from '../worlds/types.ts'
import { mean, sum } from './quality.ts'

/** How some worlds are peopled, and what that makes of detection. */
export interface Crowd {
  readonly worlds: number
  /** Means over the worlds: accounts with traffic, and natural groups to rank among. */
  readonly accounts: number
  readonly references: number
  /** Of innocent accounts with traffic, the part that are look-alikes. */
  readonly lookalikes: number
  /** Macro means over campaigns; null without any. */
  readonly recall: number | null
  readonly recall_confirmed: number | null
  readonly accused: number
  readonly innocent: number
}

export function measureCrowd(worlds: readonly WorldResult[]): Crowd {
  const campaigns = worlds.flatMap(({ score }) => score.campaigns)
  const accused = worlds.flatMap((world) => [world.accused.suspected, world.accused.confirmed])
  return {
    worlds: worlds.length,
    accounts: mean(worlds.map(({ accounts }) => accounts)) ?? 0,
    references: mean(worlds.map(({ references }) => references)) ?? 0,
    lookalikes:
      sum(worlds.map((world) => world.innocent.lookalikes)) /
      Math.max(1, sum(worlds.map((world) => world.innocent.accounts))),
    recall: mean(campaigns.map(({ recall }) => recall)),
    recall_confirmed: mean(campaigns.map((one) => one.recall_confirmed)),
    accused: sum(accused.map(({ accounts }) => accounts)),
    innocent: sum(accused.map(({ innocent }) => innocent)),
  }
}
