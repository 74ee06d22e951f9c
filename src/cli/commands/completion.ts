import { Argument, Command } from 'commander'
import { bashCompletion } from '../completion/bash.ts'
import { fishCompletion } from '../completion/fish.ts'
import { type Tree, treeOf } from '../completion/tree.ts'
import { zshCompletion } from '../completion/zsh.ts'
import { withExamples } from '../help.ts'

const SHELLS: Readonly<Record<string, (tree: Tree) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
}

export function completionCommand(): Command {
  const command = new Command('completion')
    .description('print a script that completes commands, options and files in a shell')
    .addArgument(new Argument('<shell>').choices(Object.keys(SHELLS)))
    .action((shell: string) => {
      if (command.parent) process.stdout.write(SHELLS[shell]?.(treeOf(command.parent)) ?? '')
    })
  return withExamples(command, [
    'source <(stillwatch completion bash)',
    'stillwatch completion zsh > ~/.zfunc/_stillwatch',
    'stillwatch completion fish > ~/.config/fish/completions/stillwatch.fish',
  ])
}
