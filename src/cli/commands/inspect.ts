import { Command } from 'commander'
import { ERROR_EXIT_CODES } from '../../errors/index.ts'
import { fieldMapOf } from '../../readers/index.ts'
import { withExamples } from '../help.ts'
import { inspect } from '../inspect/inspect.ts'
import { inspectionJson } from '../inspect/json.ts'
import { renderInspection } from '../inspect/print.ts'
import { reachOf } from '../inspect/reach.ts'
import { createSampler } from '../inspect/sample.ts'
import { integerOption } from '../options.ts'
import { progressBar } from '../progress.ts'
import { outputOptions, printJson } from '../terminal.ts'

interface InspectFlags {
  map: string[]
  accounts?: string
  limit: number
  includeText?: boolean
  json?: boolean
  quiet?: boolean
}

export function inspectCommand(): Command {
  const command = new Command('inspect')
    .description('show what logs hold and which signals that allows; nothing is stored')
    .argument('<files...>', 'log files or globs, .gz and .zst included; - reads standard input')
    .option(
      '--map <field=path...>',
      'where a field stands in your logs, for example account=metadata.user_api_key_team_id',
      [],
    )
    .option('--accounts <file>', 'what you know of your accounts (CSV, NDJSON, JSON or Parquet)')
    .option('--limit <rows>', 'rows to read of each file, about; 0 reads all', integerOption, 100_000)
    .option('--include-text', 'show the start of customer texts, and identities as they are')
    .option('--json', 'machine-readable')
    .option('--quiet', 'print nothing; the exit code tells whether a scan could use it')
    .action(async (files: string[], flags: InspectFlags) => {
      // Where the beginning is enough, it is read in a moment.
      const bar = progressBar(flags.limit === 0 && !flags.quiet && !flags.json)
      const inspection = await inspect({
        files,
        map: fieldMapOf(flags.map),
        limit: flags.limit === 0 ? undefined : flags.limit,
        ...(flags.accounts !== undefined && { accounts: flags.accounts }),
        onProgress: (state) => bar.update(state),
      }).finally(() => bar.done())
      const reach = reachOf(inspection)
      const samples = inspection.samples.map(createSampler(flags.includeText ?? false))
      if (flags.json) printJson(inspectionJson(inspection, reach, samples))
      else if (!flags.quiet)
        process.stdout.write(renderInspection(inspection, reach, samples, outputOptions()))
      if (inspection.problems.length > 0) process.exitCode = ERROR_EXIT_CODES.SW_FORMAT_UNKNOWN
    })
  return withExamples(
    command,
    [
      'stillwatch inspect logs/today.ndjson.gz',
      "stillwatch inspect 'logs/*.gz' --accounts accounts.csv --json",
      'stillwatch inspect export.csv --map account=customer.id --limit 1000',
    ],
    {
      notes: ['Without --include-text a text is shown as its length and an identity as a pseudonym.'],
      exits: [3],
    },
  )
}
