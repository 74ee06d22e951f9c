import { Command } from 'commander'
import { completionCommand } from './commands/completion.ts'
import { demoCommand } from './commands/demo.ts'
import { detectCommand } from './commands/detect.ts'
import { explainCommand } from './commands/explain.ts'
import { forgetCommand } from './commands/forget.ts'
import { inspectCommand } from './commands/inspect.ts'
import { rehearseCommand } from './commands/rehearse.ts'
import { scanCommand } from './commands/scan.ts'
import { schemaCommand } from './commands/schema.ts'
import { signalsCommand } from './commands/signals.ts'
import { simulateCommand } from './commands/simulate.ts'
import { tacticsCommand } from './commands/tactics.ts'
import { helpCommand } from './help.ts'
import { VERSION } from './version.ts'

/** The whole command line. A new command is named here, and completion and help know it. */
export function createProgram(): Command {
  const program = new Command('stillwatch')
    .description(
      'Finds industrial-scale distillation campaigns in AI API traffic, with evidence others can check and contest.',
    )
    .version(VERSION)
    .showHelpAfterError('(stillwatch COMMAND --help shows what a command takes)')
    .helpCommand(false)
    .addHelpText(
      'after',
      `
Examples:
  stillwatch demo
  stillwatch inspect logs/today.ndjson.gz
  stillwatch scan 'logs/*.ndjson.gz' --accounts accounts.csv
  stillwatch help exit-codes`,
    )
    .exitOverride()
  for (const command of [
    scanCommand(),
    inspectCommand(),
    detectCommand(),
    explainCommand(),
    signalsCommand(),
    tacticsCommand(),
    simulateCommand(),
    rehearseCommand(),
    demoCommand(),
    forgetCommand(),
    schemaCommand(),
    completionCommand(),
    helpCommand(),
  ]) {
    program.addCommand(
      command.exitOverride().showHelpAfterError(`(stillwatch ${command.name()} --help shows what it takes)`),
    )
  }
  for (const command of [program, ...program.commands]) {
    command.configureHelp({ styleTitle: (title) => `\u001b[1m${title}\u001b[22m` })
  }
  return program
}
