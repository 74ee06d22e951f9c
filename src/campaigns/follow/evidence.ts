import type { Campaign, Evidence } from '../../record/index.ts'
import { type Figures, plural } from '../../signals/index.ts'
import type { Store } from '../../store/index.ts'
import { bind } from '../evidence/bind.ts'
import type { CampaignBasis } from './kept.ts'

/** The evidence item of what follow-ups have added; no signal of its own, and not weighed. */
export const ATTACHED = 'attached-since'

/**
 * What core accounts that follow-ups attached have sent with the campaign's instruction, beside the evidence of the full
 * pass, which stays as it was. Its query compares two revisions of `campaign_accounts`. Cost: these accounts' rows of the
 * days it counts.
 * @param since the first day it counts (`2026-05-01`, UTC), beside those before it of which requests arrived late
 */
export async function withAttached(
  store: Store,
  campaign: Campaign,
  { figures }: CampaignBasis,
  fullPassAt: string,
  since: string,
): Promise<Evidence[]> {
  const others = campaign.evidence.filter(({ signal }) => signal !== ATTACHED)
  const full = `(SELECT account_id FROM campaign_accounts FINAL WHERE campaign_id = '${campaign.id}' AND revision = ${figures.fullRevision})`
  const late = figures.late ?? []
  const days = late.map((day) => `'${day}'`).join(', ')
  const query = bind(
    `
    WITH attached AS (SELECT account_id FROM {accounts} WHERE account_id NOT IN ${full})
    SELECT uniqExact(account_id) AS figure, count() AS total, (SELECT count() FROM attached) AS accounts FROM requests FINAL
    WHERE account_id IN (SELECT account_id FROM attached) AND time <= {until}
      AND length(arrayIntersect(template, {tokens})) >= {together}
      AND (toDate(time) >= '${since}'${late.length > 0 ? ` OR toDate(time) IN (${days})` : ''})`,
    { campaignId: campaign.id, revision: campaign.revision },
    { tokens: figures.tokens, until: Date.parse(campaign.last_seen) },
  )
  const [row] = await store.query<Figures>(query, {}, { numbers: true })
  if (!row || row.figure === 0) return others
  return [
    ...others,
    {
      signal: ATTACHED,
      family: 'content',
      axis: 'coordination',
      tactics: [],
      proposed_by: [],
      observation:
        `${plural(row.figure, 'account')} attached since the full pass of ${fullPassAt.slice(0, 16).replace('T', ' ')} UTC: ` +
        `they sent the campaign's instruction in ${plural(row.total, 'request')} since ${since}${late.length > 0 ? ` and on ${plural(late.length, 'day')} before, of which requests arrived late` : ''}, and hold keys that tie it. ` +
        'Verdict, q and ranks are those of that pass.',
      p_value: null,
      weighed: false,
      alternatives: [
        {
          explanation: 'an innocent account that came by the instruction and one of the keys',
          outcome: 'not_testable',
          detail: 'The next full pass tests every account anew.',
        },
      ],
      references: [],
      query,
    },
  ]
}
