import { checkEvidence, type PassOutcome } from '../../src/campaigns/index.ts'
import type { Campaign, CampaignPicture, Comparison, GroupFigures } from '../../src/record/index.ts'
import { toldApart } from '../../src/report/index.ts'
import type { Truth } from '../../src/simulate/index.ts'
import { createRandom } from '../../src/statistics/index.ts'
import { dropUnsharedTokens, type Store, sweep } from '../../src/store/index.ts'
import { nearMisses } from './near-misses.ts'
import type { Explanations, UnkeptEvidence } from './types.ts'

/** Evidence items of a world whose queries are run again. */
const SAMPLE = 20

/**
 * Whether what a pass says of its campaigns holds: queries return the figures beside them, and innocent groups that came
 * near are said to be innocent for a reason. Tidies the store up first, as every scan does in the end; queries
 * must work on what stays.
 */
export async function checkExplanations(
  store: Store,
  { world, campaigns, pictures, cleared }: Pick<PassOutcome, 'world' | 'campaigns' | 'pictures' | 'cleared'>,
  truth: Truth,
): Promise<Explanations> {
  await dropUnsharedTokens(store, world.start + world.hours * 3_600_000)
  await sweep(store)
  const items = campaigns.flatMap(({ id, evidence }) => evidence.map((item) => ({ campaign: id, item })))
  const random = createRandom(`evidence ${truth.seed}`)
  const sample = random.sample(items.length, Math.min(SAMPLE, items.length)).map((at) => items[at])
  const failed: UnkeptEvidence[] = []
  for (const { campaign, item } of sample) {
    const fail = (returned: string): number =>
      failed.push({ campaign, signal: item.signal, stated: item.observation, returned })
    await checkEvidence(store, [item]).then(
      ([checked]) => checked?.same || fail(checked?.now ?? 'no signal'),
      (error: unknown) => fail(error instanceof Error ? error.message : String(error)),
    )
  }
  return {
    evidence: { checked: sample.length, failed },
    near_misses: nearMisses(world, truth, { campaigns, cleared }),
    watched: watchedGroups(campaigns, pictures),
    nearest: nearestGroups(campaigns, pictures),
  }
}

/** Watched groups are not accused because they are openly one customer: is that said, and where? */
export function watchedGroups(
  campaigns: readonly Campaign[],
  pictures: readonly CampaignPicture[],
): Explanations['watched'] {
  const watched = campaigns.flatMap((campaign, i) =>
    campaign.verdict === 'watch' ? [{ campaign, comparison: pictures[i]?.comparison }] : [],
  )
  const inEvidence = ({ evidence }: Campaign): boolean =>
    evidence.some(
      ({ axis, alternatives }) =>
        axis === 'coordination' && alternatives.some(({ outcome }) => outcome === 'not_excluded'),
    )
  const inComparison = (comparison: Comparison | undefined): boolean =>
    typeof comparison?.campaign.declared === 'string'
  return {
    groups: watched.length,
    in_evidence: watched.filter(({ campaign }) => inEvidence(campaign)).length,
    in_comparison: watched.filter(({ comparison }) => inComparison(comparison)).length,
    unexplained: watched
      .filter(({ campaign, comparison }) => !inEvidence(campaign) && !inComparison(comparison))
      .map(({ campaign }) => campaign.summary),
  }
}

/** Innocent groups shown beside the accused ones: does the page say what tells them apart? */
export function nearestGroups(
  campaigns: readonly Campaign[],
  pictures: readonly CampaignPicture[],
): Explanations['nearest'] {
  const shown = campaigns.flatMap(({ verdict }, i) => {
    const comparison = verdict === 'watch' ? undefined : pictures[i]?.comparison
    return comparison ? comparison.look_alikes.map((other) => ({ campaign: comparison.campaign, other })) : []
  })
  return {
    groups: shown.length,
    told_apart: shown.filter(({ campaign, other }) => isToldApart(campaign, other)).length,
  }
}

/** That a group goes as far, or nearly, is a warning, and that it is smaller no reason; any other sentence counts as one. */
const NO_REASON = /^(In what it asks for it goes as far|It asks for it nearly as much|It is far smaller)/

function isToldApart(campaign: GroupFigures, other: Comparison['look_alikes'][number]): boolean {
  return toldApart(campaign, other).some((sentence) => !NO_REASON.test(sentence))
}
