import { Command } from 'commander'
import { ERROR_EXIT_CODES } from '../../errors/index.ts'
import { fieldMapOf } from '../../readers/index.ts'
import { inspect } from '../inspect/inspect.ts'
import { inspectionJson } from '../inspect/json.ts'
import { renderInspection } from '../inspect/print.ts'
import { reachOf } from '../inspect/reach.ts'
import { createSampler } from '../inspect/sample.ts'
import { integerOption } from '../options.ts'
import { terminalWidth } from '../wrap.ts'

interface InspectFlags {
  map: string[]
  accounts?: string
  limit: number
  includeText?: boolean
  json?: boolean
}

export function inspectCommand(): Command {
  return new Command('inspect')
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
    .addHelpText(
      'after',
      `
Without --include-text a text is shown as its length and an identity as a pseudonym.

Exit codes: 0 usable, 2 wrong usage or file, 3 not one usable record, or a file that is not recognised.`,
    )
    .action(async (files: string[], flags: InspectFlags) => {
      const inspection = await inspect({
        files,
        map: fieldMapOf(flags.map),
        limit: flags.limit === 0 ? undefined : flags.limit,
        ...(flags.accounts !== undefined && { accounts: flags.accounts }),
      })
      const reach = reachOf(inspection)
      const samples = inspection.samples.map(createSampler(flags.includeText ?? false))
      console.log(
        flags.json
          ? JSON.stringify(inspectionJson(inspection, reach, samples), null, 2)
          : renderInspection(inspection, reach, samples, terminalWidth()),
      )
      if (inspection.problems.length > 0) process.exitCode = ERROR_EXIT_CODES.SW_FORMAT_UNKNOWN
    })
}
