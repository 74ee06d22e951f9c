import { parseTime } from '../../record/index.ts'
import { operationOf } from '../dialects/litellm-values.ts'
import { firstSaid, objectOf } from '../dialects/paths.ts'
import { lookup } from '../lookup.ts'
import { contentsOf } from './contents.ts'
import { firstOf, namesOf } from './lookup.ts'
import type { Attributes, Span } from './span.ts'

/** Operations of agents and tools, in which no model is asked: their calls of models have spans of their own. */
const NO_CALL = new Set([
  'invoke_agent',
  'create_agent',
  'execute_tool',
  'invoke_workflow',
  'retrieval',
  'search_memory',
  'rerank',
])

const GENERIC = [
  'gen_ai.request.model',
  'gen_ai.response.model',
  'gen_ai.usage.input_tokens',
  'gen_ai.usage.prompt_tokens',
  'gen_ai.usage.output_tokens',
  'gen_ai.usage.completion_tokens',
  'gen_ai.input.messages',
]

/**
 * Whether a span is one call of a model. Each dialect also has spans around the calls (chains, agents, the SDK's
 * own function), which tell the same request a second time.
 */
export function isCall({ attributes }: Span): boolean {
  const vercel = attributes['ai.operationId']
  if (typeof vercel === 'string') return /\.do(?:Generate|Stream|Embed)$/.test(vercel)
  const inference = attributes['openinference.span.kind']
  if (typeof inference === 'string') return /^(?:llm|embedding)$/i.test(inference)
  const operation = attributes['gen_ai.operation.name']
  if (typeof operation === 'string' && operation !== '') return !NO_CALL.has(operation)
  const asked = attributes['llm.request.type']
  if (typeof asked === 'string') return /^(?:chat|completion|embedding)$/.test(asked)
  if (attributes['traceloop.span.kind'] !== undefined || attributes['gen_ai.tool.name'] !== undefined)
    return false
  return firstOf(attributes, GENERIC) !== undefined
}

/** What a call's own span says of the request, under native field names; who made it is not among it. */
export function fieldsOf(span: Span): Record<string, unknown> {
  const { attributes } = span
  const { parameters, ...texts } = contentsOf(span)
  const plain = (field: Parameters<typeof namesOf>[0]) => firstOf(attributes, namesOf(field))
  return {
    time: span.start,
    duration_ms: durationOf(span),
    trace_id: span.traceId,
    request_id: firstSaid(plain('request_id'), span.spanId),
    conversation_id: plain('conversation_id'),
    end_user_id: parameters.user,
    route: plain('route'),
    operation: operation(attributes, plain('operation')),
    request_model: firstSaid(plain('request_model'), parameters.model),
    response_model: plain('response_model'),
    temperature: firstSaid(plain('temperature'), parameters.temperature),
    top_p: firstSaid(plain('top_p'), parameters.top_p),
    choice_count: firstSaid(plain('choice_count'), parameters.n),
    max_tokens: firstSaid(
      plain('max_tokens'),
      parameters.max_tokens,
      parameters.max_completion_tokens,
      parameters.max_output_tokens,
    ),
    top_logprobs: firstSaid(plain('top_logprobs'), parameters.top_logprobs),
    reasoning_effort: firstSaid(
      plain('reasoning_effort'),
      parameters.reasoning_effort,
      objectOf(parameters.reasoning).effort,
    ),
    stream: firstSaid(plain('stream'), parameters.stream),
    input_tokens: plain('input_tokens'),
    output_tokens: plain('output_tokens'),
    reasoning_tokens: plain('reasoning_tokens'),
    cached_input_tokens: plain('cached_input_tokens'),
    error_type: firstSaid(plain('error_type'), thrown(span), span.failed ? 'error' : undefined),
    ...texts,
  }
}

function durationOf({ start, end }: Span): number | undefined {
  const from = parseTime(start)
  const to = parseTime(end)
  return from !== undefined && to !== undefined && to >= from ? to - from : undefined
}

/** In OpenTelemetry's words. */
function operation(attributes: Attributes, named: unknown): unknown {
  const inference = attributes['openinference.span.kind']
  if (typeof named === 'string') {
    if (/\.doEmbed$/.test(named) || named === 'embedding') return 'embeddings'
    return /\.do(?:Generate|Stream)$/.test(named) ? 'chat' : operationOf(TRACELOOP[named] ?? named)
  }
  if (typeof inference === 'string') return /^embedding$/i.test(inference) ? 'embeddings' : 'chat'
  return undefined
}

const TRACELOOP = lookup<string>({ completion: 'text_completion' })

/** https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-spans/ */
function thrown({ events }: Span): unknown {
  return events.find(({ name }) => name === 'exception')?.attributes['exception.type']
}
