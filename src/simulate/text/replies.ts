import type { Random } from '../random.ts'
import type { Task } from './instructions.ts'
import type { Language } from './languages.ts'
import type { Domain, TextSource } from './source.ts'

/** The model's answer to a task: its shape follows the task, whoever set it. */
export function reply(text: TextSource, task: Task, language: Language, random: Random): string {
  const part = (length: number, domain: Domain = 'study') => text.answer(language, domain, random, length)
  switch (task) {
    case 'reasoning':
    case 'hidden': {
      const steps = random.int(3, 8)
      let trace = ''
      for (let step = 1; step <= steps; step++) trace += `${step}. ${part(random.logNormal(170, 0.4))}\n`
      return `${trace}\n${part(80)}`
    }
    case 'grading':
      return random.chance(0.6)
        ? JSON.stringify({ score: random.int(1, 10), reason: part(random.logNormal(160, 0.5)) })
        : `${part(random.logNormal(220, 0.5))}\n\nScore: ${random.int(0, 10)}`
    case 'synthetic':
      return Array.from(
        { length: random.int(3, 9) },
        (_, at) =>
          `${at + 1}. ${text.expand(language, `ask.${random.pick(['writing', 'work', 'study', 'life'])}`, random)}`,
      ).join('\n')
    case 'rewriting':
      return part(random.logNormal(900, 0.5), 'writing')
    case 'agentic':
      return `Thought: ${part(random.logNormal(160, 0.4))}\nAction: ${random.pick(['run_shell', 'read_file', 'apply_patch', 'search', 'python'])}\nAction Input: ${text.expand('en', 'snippet', random)}`
  }
}
