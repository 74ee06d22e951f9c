import type { Intent } from './intent.ts'

export type IntentFamily = 'content' | 'elicitation'

/**
 * The one figure by which a family compares a reference with the group under judgement (`judged`): on an instruction
 * of its own where the group has one, else over all texts; the group's strongest cue in all of them.
 */
export function intentFigure(of: Intent, judged: Intent, family: IntentFamily): number {
  const onInstruction = judged.tokens.length > 0
  if (family === 'elicitation')
    return onInstruction ? of.elicitedOnTemplate[judged.cue] : of.elicited[judged.cue]
  return onInstruction ? of.template * Math.max(0, of.likeness) : of.likeness
}

/** A name for the figure that `intentFigure` takes: two judged groups compared by one figure share it. */
export function figureName({ tokens, cue }: Intent, family: IntentFamily): string {
  return `${family} ${tokens.length > 0} ${family === 'elicitation' ? cue : ''}`
}
