import { fieldsOfRequestBody } from '../bodies/request-body.ts'
import { fieldsOfResponseBody } from '../bodies/response-body.ts'
import { finish } from '../dialects/finish.ts'
import { firstSaid } from '../dialects/paths.ts'
import { textOfResponse, textsOfMessages } from '../text/chat.ts'
import { parseExact } from '../text/exact-json.ts'
import { parseTruncated } from '../text/truncated-json.ts'
import { inOrder, mergeFields } from './merge-fields.ts'
import type { JoinFamily, PlacedPart } from './part.ts'

const KINDS = ['gateway', 'llm'] as const

/**
 * Azure API Management's gateway log with its language model log, by the correlation id that the gateway gives.
 * The model log splits long messages over rows with sequence numbers, which are put together here; how many rows
 * there are is not said, so a request is whole when its messages are whole JSON, and else waits for the end.
 */
export const azureCalls: JoinFamily = {
  id: 'azure-apim',
  title: 'Azure gateway logs with their language model logs',
  kinds: KINDS,
  brings: {
    gateway: ['account_id', 'api_key_id', 'client_address', 'user_agent', 'status', 'duration_ms'],
    llm: ['request_model', 'response_model', 'input_tokens', 'output_tokens', 'input_text', 'output_text'],
  },
  names: { gateway: 'GatewayLogs row', llm: 'GatewayLlmLogs row' },
  isWhole(parts) {
    if (!parts.some(({ kind }) => kind === 'gateway')) return false
    const pieces = piecesOf(parts)
    const tokens = pieces.some(
      ({ fields }) => firstSaid(fields.input_tokens, fields.output_tokens) !== undefined,
    )
    return tokens && isComplete(pieces, 'request_messages') && isComplete(pieces, 'response_messages')
  },
  merge(parts, { map }) {
    const ordered = inOrder(parts, KINDS)
    const [of] = ordered
    if (!of) return []
    const pieces = piecesOf(parts)
    const gateways = ordered.filter(({ kind }) => kind === 'gateway')
    if (pieces.length === 0) {
      const body = gateways.find(({ fields }) => fields.request_body !== undefined)
      if (!body)
        return [{ of, conversion: { passedOver: 'a gateway request that called no language model' } }]
    }
    if (gateways.length === 0) {
      return [{ of, conversion: { reason: 'no GatewayLogs row with this CorrelationId says who called' } }]
    }
    const said = mergeFields(parts, KINDS)
    const asked = fieldsOfRequestBody(said.request_body)
    const answered = fieldsOfResponseBody(said.response_body)
    const requested = messagesOf(textOf(pieces, 'request_messages'))
    const texts = requested === undefined ? asked : textsOfMessages(requested)
    const response = messagesOf(textOf(pieces, 'response_messages'))
    const isEmbedding = typeof said.url === 'string' && /\/embeddings\b/.test(said.url)
    const native = {
      ...answered,
      ...asked,
      ...said,
      operation: isEmbedding ? 'embeddings' : (asked.operation ?? 'chat'),
      request_model: firstSaid(said.request_model, asked.request_model),
      response_model: firstSaid(said.response_model, answered.response_model),
      stream: firstSaid(asked.stream, said.stream),
      input_tokens: firstSaid(said.input_tokens, answered.input_tokens),
      output_tokens: firstSaid(said.output_tokens, answered.output_tokens),
      error_type: firstSaid(said.error_type, answered.error_type),
      system_text: texts.system_text,
      input_text: texts.input_text,
      output_text: firstSaid(outputOf(response), answered.output_text),
    }
    return [{ of, conversion: finish(native, map) }]
  },
}

type Column = 'request_messages' | 'response_messages'

/** The rows of the model log in their order. */
function piecesOf(parts: readonly PlacedPart[]): PlacedPart[] {
  const pieces = parts.filter(({ kind }) => kind === 'llm')
  return pieces.sort((a, b) => Number(a.fields.sequence) - Number(b.fields.sequence) || a.key - b.key)
}

/**
 * The pieces of one column as one text, up to the first that is missing. Messages that were read as JSON on the way
 * are JSON text again; several such rows are one list.
 */
function textOf(pieces: readonly PlacedPart[], column: Column): string {
  let text = ''
  let last: number | undefined
  const lists: unknown[] = []
  for (const { fields } of pieces) {
    const value = fields[column]
    if (value === undefined || value === null || value === '') continue
    const sequence = Number(fields.sequence)
    // Behind a gap the text would go on in the middle of a word.
    if (last !== undefined && sequence > last + 1 && text !== '') break
    last = sequence
    if (typeof value === 'string') text += value
    else if (Array.isArray(value)) for (const item of value) lists.push(item)
    else lists.push(value)
  }
  return text === '' && lists.length > 0 ? JSON.stringify(lists) : text
}

/** Looks at the last piece first: putting a long message together after each of its pieces would be dear. */
function isComplete(pieces: readonly PlacedPart[], column: Column): boolean {
  const last = pieces.findLast(({ fields }) => firstSaid(fields[column]) !== undefined)?.fields[column]
  if (last === undefined) return false
  if (typeof last !== 'string') return true
  if (!/[\]}]\s{0,8}$/.test(last.slice(-10))) return false
  try {
    parseExact(textOf(pieces, column))
    return true
  } catch {
    return false
  }
}

/** Messages as far as they are there; text that is no JSON is what was said. */
function messagesOf(text: string): unknown {
  if (text === '') return undefined
  return /^\s*[[{]/.test(text) ? parseTruncated(text) : text
}

/** The answer comes as a list of messages, like the question. */
function outputOf(messages: unknown): string | undefined {
  if (!Array.isArray(messages)) return textOfResponse(messages)
  const texts = messages.map(textOfResponse).filter((text) => text !== undefined)
  return texts.length > 0 ? texts.join('\n\n') : undefined
}
