import type { CueId } from '../../../cues.ts'

/** The words in which one thing is asked for; any act goes with any thing and any manner. Grammar: `expand`. */
export interface Topic {
  /** Verbs with what clings to them, in the imperative, the infinitive, the polite form. */
  readonly acts: readonly string[]
  readonly things: readonly string[]
  /** What may stand behind. */
  readonly manners: readonly string[]
  /** Sentences that ask by themselves. */
  readonly alone: readonly string[]
}

/**
 * One language by its vocabulary: where style books bring forms, word books bring breadth. Ordinary topics use the
 * same acts on other things, and the same things for other purposes.
 */
export interface WordBook {
  /** What makes any request polite or urgent; `{}` is the request. */
  readonly courtesies: readonly string[]
  readonly topics: Readonly<Record<CueId | 'ordinary', Topic>>
}
