import type { Rehearsal } from '../../src/rehearse/index.ts'
import { quantile } from '../../src/statistics/index.ts'

/** How soon campaigns were detected when passes ran as time went on. */
export interface ReplayFigures {
  readonly scenario: string
  readonly seed: number
  readonly requests: number
  readonly passes: number
  /** Hours between passes. */
  readonly every: number
  readonly slowestPass: number
  /** Median over all campaigns of the share of the harvest gone at detection, 1 for those never detected; null without any. */
  readonly gone: number | null
  readonly campaigns: Rehearsal['campaigns']
  /** Campaigns that some pass detected and of which the last one accused nobody. */
  readonly lost: number
  /** Accounts of no campaign that some pass accused, or confirmed, and those the last pass still accused. */
  readonly bystanders: { readonly ever: number; readonly confirmed: number; readonly last: number }
}

export function measureReplay(rehearsal: Rehearsal): ReplayFigures {
  const accused = (verdict: string | null): boolean => verdict === 'suspected' || verdict === 'confirmed'
  const { bystanders } = rehearsal
  return {
    scenario: rehearsal.scenario,
    seed: rehearsal.seed,
    requests: rehearsal.requests,
    passes: rehearsal.passes,
    every: rehearsal.every_hours,
    slowestPass: rehearsal.slowest_pass_seconds,
    gone:
      rehearsal.campaigns.length === 0
        ? null
        : quantile(
            rehearsal.campaigns.map((one) => one.harvest_gone),
            0.5,
          ),
    campaigns: rehearsal.campaigns,
    lost: rehearsal.campaigns.filter((one) => one.delay_hours !== null && one.recall === 0).length,
    bystanders: {
      ever: bystanders.filter(({ verdict }) => accused(verdict)).length,
      confirmed: bystanders.filter(({ verdict }) => verdict === 'confirmed').length,
      last: bystanders.filter(({ last_verdict: verdict }) => accused(verdict)).length,
    },
  }
}
