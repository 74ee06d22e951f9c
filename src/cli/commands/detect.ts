import { Command } from 'commander'
import { StillwatchError } from '../../errors/index.ts'
import { detectStored, followUpStored } from '../detect.ts'
import { withExamples } from '../help.ts'
import { progressBar } from '../progress.ts'
import {
  FOLLOW_UP_NOTE,
  isChatty,
  type ResultFlags,
  resultOptionsOf,
  tellResult,
  withResultOptions,
} from '../result-options.ts'

interface DetectFlags extends ResultFlags {
  shards: string[]
}

export function detectCommand(): Command {
  const command = new Command('detect')
    .description('find campaigns in what scans have stored, here or on several servers')
    .option(
      '--shards <url...>',
      'ClickHouse servers that hold the traffic, split by account; the data folder keeps the campaigns',
      [],
    )
  withResultOptions(command).action(async (flags: DetectFlags) => {
    const bar = progressBar(isChatty(flags))
    const options = resultOptionsOf(flags)
    if (flags.followUp && flags.shards.length > 0) {
      throw new StillwatchError(
        'SW_USAGE',
        'A follow-up goes by what one store keeps, and several servers keep nothing of each other',
        'Leave out --follow-up for traffic on --shards: every look there is a full pass.',
      )
    }
    const outcome = flags.followUp
      ? await followUpStored(options, bar)
      : await detectStored(flags.shards, options, bar)
    tellResult(outcome, flags)
  })
  return withExamples(
    command,
    [
      'stillwatch detect --known known.csv',
      'stillwatch detect --follow-up --known known.csv',
      'stillwatch detect --shards http://one:8123/watch http://two:8123/watch --data ./watch',
    ],
    {
      notes: [
        FOLLOW_UP_NOTE,
        'Servers are filled by stillwatch scan --no-detect --clickhouse URL, each with the logs of its own accounts, and all with one secret.key in their data folders.',
      ],
      exits: [3, 4],
    },
  )
}
