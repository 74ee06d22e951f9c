import { Command } from 'commander'
import { StillwatchError } from '../errors/index.ts'
import { EXIT_MEANINGS, exitCodesHelp } from './exit-codes.ts'
import { outputOptions } from './terminal.ts'
import { wrap } from './wrap.ts'

/** Topics of `stillwatch help` that are no commands. */
const TOPICS = { 'exit-codes': exitCodesHelp } as const

/**
 * Ends a command's help with examples, anything else there is to say, and the exit codes it can end with.
 * @param exits beside 0, 2 (usage) and 70, which every command has
 */
export function withExamples(
  command: Command,
  examples: readonly string[],
  { notes = [], exits = [] }: { notes?: readonly string[]; exits?: readonly number[] } = {},
): Command {
  const codes = [0, 2, ...exits].map((exit) => `${exit} ${EXIT_MEANINGS[exit]}`)
  const paragraphs = [
    ...notes.map((note) => wrap(note)),
    ['Examples:', ...examples.map((example) => `  ${example}`)].join('\n'),
    wrap(`Exit codes: ${codes.join('; ')} (stillwatch help exit-codes).`),
  ]
  return command.addHelpText('after', () => `\n${paragraphs.join('\n\n')}`)
}

/** `stillwatch help`, `stillwatch help COMMAND`, `stillwatch help exit-codes`. */
export function helpCommand(): Command {
  const command = new Command('help')
    .description('what a command takes, or what the exit codes mean')
    .argument('[topic]', `a command, or ${Object.keys(TOPICS).join(', ')}`)
    .action((topic: string | undefined) => {
      const program = command.parent
      const about = program?.commands.find((other) => other.name() === topic)
      if (topic === undefined) program?.outputHelp()
      else if (about) about.outputHelp()
      else if (isTopic(topic)) process.stdout.write(TOPICS[topic](outputOptions()))
      else {
        throw new StillwatchError(
          'SW_USAGE',
          `There is no help on ${topic}.`,
          `There is on: ${[...(program?.commands ?? []).map((other) => other.name()), ...Object.keys(TOPICS)].join(', ')}.`,
        )
      }
    })
  return withExamples(command, ['stillwatch help scan', 'stillwatch help exit-codes'])
}

/** Words that may follow `stillwatch help`. */
export function helpTopics(program: Command): string[] {
  return [...program.commands.map((command) => command.name()), ...Object.keys(TOPICS)]
}

function isTopic(name: string): name is keyof typeof TOPICS {
  return Object.hasOwn(TOPICS, name)
}
