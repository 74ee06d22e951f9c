import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Command } from 'commander'
import { renderTable } from '../../report/index.ts'
import { score, simulate, writeScenario } from '../../simulate/index.ts'
import { writeFailure } from '../../store/index.ts'
import { withExamples } from '../help.ts'
import { integerOption, numberOption } from '../options.ts'
import { refuseReplacing, replaceEarlierRun } from '../own-files.ts'
import { progressBar } from '../progress.ts'
import { scan } from '../scan.ts'
import { outputOptions, printJson } from '../terminal.ts'
import { wrap } from '../wrap.ts'

interface DemoFlags {
  out: string
  seed: number
  scale: number
  open: boolean
  json?: boolean
  quiet?: boolean
}

export function demoCommand(): Command {
  const command = new Command('demo')
    .description('compose a fortnight of traffic with campaigns hidden in it, scan it, open the report')
    .option('--out <dir>', 'folder for results; traffic/ and data/ in it are replaced', 'stillwatch-demo')
    .option('--seed <n>', 'another seed, other traffic', integerOption, 7)
    .option('--scale <x>', '1 is about 3,000 accounts and 200,000 requests', numberOption, 1)
    .option('--no-open', 'do not open the report')
    .option('--json', 'print the result, and how it compares with the truth, as JSON')
    .option('--quiet', 'print nothing but errors')
    .action(async (flags: DemoFlags) => {
      const chatty = !flags.quiet && !flags.json
      const bar = progressBar(chatty)
      const traffic = join(flags.out, 'traffic')
      refuseReplacing(flags.out, [])
      replaceEarlierRun(flags.out)
      bar.step('Composing a fortnight of traffic')
      const scenario = simulate({ scenario: 'demo', seed: flags.seed, scale: flags.scale })
      const written = await writeScenario(scenario, traffic).catch((error: unknown) => {
        throw writeFailure(traffic, error)
      })
      const { result, written: files } = await scan(
        {
          files: [...written.traffic],
          accounts: written.accounts,
          networks: written.networks,
          releases: written.releases,
          known: written.known,
          outDir: flags.out,
          textMode: 'none',
          includeText: false,
          // Simulated traffic must not come to lie among a provider's own, whatever server the environment names.
          clickhouseUrl: '',
        },
        bar,
      )
      const report = resolve(files.find((file) => file.endsWith('report.html')) ?? flags.out)
      const address = pathToFileURL(report).href
      const scored = score(scenario.truth, result)
      if (flags.json) printJson({ result, score: scored, report: address })
      if (!chatty) return
      console.log(renderTable(result, outputOptions()))
      console.log(wrap(`Against the truth: ${scored.summary}`))
      console.log(`Report: ${address}`)
      if (flags.open && process.stdout.isTTY) openInBrowser(address)
    })
  return withExamples(
    command,
    [
      'stillwatch demo',
      'stillwatch demo --scale 0.2 --no-open',
      'stillwatch demo --seed 11 --json --out /tmp/demo',
    ],
    { exits: [4] },
  )
}

/** Best effort: the address has been printed, so a machine without a browser loses nothing. */
function openInBrowser(address: string): void {
  const command = process.platform === 'darwin' ? 'open' : 'xdg-open'
  spawn(command, [address], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref()
}
