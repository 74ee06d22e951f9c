import type { RequestRecord } from '../../src/record/index.ts'

/** Without a system prompt, so many opening words of the input stand for the instruction. */
const OPENING_WORDS = 8

/** Instructions by system prompt: tens of thousands of requests bring some hundred different ones, and long ones. */
const known = new Map<string, string>()

/** The text that stands for a request's instruction, case and spacing aside; empty without text. */
export function instructionOf({ system_text: system = '', input_text: input = '' }: RequestRecord): string {
  let instruction = known.get(system)
  if (instruction === undefined) {
    instruction = plain(system.trim())
    known.set(system, instruction)
  }
  return instruction === '' ? plain(input.trim().split(/\s+/, OPENING_WORDS).join(' ')) : instruction
}

function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ')
}
