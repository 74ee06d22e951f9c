import { Command } from 'commander'
import { StillwatchError } from '../../errors/index.ts'
import { createIdentityHash, removeSpilled } from '../../intake/index.ts'
import {
  alone,
  dropUnsharedTokens,
  expireText,
  forget,
  readingAlone,
  type Store,
  sweep,
} from '../../store/index.ts'
import { type ExistingFlags, openExisting, withExistingOptions } from '../existing.ts'
import { withExamples } from '../help.ts'
import { timeOption } from '../options.ts'
import { printJson } from '../terminal.ts'

interface ForgetFlags extends ExistingFlags {
  textsBefore?: number
  tokensBefore?: number
  json?: boolean
  quiet?: boolean
}

export function forgetCommand(): Command {
  const command = new Command('forget')
    .description('erase an account from a data folder, or what is kept of the texts of old requests')
    .argument('[account]', 'account id')
    .option('--texts-before <date>', 'drop the kept texts of requests before this day (UTC)', timeOption)
    .option(
      '--tokens-before <date>',
      'drop the instruction tokens of requests before this day (UTC) that fewer than three accounts share',
      timeOption,
    )
    .option('--json', 'machine-readable')
    .option('--quiet', 'print nothing but errors')
  withExistingOptions(command).action(async (account: string | undefined, flags: ForgetFlags) => {
    const { textsBefore, tokensBefore } = flags
    if (account === '') {
      throw new StillwatchError(
        'SW_USAGE',
        'The account to forget is an empty text.',
        'Name an account. Is the variable set that you named?',
      )
    }
    if (account === undefined && textsBefore === undefined && tokensBefore === undefined) {
      throw new StillwatchError(
        'SW_USAGE',
        'Nothing to forget was named.',
        'Name an account, or a day with --texts-before or --tokens-before.',
      )
    }
    const store = await openExisting(flags)
    try {
      const requests = await alone([store], 'Forgetting', async () => {
        if (textsBefore !== undefined) await expireText(store, textsBefore)
        if (tokensBefore !== undefined) await forgetTokens(store, tokensBefore)
        return account === undefined ? undefined : await erase(store, account)
      })
      const before = dayText(textsBefore)
      const tokens = dayText(tokensBefore)
      if (flags.quiet) return
      if (flags.json) {
        printJson({
          account: account ?? null,
          requests_erased: requests ?? null,
          texts_dropped_before: before ?? null,
          tokens_dropped_before: tokens ?? null,
        })
        return
      }
      if (before !== undefined) console.log(`Dropped the kept texts of requests before ${before}.`)
      if (tokens !== undefined)
        console.log(
          `Dropped the instruction tokens that fewer than three accounts share, of requests before ${tokens}.`,
        )
      if (requests !== undefined) console.log(erasedText(requests))
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

function dayText(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString()
}

function erasedText(requests: number): string {
  if (requests === 0) {
    return 'No request of this account is stored here; whatever else named it is erased. Is its traffic in another data folder, or on a server (--clickhouse)?'
  }
  return `Erased the account and ${requests.toLocaleString('en')} ${requests === 1 ? 'request' : 'requests'} of it.`
}

/** While nobody reads into the data folder: what a scan has read of the account would be stored afterwards. */
function erase(store: Store, account: string): Promise<number> {
  const hash = createIdentityHash(store.folder.secret)
  return readingAlone(store, () => {
    // What a killed scan left; it is read again.
    removeSpilled(store.folder.parts)
    return forget(store, account, [hash('account', account), hash('organization', account)])
  })
}

async function forgetTokens(store: Store, before: number): Promise<void> {
  await dropUnsharedTokens(store, before)
  await sweep(store)
}
