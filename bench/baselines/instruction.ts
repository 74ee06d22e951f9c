import type { RequestRecord } from '../../src/record/index.ts'

/** Without a system prompt, so many opening words of the input stand for the instruction. */
const OPENING_WORDS = 8

/** The text that stands for a request's instruction, case and spacing aside; empty without text. */
export function instructionOf({ system_text: system, input_text: input }: RequestRecord): string {
  const text = system?.trim() || (input ?? '').trim().split(/\s+/, OPENING_WORDS).join(' ')
  return text.toLowerCase().replace(/\s+/g, ' ')
}
