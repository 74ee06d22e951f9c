import { Command } from 'commander'
import { detectStored } from '../detect.ts'
import { withExamples } from '../help.ts'
import { progressBar } from '../progress.ts'
import {
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
    tellResult(await detectStored(flags.shards, resultOptionsOf(flags), bar), flags)
  })
  return withExamples(
    command,
    [
      'stillwatch detect --known known.csv',
      'stillwatch detect --shards http://one:8123/watch http://two:8123/watch --data ./watch',
    ],
    {
      notes: [
        'Servers are filled by stillwatch scan --no-detect --clickhouse URL, each with the logs of its own accounts, and all with one secret.key in their data folders.',
      ],
      exits: [3, 4],
    },
  )
}
