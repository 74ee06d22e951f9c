import { finish } from '../dialects/finish.ts'
import { inOrder, mergeFields } from './merge-fields.ts'
import type { Divider, JoinFamily } from './part.ts'

const KINDS = ['observation', 'trace'] as const

/**
 * Langfuse's observations with the traces that name their user, by the trace's id. A trace has any number of
 * observations, so both wait for the end of the input. A trace is exported again when it changes; rows of it that
 * name different users name none.
 */
export const langfuseCalls: JoinFamily = {
  id: 'langfuse',
  title: 'Langfuse observations with their traces',
  kinds: KINDS,
  brings: {
    observation: ['time', 'request_model', 'input_tokens', 'output_tokens', 'input_text', 'output_text'],
    trace: ['account_id', 'conversation_id'],
  },
  isWhole: () => false,
  divider: divideObservations,
  merge(parts, { map }) {
    const ordered = inOrder(parts, KINDS)
    const traces = ordered.filter(({ kind }) => kind === 'trace')
    const observations = ordered.filter(({ kind }) => kind === 'observation')
    const [of] = ordered
    if (of && observations.length === 0) {
      return [{ of, conversion: { passedOver: 'a trace without observations that called a model' } }]
    }
    const users = new Set(traces.map(({ fields }) => fields.account_id).filter((user) => user !== undefined))
    return observations.map((observation) => {
      const conversion =
        traces.length === 0
          ? { reason: 'no trace with this id says who the user is' }
          : users.size > 1
            ? { reason: 'traces with this id name different users' }
            : finish(mergeFields([observation, ...traces], KINDS), map)
      return { of: observation, conversion }
    })
  },
}

/** Observations of one trace in a piece. */
const PIECE = 512

/** Observations need nothing of each other: any pieces will do, each with all rows of the trace. */
function divideObservations(): Divider {
  let observations = 0
  return {
    see({ kind }) {
      if (kind === 'observation') observations++
    },
    divide(part) {
      const pieces = Math.max(1, Math.ceil(observations / PIECE))
      if (part.kind === 'observation') return [{ piece: String(part.key % pieces), part }]
      return Array.from({ length: pieces }, (_, piece) => ({ piece: String(piece), part }))
    },
  }
}
