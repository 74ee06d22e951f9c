import type { CueId } from '../../../cues.ts'

/** What can be asked for in one manner: pieces that complete a frame, and whole instructions. Grammar: `expand`. */
export interface Style {
  /** Things to deliver, as they stand behind a colon. */
  readonly parts: readonly string[]
  /** Sentences that ask by themselves. */
  readonly full: readonly string[]
}

/**
 * One language. Cues and ordinary requests share frames, rules, roles and bodies, so that no form of instruction
 * says which of them it carries.
 */
export interface StyleBook {
  /** Forms of an instruction; `{1}` is the part asked for, `{2}` an ordinary companion. */
  readonly frames: readonly string[]
  readonly companions: readonly string[]
  /** Ordinary conditions that stand beside any instruction. */
  readonly rules: readonly string[]
  readonly roles: readonly string[]
  /** Ordinary statements and questions: bodies, and with others of them long texts. */
  readonly facts: readonly string[]
  readonly asks: readonly string[]
  readonly styles: Readonly<Record<CueId | 'ordinary', Style>>
}
