import type { CampaignRehearsal, TacticRehearsal } from './rehearsal.ts'
import { median } from './units.ts'

/** The measures of the campaigns that use each tactic, by tactic id. A campaign counts for every tactic that it uses. */
export function byTactic(campaigns: readonly CampaignRehearsal[]): TacticRehearsal[] {
  const ids = [...new Set(campaigns.flatMap(({ tactics }) => tactics))].sort()
  return ids.map((tactic) => {
    const own = campaigns.filter(({ tactics }) => tactics.includes(tactic))
    return {
      tactic,
      campaigns: own.length,
      detected: own.filter(({ detected_at: at }) => at !== null).length,
      recall: own.reduce((sum, { recall }) => sum + recall, 0) / own.length,
      harvest_gone: median(own.map(({ harvest_gone: share }) => share)) ?? 1,
      delay_hours: median(own.flatMap(({ delay_hours: delay }) => delay ?? [])),
    }
  })
}
