import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Command } from 'commander'
import { renderTable } from '../../report/index.ts'
import { score, simulate, writeScenario } from '../../simulate/index.ts'
import { integerOption, numberOption } from '../options.ts'
import { progressBar } from '../progress.ts'
import { scan } from '../scan.ts'
import { terminalWidth } from '../wrap.ts'

interface DemoFlags {
  out: string
  seed: number
  scale: number
  open: boolean
}

export function demoCommand(): Command {
  return new Command('demo')
    .description('compose a fortnight of traffic with campaigns hidden in it, scan it, open the report')
    .option('--out <dir>', 'folder for traffic and results; emptied first', 'stillwatch-demo')
    .option('--seed <n>', 'another seed, other traffic', integerOption, 7)
    .option('--scale <x>', '1 is about 3,000 accounts and 200,000 requests', numberOption, 1)
    .option('--no-open', 'do not open the report')
    .action(async (flags: DemoFlags) => {
      const bar = progressBar(true)
      const traffic = join(flags.out, 'traffic')
      // Only what an earlier demo wrote: the folder may be somebody's own.
      for (const part of ['traffic', 'data']) rmSync(join(flags.out, part), { recursive: true, force: true })
      bar.step('Composing a fortnight of traffic')
      const scenario = simulate({ scenario: 'demo', seed: flags.seed, scale: flags.scale })
      const written = await writeScenario(scenario, traffic)
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
        },
        bar,
      )
      console.log(renderTable(result, { width: terminalWidth(), colour: process.stdout.isTTY ?? false }))
      console.log(`Against the truth: ${score(scenario.truth, result).summary}`)
      const report = resolve(files.find((file) => file.endsWith('report.html')) ?? flags.out)
      const address = pathToFileURL(report).href
      console.log(`Report: ${address}`)
      if (flags.open && process.stdout.isTTY) openInBrowser(address)
    })
}

/** Best effort: the address has been printed, so a machine without a browser loses nothing. */
function openInBrowser(address: string): void {
  const command = process.platform === 'darwin' ? 'open' : 'xdg-open'
  spawn(command, [address], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref()
}
