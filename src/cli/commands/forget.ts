import { join } from 'node:path'
import { Command } from 'commander'
import { StillwatchError } from '../../errors/index.ts'
import { expireText, forget } from '../../store/index.ts'
import { openExisting } from '../existing.ts'
import { withExamples } from '../help.ts'
import { timeOption } from '../options.ts'
import { printJson } from '../terminal.ts'

interface ForgetFlags {
  data: string
  textsBefore?: number
  json?: boolean
  quiet?: boolean
}

export function forgetCommand(): Command {
  const command = new Command('forget')
    .description('erase an account from a data folder, or the texts kept of old requests')
    .argument('[account]', 'account id')
    .option('--texts-before <date>', 'drop the kept texts of requests before this day (UTC)', timeOption)
    .option('--data <dir>', 'data folder', join('stillwatch-out', 'data'))
    .option('--json', 'machine-readable')
    .option('--quiet', 'print nothing but errors')
    .action(async (account: string | undefined, flags: ForgetFlags) => {
      if (account === undefined && flags.textsBefore === undefined) {
        throw new StillwatchError(
          'SW_USAGE',
          'Nothing to forget was named.',
          'Name an account, or a day with --texts-before.',
        )
      }
      const store = await openExisting(flags.data)
      try {
        if (flags.textsBefore !== undefined) await expireText(store, flags.textsBefore)
        const requests = account === undefined ? undefined : await forget(store, account)
        const before = flags.textsBefore === undefined ? undefined : new Date(flags.textsBefore).toISOString()
        if (flags.quiet) return
        if (flags.json) {
          printJson({
            account: account ?? null,
            requests_erased: requests ?? null,
            texts_dropped_before: before ?? null,
          })
          return
        }
        if (before !== undefined) console.log(`Dropped the kept texts of requests before ${before}.`)
        if (requests !== undefined)
          console.log(
            `Erased the account and ${requests.toLocaleString('en')} ${requests === 1 ? 'request' : 'requests'} of it.`,
          )
      } finally {
        await store.close()
      }
    })
  return withExamples(
    command,
    ['stillwatch forget acct_4711', 'stillwatch forget --texts-before 2026-05-01 --data ./watch'],
    {
      notes: [
        'Results written earlier (campaigns.json, accounts.csv, report.html) stay as they are: delete them, or scan again.',
      ],
      exits: [4],
    },
  )
}
