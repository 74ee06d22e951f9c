import { finish } from '../dialects/finish.ts'
import { inOrder, mergeFields } from './merge-fields.ts'
import type { JoinFamily, PlacedPart } from './part.ts'

const KINDS = ['invocation', 'cloudtrail'] as const

/**
 * Amazon Bedrock's invocation log with CloudTrail's events, by the request id that Bedrock gives. An invocation is
 * a request with or without its event. An event alone is one where nothing else can tell of it: without invocation
 * logs in the run, and where the call was refused before the model ran.
 */
export const bedrockCalls: JoinFamily = {
  id: 'bedrock',
  title: 'Bedrock invocations with CloudTrail events',
  kinds: KINDS,
  standIn: 'cloudtrail',
  brings: {
    invocation: ['operation', 'input_tokens', 'output_tokens', 'system_text', 'input_text', 'output_text'],
    cloudtrail: ['api_key_id', 'client_address', 'user_agent'],
  },
  names: { invocation: 'invocation log entry', cloudtrail: 'CloudTrail event' },
  merge(parts, { map, present }) {
    const ordered = inOrder(parts, KINDS)
    const [primary] = ordered
    if (!primary) return []
    const events = ordered.filter(({ kind }) => kind === 'cloudtrail')
    const invocations = ordered.filter(({ kind }) => kind === 'invocation')
    // Bedrock's ids are its own, and never come twice; rows that say otherwise are all kept.
    if (invocations.length > 0) {
      return invocations.map((of) => {
        const own = events.filter((event) => isOfSame(event, of, invocations))
        return { of, conversion: finish(mergeFields([of, ...own], KINDS), map) }
      })
    }
    const refused = primary.fields.error_type !== undefined && primary.fields.error_type !== null
    if (present.has('invocation') && !refused) {
      return [{ of: primary, conversion: { passedOver: 'an event whose invocation is in no given log' } }]
    }
    return [{ of: primary, conversion: finish(mergeFields(events, KINDS), map) }]
  },
}

/** Nobody gets the address of another account's call; an event without an account is whose all invocations are. */
function isOfSame(event: PlacedPart, of: PlacedPart, invocations: readonly PlacedPart[]): boolean {
  const account = of.fields.account_id
  const named = event.fields.account_id
  if (named !== undefined && named !== null && named !== '') return named === account
  return invocations.every(({ fields }) => fields.account_id === account)
}
