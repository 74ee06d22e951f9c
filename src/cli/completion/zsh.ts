import type { OptionWords, Tree, Values } from './tree.ts'

/** Completion for zsh. */
export function zshCompletion({ options, commands }: Tree): string {
  return `#compdef stillwatch
# Completion of stillwatch for zsh. To have it in every shell, put it into a folder of $fpath:
#   stillwatch completion zsh > ~/.zfunc/_stillwatch
_stillwatch() {
  local state line
  typeset -A opt_args
  _arguments -C ${options.map(specification).join(' ')} '1: :->command' '*:: :->rest'
  case $state in
    command)
      local -a commands=(
${commands.map(({ name, summary }) => `        ${quoted(`${name}:${summary.replaceAll(':', '\\:')}`)}`).join('\n')}
      )
      _describe -t commands command commands ;;
    rest)
      case $line[1] in
${commands
  .map(
    ({ name, options: own, operands }) =>
      `        ${name}) _arguments -s ${[...own.map(specification), operand(operands)].join(' ')} ;;`,
  )
  .join('\n')}
      esac ;;
  esac
}
if [[ $funcstack[1] == _stillwatch ]]; then _stillwatch "$@"; else compdef _stillwatch stillwatch; fi
`
}

function specification({ flags, summary, values }: OptionWords): string {
  const text = `[${summary.replace(/[[\]:\\]/g, '\\$&')}]${values.kind === 'none' ? '' : `:value:${action(values)}`}`
  const [first = '', ...others] = flags
  if (others.length === 0) return quoted(first + text)
  return `${quoted(`(${flags.join(' ')})`)}{${flags.join(',')}}${quoted(text)}`
}

function operand(values: Values): string {
  return quoted(`*:argument:${action(values)}`)
}

function action(values: Values): string {
  if (values.kind === 'choice') return `(${values.words.join(' ')})`
  if (values.kind === 'file') return '_files'
  return values.kind === 'folder' ? '_files -/' : ' '
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
