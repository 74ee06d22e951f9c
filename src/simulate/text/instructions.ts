import type { Random } from '../random.ts'
import { Grammar } from './grammar.ts'
import { DE_INSTRUCTIONS } from './instructions/de.ts'
import { EN_INSTRUCTIONS } from './instructions/en.ts'
import { ES_INSTRUCTIONS } from './instructions/es.ts'
import { FR_INSTRUCTIONS } from './instructions/fr.ts'
import { JA_INSTRUCTIONS } from './instructions/ja.ts'
import { PT_INSTRUCTIONS } from './instructions/pt.ts'
import { RU_INSTRUCTIONS } from './instructions/ru.ts'
import { ZH_INSTRUCTIONS } from './instructions/zh.ts'
import type { Language } from './languages.ts'

/** What an instruction asks the model to do with each body. */
export const TASKS = ['reasoning', 'hidden', 'grading', 'synthetic', 'rewriting', 'agentic'] as const
export type Task = (typeof TASKS)[number]

const GRAMMARS: Record<Language, Grammar> = {
  en: new Grammar(EN_INSTRUCTIONS),
  zh: new Grammar(ZH_INSTRUCTIONS),
  es: new Grammar(ES_INSTRUCTIONS),
  de: new Grammar(DE_INSTRUCTIONS),
  fr: new Grammar(FR_INSTRUCTIONS),
  ja: new Grammar(JA_INSTRUCTIONS),
  ru: new Grammar(RU_INSTRUCTIONS),
  pt: new Grammar(PT_INSTRUCTIONS),
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
  const text = grammar.expand(task, random).trim()
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
