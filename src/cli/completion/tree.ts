import type { Argument, Command, Option } from 'commander'
import { helpTopics } from '../help.ts'

/** What may stand at a place of the command line. */
export type Values =
  | { readonly kind: 'file' | 'folder' | 'anything' | 'none' }
  | { readonly kind: 'choice'; readonly words: readonly string[] }

export interface OptionWords {
  /** `-h`, `--help`. */
  readonly flags: readonly string[]
  readonly summary: string
  readonly values: Values
}

export interface CommandWords {
  readonly name: string
  readonly summary: string
  readonly options: readonly OptionWords[]
  /** What its first argument may be. */
  readonly operands: Values
}

/** The command line as completion sees it, read off the commands themselves, so that it cannot lag behind. */
export interface Tree {
  readonly options: readonly OptionWords[]
  readonly commands: readonly CommandWords[]
}

export function treeOf(program: Command): Tree {
  return {
    options: optionsOf(program),
    commands: program.commands.map((command) => ({
      name: command.name(),
      summary: command.description(),
      options: optionsOf(command),
      operands:
        command.name() === 'help'
          ? { kind: 'choice', words: helpTopics(program) }
          : operandValues(command.registeredArguments[0]),
    })),
  }
}

function optionsOf(command: Command): OptionWords[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .map((option) => ({
      flags: [option.short, option.long].filter((flag) => flag !== undefined),
      summary: option.description,
      values: optionValues(option),
    }))
}

function optionValues(option: Option): Values {
  if (!option.required && !option.optional) return { kind: 'none' }
  if (option.argChoices) return { kind: 'choice', words: option.argChoices }
  return named(/[<[]([a-z]+)/.exec(option.flags)?.[1] ?? '')
}

function operandValues(argument: Argument | undefined): Values {
  if (!argument) return { kind: 'none' }
  if (argument.argChoices) return { kind: 'choice', words: argument.argChoices }
  return named(argument.name())
}

/** The placeholders say what they stand for. */
function named(placeholder: string): Values {
  if (/^files?$/.test(placeholder)) return { kind: 'file' }
  return { kind: placeholder === 'dir' ? 'folder' : 'anything' }
}
