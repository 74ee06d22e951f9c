import { CUES } from '../models/index.ts'
import { plural, type SignalInfo } from './signal.ts'

/** Cue scores are stored as 0 to 255; from here on an observation counts a request. */
const CUE_HIT = 96

const WORDING: Record<string, { title: string; asks: string; innocentCauses: readonly string[] }> = {
  reasoning: {
    title: 'Asks for the reasoning behind answers, in a fixed form',
    asks: 'ask for the reasoning behind the answer',
    innocentCauses: [
      'auditors who must document reasons',
      'teachers and pupils',
      'evaluation with chain of thought',
    ],
  },
  hidden_reasoning: {
    title: 'Tries to bring out hidden reasoning',
    asks: 'try to bring out hidden reasoning',
    innocentCauses: ['red teams with permission', 'curious users'],
  },
  grading: {
    title: 'Uses the model to grade answers',
    asks: 'ask for a grade or a verdict on an answer',
    innocentCauses: ['LLM-as-judge evaluation', 'teachers who mark work'],
  },
  synthesis: {
    title: 'Has the model write training prompts',
    asks: 'ask for new instructions or prompts',
    innocentCauses: ['customers authorised to make synthetic data', 'question banks for a course'],
  },
  rewriting: {
    title: 'Has answers rewritten to be safe under censorship',
    asks: 'ask to rewrite a text',
    innocentCauses: ['journalists, editors and translators'],
  },
  agentic: {
    title: 'Harvests agentic traces',
    asks: 'carry an agent harness',
    innocentCauses: ['users of coding agents'],
  },
}

/** One signal per cue: how often a group's requests ask for what distillation needs. */
export const elicitation: readonly SignalInfo[] = CUES.map((cue, index) => {
  const { title, asks, innocentCauses } = WORDING[cue.id]
  return {
    id: `elicits-${cue.id.replace('_', '-')}`,
    title,
    family: 'elicitation',
    axis: 'intent',
    tactics: [cue.tactic],
    needs: ['input_text'],
    innocentCauses,
    references: ['docs/models.md: how the cue model was trained, and its errors on held-out text'],
    query: `
      SELECT countIf(cues[${index + 1}] >= ${CUE_HIT}) AS figure, count() AS total, uniqExact(account_id) AS accounts
      FROM requests FINAL WHERE account_id IN {accounts} AND time <= {until} AND has_text = 1`,
    observe: ({ figure, total, accounts }) =>
      `${figure.toLocaleString('en')} of ${plural(total, 'request')} (${Math.round((100 * figure) / Math.max(1, total))} %) from ${plural(accounts, 'account')} ${asks}.`,
  }
})
