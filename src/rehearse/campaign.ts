import type { Campaign } from '../record/index.ts'
import type { CampaignTruth } from '../simulate/index.ts'
import type { CampaignRehearsal } from './rehearsal.ts'
import type { ReplayPass } from './replay.ts'
import { HOUR, iso, median } from './units.ts'

/** The part of a campaign's accounts that one group must hold for the campaign to count as detected. */
const DETECTED_SHARE = 0.5

interface Harvester {
  readonly account: string
  readonly first: number
}

/** What the passes of a replay saw of one campaign. */
export function rehearsalOf(truth: CampaignTruth, passes: readonly ReplayPass[]): CampaignRehearsal {
  const harvesters = truth.accounts.flatMap(
    ({ account_id: account, harvest_requests: requests, first_harvest }) =>
      requests > 0 ? [{ account, first: first_harvest ?? 0 }] : [],
  )
  const harvest = truth.harvest_by_hour.reduce((sum, [, requests]) => sum + requests, 0)
  const first = harvesters.length > 0 ? Math.min(...harvesters.map((one) => one.first)) : undefined
  const detection = detectionOf(harvesters, passes, isAccused)
  const confirmation = detectionOf(harvesters, passes, ({ verdict }) => verdict === 'confirmed')
  const last = namedIn(passes.at(-1))
  return {
    id: truth.id,
    class: truth.class,
    tactics: [...truth.tactics],
    accounts: harvesters.length,
    harvest_requests: harvest,
    first_harvest_at: first === undefined ? null : iso(first),
    detected_at: detection ? iso(detection.at) : null,
    confirmed_at: confirmation ? iso(confirmation.at) : null,
    delay_hours: detection && first !== undefined ? (detection.at - first) / HOUR : null,
    harvest_gone: detection ? gone(truth, detection.at) / Math.max(1, harvest) : 1,
    recall: harvesters.filter(({ account }) => last.has(account)).length / Math.max(1, harvesters.length),
    group: detection?.group ?? null,
    regrowth: regrowthOf(truth, passes, detection?.group),
  }
}

/** Whether a group accuses its core members of anything. */
export function isAccused({ verdict }: Campaign): boolean {
  return verdict !== 'watch'
}

/** Core accounts of the accused groups of a pass. */
function namedIn(pass: ReplayPass | undefined): Set<string> {
  return new Set(pass?.campaigns.filter(isAccused).flatMap(({ accounts }) => accounts))
}

function detectionOf(
  harvesters: readonly Harvester[],
  passes: readonly ReplayPass[],
  counts: (group: Campaign) => boolean,
): { at: number; group: string } | undefined {
  for (const { at, campaigns } of passes) {
    const active = harvesters.filter(({ first }) => first < at)
    if (active.length === 0) continue
    for (const group of campaigns.filter(counts)) {
      const core = new Set(group.accounts)
      const held = active.filter(({ account }) => core.has(account)).length
      if (held >= DETECTED_SHARE * active.length) return { at, group: group.id }
    }
  }
  return undefined
}

/** Requests of the harvest before a point in time; the hour that it falls into counts by its part. */
function gone(truth: CampaignTruth, at: number): number {
  return truth.harvest_by_hour.reduce(
    (sum, [hour, requests]) => sum + requests * Math.max(0, Math.min(1, (at - hour) / HOUR)),
    0,
  )
}

function regrowthOf(
  truth: CampaignTruth,
  passes: readonly ReplayPass[],
  known: string | undefined,
): CampaignRehearsal['regrowth'] {
  const fresh = truth.accounts.filter(({ replaces, harvest_requests: requests }) => replaces && requests > 0)
  if (fresh.length === 0) return null
  const attachments = fresh.flatMap(({ account_id: account, first_harvest: first = 0 }) => {
    const pass = passes.find((one) => one.at > first && namedIn(one).has(account))
    if (!pass) return []
    const groups = pass.campaigns.filter((group) => isAccused(group) && group.accounts.includes(account))
    return [{ delay: (pass.at - first) / HOUR, same: groups.some(({ id }) => id === known) }]
  })
  return {
    accounts: fresh.length,
    attached: attachments.length,
    same_group: attachments.filter(({ same }) => same).length,
    median_delay_hours: median(attachments.map(({ delay }) => delay)),
  }
}
