import { Command } from 'commander'
import { checkEvidence } from '../../campaigns/index.ts'
import { StillwatchError } from '../../errors/index.ts'
import type { Campaign } from '../../record/index.ts'
import {
  clearedWith,
  type LastPass,
  renderAccount,
  renderChecked,
  renderExplanation,
  roleIn,
} from '../../report/index.ts'
import { latestPass, type Revision, revisions, type Store } from '../../store/index.ts'
import { type ExistingFlags, openExisting, withExistingOptions } from '../existing.ts'
import { withExamples } from '../help.ts'
import { outputOptions, printJson } from '../terminal.ts'

interface ExplainFlags extends ExistingFlags {
  readonly check?: boolean
  readonly json?: boolean
}

export function explainCommand(): Command {
  const command = new Command('explain')
    .description('one campaign in full, why an account is or is not in it, or what was said of an account')
    .argument('<id>', 'campaign id, as printed by scan; or an account id')
    .argument('[account]', 'account id; without one the whole campaign is told')
    .option(
      '--check',
      'run the query of each item of evidence again, and say whether it gives what is stated',
    )
    .option('--json', 'machine-readable')
  withExistingOptions(command).action(
    async (id: string, account: string | undefined, flags: ExplainFlags) => {
      const store = await openExisting(flags)
      try {
        const latest = (await revisions(store, id)).at(-1)
        const last = await lastPass(store)
        if (latest) await explainCampaign(store, latest, account, last, flags)
        else await explainAccount(store, id, account, last, flags)
      } finally {
        await store.close()
      }
    },
  )
  return withExamples(
    command,
    [
      'stillwatch explain cmp-1224cfd6',
      'stillwatch explain cmp-1224cfd6 acct_4711 --data ./watch',
      'stillwatch explain acct_4711',
      'stillwatch explain cmp-1224cfd6 --check',
      'stillwatch explain cmp-1224cfd6 --json | jq .evidence',
    ],
    {
      notes: [
        'An account by itself: the campaigns that name it, and the groups with it that came near, with what cleared each.',
        'With --json a campaign and an account give its entry among the members, or null where it is none.',
      ],
      exits: [4, 5],
    },
  )
}

async function lastPass(store: Store): Promise<LastPass> {
  const pass = await latestPass(store)
  return pass?.result ?? { campaigns: (await revisions(store)).map(({ campaign }) => campaign) }
}

async function explainCampaign(
  store: Store,
  { campaign, picture }: Revision,
  account: string | undefined,
  last: LastPass,
  flags: ExplainFlags,
): Promise<void> {
  if (account !== undefined && !(await isKnownAccount(store, account, last, campaign))) {
    throw new StillwatchError(
      'SW_ACCOUNT_UNKNOWN',
      `No record in ${flags.data} names the account ${account}.`,
      'Check the spelling, and that its logs were scanned into this data folder.',
    )
  }
  if (flags.check) {
    await checkCampaign(store, campaign, account, flags)
    return
  }
  if (flags.json) {
    const member = campaign.members.find(({ account_id }) => account_id === account)
    printJson(account === undefined ? campaign : (member ?? null))
    return
  }
  console.log(renderExplanation(campaign, picture, account, outputOptions(), last))
}

async function checkCampaign(
  store: Store,
  { evidence }: Campaign,
  account: string | undefined,
  { json }: ExplainFlags,
): Promise<void> {
  if (account !== undefined) {
    throw new StillwatchError(
      'SW_USAGE',
      'Evidence is about a campaign, not about one account of it',
      'Leave the account out to have the evidence checked.',
    )
  }
  const checked = await checkEvidence(store, evidence)
  if (json) {
    printJson(
      checked.map(({ item, now, same }) => ({ signal: item.signal, stated: item.observation, now, same })),
    )
  } else console.log(renderChecked(checked, outputOptions()))
}

async function explainAccount(
  store: Store,
  id: string,
  second: string | undefined,
  last: LastPass,
  flags: ExplainFlags,
): Promise<void> {
  if (flags.check) {
    throw new StillwatchError(
      'SW_USAGE',
      `${id} is no campaign of ${flags.data}, and --check is about the evidence of one`,
      'Name a campaign, as scan prints it.',
    )
  }
  if (second !== undefined || !(await isKnownAccount(store, id, last))) {
    const known = (await revisions(store)).map(({ campaign }) => campaign.id)
    throw new StillwatchError(
      'SW_CAMPAIGN_UNKNOWN',
      `There is no campaign ${id} in ${flags.data}${second === undefined ? ', and no account of that name' : ''}.`,
      known.length > 0
        ? `Known campaigns: ${known.join(', ')}.`
        : 'No scan has found a campaign there; check --data.',
    )
  }
  if (!flags.json) {
    console.log(renderAccount(id, last, outputOptions()))
    return
  }
  const campaigns = last.campaigns.flatMap((campaign) => {
    const role = roleIn(campaign, id)
    return role ? [{ id: campaign.id, verdict: campaign.verdict, review: campaign.review, role }] : []
  })
  const cleared = clearedWith(id, last).map((group) => ({ ...group, accounts: group.accounts.length }))
  printJson({ account_id: id, campaigns, cleared: last.cleared ? cleared : null })
}

/** Its requests may be deleted, or lie on another server: then it is known by what names it. */
async function isKnownAccount(
  store: Store,
  account: string,
  last: LastPass,
  asked?: Campaign,
): Promise<boolean> {
  const campaigns = asked ? [asked, ...last.campaigns] : last.campaigns
  if (campaigns.some((campaign) => roleIn(campaign, account))) return true
  if (clearedWith(account, last).length > 0) return true
  const rows = await store.query(
    `SELECT 1 FROM requests WHERE account_id = {account:String} LIMIT 1
     UNION ALL SELECT 1 FROM accounts WHERE account_id = {account:String} LIMIT 1`,
    { account },
  )
  return rows.length > 0
}
