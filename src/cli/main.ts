#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { demoCommand } from './commands/demo.ts'
import { explainCommand } from './commands/explain.ts'
import { forgetCommand } from './commands/forget.ts'
import { inspectCommand } from './commands/inspect.ts'
import { scanCommand } from './commands/scan.ts'
import { signalsCommand } from './commands/signals.ts'
import { simulateCommand } from './commands/simulate.ts'
import { tacticsCommand } from './commands/tactics.ts'
import { reportFailure } from './failure.ts'
import { VERSION } from './version.ts'

const program = new Command('stillwatch')
  .description(
    'Finds industrial-scale distillation campaigns in AI API traffic, with evidence others can check and contest.',
  )
  .version(VERSION)
  .showHelpAfterError('(stillwatch COMMAND --help shows what a command takes)')
  .exitOverride()

for (const command of [
  scanCommand(),
  inspectCommand(),
  explainCommand(),
  signalsCommand(),
  tacticsCommand(),
  simulateCommand(),
  demoCommand(),
  forgetCommand(),
]) {
  program.addCommand(
    command.exitOverride().showHelpAfterError(`(stillwatch ${command.name()} --help shows what it takes)`),
  )
}

try {
  await program.parseAsync()
} catch (error) {
  // Commander has printed its own message; help and version end with 0, wrong usage with 2.
  process.exitCode = error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : reportFailure(error)
}
