import type { Campaign } from '../../record/index.ts'
import type { Store } from '../../store/index.ts'
import type { CampaignBasis } from './kept.ts'

/** A campaign's core accounts: whom the full pass accused, and whom follow-ups attached since. */
export interface Core {
  readonly full: ReadonlySet<string>
  readonly attached: ReadonlySet<string>
}

/** Of each campaign, the core accounts by who accused them: the full pass, or a follow-up since. */
export async function coresOf(
  store: Store,
  campaigns: readonly { readonly campaign: Campaign; readonly basis: CampaignBasis }[],
): Promise<Core[]> {
  // Until a follow-up adds a revision, all are the full pass's.
  const isLater = ({ campaign, basis }: (typeof campaigns)[number]): boolean =>
    campaign.revision !== basis.figures.fullRevision
  const later = campaigns.filter(isLater)
  const rows =
    later.length === 0
      ? []
      : await store.query<{ id: string; account: string }>(
          `SELECT DISTINCT campaign_id AS id, account_id AS account FROM campaign_accounts
           WHERE campaign_id IN {campaigns:Array(String)} AND concat(campaign_id, ' ', toString(revision)) IN {full:Array(String)}`,
          {
            campaigns: later.map(({ campaign }) => campaign.id),
            full: later.map(({ campaign, basis }) => `${campaign.id} ${basis.figures.fullRevision}`),
          },
        )
  const accused = new Set(rows.map(({ id, account }) => `${id} ${account}`))
  return campaigns.map((one): Core => {
    const { id, accounts } = one.campaign
    const changed = isLater(one)
    const isFull = (account: string): boolean => !changed || accused.has(`${id} ${account}`)
    return {
      full: new Set(accounts.filter(isFull)),
      attached: new Set(accounts.filter((account) => !isFull(account))),
    }
  })
}
