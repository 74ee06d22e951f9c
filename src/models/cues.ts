/** What a prompt can ask for that harvests ask for at scale. The tactics are those of the field guide in docs. */
export const CUES = [
  { id: 'reasoning', tactic: 'T05' },
  { id: 'hidden_reasoning', tactic: 'T06' },
  { id: 'grading', tactic: 'T07' },
  { id: 'synthesis', tactic: 'T08' },
  { id: 'rewriting', tactic: 'T22' },
  { id: 'agentic', tactic: 'T09' },
] as const

export type CueId = (typeof CUES)[number]['id']

export const CUE_COUNT = CUES.length
