import { join } from 'node:path'
import { Command, Option } from 'commander'
import { fieldMapOf } from '../../readers/index.ts'
import { type Marking, renderTable, visible } from '../../report/index.ts'
import { withExamples } from '../help.ts'
import { countOption, MARKING_NAMES, markingOption } from '../options.ts'
import { progressBar } from '../progress.ts'
import { scan, type TextMode } from '../scan.ts'
import { outputOptions, printJson } from '../terminal.ts'

interface ScanFlags {
  accounts?: string
  map: string[]
  networks?: string
  releases?: string
  known?: string
  out: string
  data?: string
  json?: boolean
  quiet?: boolean
  text: TextMode
  includeText?: boolean
  tlp: Marking
  threads?: number
  clickhouse?: string
}

export function scanCommand(): Command {
  const command = new Command('scan')
    .description('read request logs, find campaigns, write the results')
    .argument('<files...>', 'log files or globs, .gz and .zst included; - reads standard input')
    .option('--accounts <file>', 'what you know of your accounts (CSV, NDJSON, JSON or Parquet)')
    .option(
      '--map <field=path...>',
      'where a field stands in your logs, for example account=metadata.user_api_key_team_id',
      [],
    )
    .option('--networks <file>', 'prefix, asn, kind of networks')
    .option('--releases <file>', 'model, time of your releases')
    .option(
      '--known <file>',
      'accounts or organisations already cleared, confirmed, or known as researchers or evaluators',
    )
    .option('--out <dir>', 'where campaigns.json, accounts.csv and report.html go', 'stillwatch-out')
    .option('--data <dir>', 'data folder; scans into the same folder add up (default: <out>/data)')
    .addOption(
      new Option('--text <mode>', 'customer text to keep: none, a 1 % sample, or all')
        .choices(['none', 'exemplars', 'keep'])
        .default('none'),
    )
    .option('--include-text', 'put a few kept texts into the report')
    .addOption(
      new Option('--tlp <label>', 'who may see the report, by the Traffic Light Protocol 2.0')
        .choices(MARKING_NAMES)
        .argParser(markingOption)
        .default('TLP:AMBER+STRICT', 'amber+strict'),
    )
    .option('--threads <n>', 'worker threads (default: one a core, at most 8)', countOption)
    .option(
      '--clickhouse <url>',
      'use a ClickHouse server instead of the embedded engine (or set STILLWATCH_CLICKHOUSE_URL)',
    )
    .option('--json', 'print the result as JSON instead of a table')
    .option('--quiet', 'print nothing but errors')
    .action(async (files: string[], flags: ScanFlags) => {
      const chatty = !flags.quiet && !flags.json
      const bar = progressBar(chatty)
      const { result, written, unread } = await scan(
        {
          files,
          map: fieldMapOf(flags.map),
          outDir: flags.out,
          textMode: flags.text,
          includeText: flags.includeText ?? false,
          marking: flags.tlp,
          ...(flags.accounts !== undefined && { accounts: flags.accounts }),
          ...(flags.networks !== undefined && { networks: flags.networks }),
          ...(flags.releases !== undefined && { releases: flags.releases }),
          ...(flags.known !== undefined && { known: flags.known }),
          ...(flags.data !== undefined && { dataDir: flags.data }),
          ...(flags.threads !== undefined && { threads: flags.threads }),
          ...(flags.clickhouse !== undefined && { clickhouseUrl: flags.clickhouse }),
        },
        bar,
      )
      // Where no table tells it, and nobody may be looking at the result.
      if (!chatty) for (const why of unread) console.error(`not read: ${visible(why)}`)
      if (flags.json) printJson(result)
      else if (chatty) {
        console.log(renderTable(result, outputOptions()))
        console.log(`Written: ${written.map(visible).join(', ')}`)
        const [first] = result.campaigns
        if (first) console.log(`Why: stillwatch explain ${first.id}${dataOption(flags)}`)
      }
    })
  return withExamples(
    command,
    [
      'stillwatch scan logs/*.ndjson.gz --accounts accounts.csv',
      'zcat litellm.json.gz | stillwatch scan - --map account=metadata.user_api_key_team_id',
      'stillwatch scan today.parquet --data ./watch --known known.csv --json',
      'stillwatch scan today.ndjson --text exemplars --include-text --tlp red',
    ],
    { exits: [3, 4] },
  )
}

/** Where `explain` finds what was just stored, unless it looks there anyway. */
function dataOption({ out, data }: ScanFlags): string {
  const folder = data ?? join(out, 'data')
  if (folder === join('stillwatch-out', 'data')) return ''
  const word = /^[\w./-]+$/.test(folder) ? folder : `'${folder.replaceAll("'", "'\\''")}'`
  return ` --data ${visible(word)}`
}
