import { join } from 'node:path'
import { Command } from 'commander'
import { StillwatchError } from '../../errors/index.ts'
import { expireText, forget, type Store } from '../../store/index.ts'
import { openExisting } from '../existing.ts'
import { timeOption } from '../options.ts'

interface ForgetFlags {
  data: string
  textsBefore?: number
}

export function forgetCommand(): Command {
  return new Command('forget')
    .description('erase an account from a data folder, or the texts kept of old requests')
    .argument('[account]')
    .option('--texts-before <date>', 'drop the kept texts of requests before this day (UTC)', timeOption)
    .option('--data <dir>', 'data folder', join('stillwatch-out', 'data'))
    .addHelpText(
      'after',
      '\nResults written earlier (campaigns.json, accounts.csv, report.html) stay as they are: delete them, or scan again.',
    )
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
        if (flags.textsBefore !== undefined) {
          await expireText(store, flags.textsBefore)
          console.log(
            `Dropped the kept texts of requests before ${new Date(flags.textsBefore).toISOString()}.`,
          )
        }
        if (account !== undefined) await forgetAccount(store, account)
      } finally {
        await store.close()
      }
    })
}

async function forgetAccount(store: Store, account: string): Promise<void> {
  const requests = await forget(store, account)
  console.log(
    `Erased the account and ${requests.toLocaleString('en')} ${requests === 1 ? 'request' : 'requests'} of it.`,
  )
}
