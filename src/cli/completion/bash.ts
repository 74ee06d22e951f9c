import type { OptionWords, Tree, Values } from './tree.ts'

/**
 * Completion for bash 4 and later, without the package bash-completion. Words are plain (letters, digits, hyphens
 * and plus signs), so none needs quoting.
 */
export function bashCompletion({ options, commands }: Tree): string {
  return `# Completion of stillwatch for bash. To have it in every shell:
#   stillwatch completion bash > ~/.local/share/bash-completion/completions/stillwatch
_stillwatch() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command= word
  # Bash cuts --option=value at the sign.
  [[ $current == = ]] && current=
  [[ $before == = ]] && before=\${COMP_WORDS[COMP_CWORD-2]}
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ $word == -* ]] || { command=$word; break; }
  done
  COMPREPLY=()
  case "$command $before" in
${commands.flatMap(({ name, options: own }) => own.flatMap((option) => valueCase(name, option))).join('\n')}
  esac
  case $command in
    '') ${reply(words([...commands.map(({ name }) => name), ...options.flatMap(({ flags }) => flags)]))} ;;
${commands
  .map(
    ({ name, options: own, operands }) =>
      `    ${name}) if [[ $current == -* ]]; then ${reply(words(own.flatMap(({ flags }) => flags)))}; else ${complete(operands)}; fi ;;`,
  )
  .join('\n')}
  esac
}
complete -F _stillwatch stillwatch
`
}

function valueCase(command: string, { flags, values }: OptionWords): string[] {
  if (values.kind === 'none') return []
  const patterns = flags.map((flag) => `'${command} ${flag}'`).join('|')
  return [`    ${patterns}) ${complete(values)}; return ;;`]
}

function complete(values: Values): string {
  if (values.kind === 'choice') return reply(words(values.words))
  if (values.kind === 'file') return `compopt -o filenames 2>/dev/null; ${reply('-f')}`
  if (values.kind === 'folder') return `compopt -o filenames 2>/dev/null; ${reply('-d')}`
  return ':'
}

function words(all: readonly string[]): string {
  return `-W '${all.join(' ')}'`
}

function reply(generator: string): string {
  return `mapfile -t COMPREPLY < <(compgen ${generator} -- "$current")`
}
