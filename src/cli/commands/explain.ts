import { join } from 'node:path'
import { Command } from 'commander'
import { StillwatchError } from '../../errors/index.ts'
import { renderExplanation } from '../../report/index.ts'
import { revisions, type Store } from '../../store/index.ts'
import { openExisting } from '../existing.ts'
import { withExamples } from '../help.ts'
import { outputOptions, printJson } from '../terminal.ts'

export function explainCommand(): Command {
  const command = new Command('explain')
    .description('one campaign in full, or why an account is or is not in it')
    .argument('<campaign>', 'campaign id, as printed by scan')
    .argument('[account]', 'account id; without one the whole campaign is told')
    .option('--data <dir>', 'data folder', join('stillwatch-out', 'data'))
    .option('--json', 'machine-readable')
    .action(
      async (campaignId: string, account: string | undefined, flags: { data: string; json?: boolean }) => {
        const store = await openExisting(flags.data)
        try {
          const history = await revisions(store, campaignId)
          const latest = history.at(-1)
          if (!latest) {
            const known = (await revisions(store)).map(({ campaign }) => campaign.id)
            throw new StillwatchError(
              'SW_CAMPAIGN_UNKNOWN',
              `There is no campaign ${campaignId} in ${flags.data}.`,
              known.length > 0
                ? `Known campaigns: ${known.join(', ')}.`
                : 'No scan has found a campaign there; check --data.',
            )
          }
          if (account !== undefined && !(await isKnownAccount(store, account))) {
            throw new StillwatchError(
              'SW_ACCOUNT_UNKNOWN',
              `No record in ${flags.data} names the account ${account}.`,
              'Check the spelling, and that its logs were scanned into this data folder.',
            )
          }
          if (flags.json) {
            const member = latest.campaign.members.find(({ account_id }) => account_id === account)
            printJson(account === undefined ? latest.campaign : (member ?? null))
            return
          }
          console.log(renderExplanation(latest.campaign, latest.picture, account, outputOptions()))
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
      'stillwatch explain cmp-1224cfd6 --json | jq .evidence',
    ],
    {
      notes: ['With --json an account is its entry among the members, or null where it is none.'],
      exits: [4, 5],
    },
  )
}

async function isKnownAccount(store: Store, account: string): Promise<boolean> {
  const rows = await store.query(
    `SELECT 1 FROM requests WHERE account_id = {account:String} LIMIT 1
     UNION ALL SELECT 1 FROM accounts WHERE account_id = {account:String} LIMIT 1`,
    { account },
  )
  return rows.length > 0
}
