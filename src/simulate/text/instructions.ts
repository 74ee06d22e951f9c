import type { Random } from '../random.ts'
import { Grammar } from './grammar.ts'
import { DE_INSTRUCTIONS } from './instructions/de.ts'
import { EN_INSTRUCTIONS } from './instructions/en.ts'
import { ES_INSTRUCTIONS } from './instructions/es.ts'
import { FR_INSTRUCTIONS } from './instructions/fr.ts'
import { JA_INSTRUCTIONS } from './instructions/ja.ts'
import { OWN } from './instructions/own.ts'
import { PT_INSTRUCTIONS } from './instructions/pt.ts'
import { RU_INSTRUCTIONS } from './instructions/ru.ts'
import { ZH_INSTRUCTIONS } from './instructions/zh.ts'
import type { Language } from './languages.ts'

/** What an instruction asks the model to do with each body. */
export const TASKS = ['reasoning', 'hidden', 'grading', 'synthetic', 'rewriting', 'agentic'] as const
export type Task = (typeof TASKS)[number]

const GRAMMARS: Record<Language, Grammar> = {
  en: new Grammar(EN_INSTRUCTIONS, OWN.en),
  zh: new Grammar(ZH_INSTRUCTIONS, OWN.zh),
  es: new Grammar(ES_INSTRUCTIONS, OWN.es),
  de: new Grammar(DE_INSTRUCTIONS, OWN.de),
  fr: new Grammar(FR_INSTRUCTIONS, OWN.fr),
  ja: new Grammar(JA_INSTRUCTIONS, OWN.ja),
  ru: new Grammar(RU_INSTRUCTIONS, OWN.ru),
  pt: new Grammar(PT_INSTRUCTIONS, OWN.pt),
}

export type Position = 'system' | 'head' | 'tail'

/** A fixed instruction with a place for the changing body. */
export interface Instruction {
  readonly task: Task
  readonly language: Language
  readonly position: Position
  readonly text: string
  readonly apply: (body: string, random: Random) => { readonly input: string; readonly system?: string }
}

/** Draws the wording of an instruction; everybody who gives such instructions draws from here. */
export function drawInstruction(
  task: Task,
  language: Language,
  random: Random,
  position?: Position,
): Instruction {
  const grammar = GRAMMARS[language]
  const text = compose(grammar, task, random)
  const label = random.chance(0.6) ? `${grammar.expand('label', random)}: ` : ''
  const numbered = random.chance(0.25)
  const place = position ?? random.pick(['system', 'head', 'tail'] as const)
  const apply = (body: string, draw: Random) => {
    const slot = `${numbered ? `#${draw.int(1, 99_999)} ` : ''}${label}${body}`
    if (place === 'system') return { system: text, input: slot }
    return { input: place === 'head' ? `${text}\n\n${slot}` : `${slot}\n\n${text}` }
  }
  return { task, language, position: place, text, apply }
}

/** An instruction in somebody's own words, with `{item}` where the body goes; the body follows where there is none. */
export function givenInstruction(task: Task, language: Language, text: string): Instruction {
  const apply = (body: string) => ({
    input: text.includes('{item}') ? text.replaceAll('{item}', () => body) : `${text}\n\n${body}`,
  })
  return { task, language, position: 'head', text, apply }
}

/** The demand, between none and three rules of the author's own. */
function compose(grammar: Grammar, task: Task, random: Random): string {
  const rules = Array.from({ length: random.pick([0, 1, 1, 2, 2, 3]) }, () => grammar.expand('own', random))
  const before = random.int(0, rules.length)
  const parts = [...rules.slice(0, before), grammar.expand(task, random).trim(), ...rules.slice(before)]
  return parts.join(random.pick([' ', ' ', '\n']))
}
