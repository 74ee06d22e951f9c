import type { OptionWords, Tree, Values } from './tree.ts'

/** Completion for fish. */
export function fishCompletion({ options, commands }: Tree): string {
  const names = commands.map(({ name }) => name).join(' ')
  return `# Completion of stillwatch for fish. To have it in every shell:
#   stillwatch completion fish > ~/.config/fish/completions/stillwatch.fish
complete -c stillwatch -f
set -l commands ${names}
${options.map((option) => line('not __fish_seen_subcommand_from $commands', optionPart(option))).join('\n')}
${commands
  .flatMap(({ name, summary, options: own, operands }) => [
    line('not __fish_seen_subcommand_from $commands', `-a ${name} -d ${quoted(summary)}`),
    ...own.map((option) => line(`__fish_seen_subcommand_from ${name}`, optionPart(option))),
    ...operandLines(name, operands),
  ])
  .join('\n')}
`
}

function line(condition: string, rest: string): string {
  return `complete -c stillwatch -n "${condition}" ${rest}`
}

function optionPart({ flags, summary, values }: OptionWords): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`))
  return [...names, valuePart(values), `-d ${quoted(summary)}`].filter((part) => part !== '').join(' ')
}

function valuePart(values: Values): string {
  if (values.kind === 'none') return ''
  if (values.kind === 'choice') return `-x -a ${quoted(values.words.join(' '))}`
  if (values.kind === 'file') return '-r -F'
  return values.kind === 'folder' ? `-x -a '(__fish_complete_directories)'` : '-x'
}

function operandLines(command: string, values: Values): string[] {
  const condition = `__fish_seen_subcommand_from ${command}`
  if (values.kind === 'file') return [line(condition, '-F')]
  if (values.kind === 'choice') return [line(condition, `-a ${quoted(values.words.join(' '))}`)]
  return []
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}
