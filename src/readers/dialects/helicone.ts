import { parseTime, type RequestField } from '../../record/index.ts'
import { fieldsOfRequestBody } from '../bodies/request-body.ts'
import { fieldsOfResponseBody } from '../bodies/response-body.ts'
import { sum } from '../bodies/usage.ts'
import type { ReaderOptions } from '../types.ts'
import type { Conversion, Dialect } from './dialect.ts'
import { finish, mappedFields } from './finish.ts'
import { firstSaid, objectOf } from './paths.ts'

/**
 * Helicone's requests, as its export tool writes them (JSON, NDJSON, CSV), its API answers
 * (`/v1/request/query-clickhouse`), and its ClickHouse table holds them. Bodies are there with `--include-body`.
 * The account is Helicone's user id: whom the operator's own program named in the header `Helicone-User-Id`.
 * Fields: https://docs.helicone.ai/rest/request/post-v1requestquery-clickhouse
 */
export const helicone: Dialect = {
  id: 'helicone',
  title: 'Helicone request export',
  needs: 'request_created_at with request_id or response_id, and request_user_id',
  fields: [
    'time',
    'account_id',
    'request_id',
    'api_key_id',
    'conversation_id',
    'end_user_id',
    'route',
    'operation',
    'request_model',
    'response_model',
    'temperature',
    'top_p',
    'choice_count',
    'max_tokens',
    'top_logprobs',
    'reasoning_effort',
    'stream',
    'tool_names',
    'input_tokens',
    'output_tokens',
    'reasoning_tokens',
    'cached_input_tokens',
    'status',
    'error_type',
    'duration_ms',
    'system_text',
    'input_text',
    'output_text',
  ] satisfies RequestField[],
  recognise: (rows) => rows.some(isRequest),
  toRequest,
}

function isRequest(row: Record<string, unknown>): boolean {
  const id = firstSaid(row.request_id, row.response_id, row.request_user_id)
  return row.request_created_at !== undefined && id !== undefined
}

function toRequest(row: Record<string, unknown>, options: ReaderOptions): Conversion {
  if (!isRequest(row)) return { reason: 'no Helicone request (request_created_at, request_id)' }
  const properties = objectOf(firstSaid(row.request_properties, row.properties))
  const schema = objectOf(row.llmSchema)
  const asked = fieldsOfRequestBody(firstSaid(row.request_body, schema.request))
  const answered = fieldsOfResponseBody(firstSaid(row.response_body, schema.response))
  const written = row.prompt_cache_write_tokens
  const native = {
    ...asked,
    time: row.request_created_at,
    account_id: firstSaid(row.request_user_id, row.user_id),
    api_key_id: row.proxy_key_id,
    request_id: firstSaid(row.request_id, row.response_id),
    conversation_id: firstSaid(properties['Helicone-Session-Id'], asked.conversation_id),
    route: typeof row.provider === 'string' ? row.provider.toLowerCase() : undefined,
    request_model: firstSaid(row.request_model, asked.request_model, row.model_override, row.model),
    response_model: firstSaid(row.response_model, answered.response_model, row.model),
    // Where cache counts are told apart, the prompt's tokens are those beside them.
    input_tokens: firstSaid(
      answered.input_tokens,
      sum(row.prompt_tokens, row.prompt_cache_read_tokens, written),
    ),
    output_tokens: firstSaid(row.completion_tokens, answered.output_tokens),
    reasoning_tokens: firstSaid(answered.reasoning_tokens, row.reasoning_tokens),
    cached_input_tokens: firstSaid(row.prompt_cache_read_tokens, answered.cached_input_tokens),
    status: statusOf(firstSaid(row.response_status, row.status)),
    error_type: answered.error_type,
    duration_ms: firstSaid(row.delay_ms, row.latency, durationOf(row)),
    output_text: firstSaid(answered.output_text, messagesOf(schema.response)),
  }
  return finish(options.map ? { ...native, ...mappedFields(row, options.map) } : native, options.map)
}

/** Helicone has numbers of its own below zero for what it broke off itself. */
function statusOf(status: unknown): unknown {
  const code = Number(status)
  return code >= 100 && code <= 599 ? code : undefined
}

function durationOf(row: Record<string, unknown>): number | undefined {
  const start = parseTime(row.request_created_at)
  const end = parseTime(row.response_created_at)
  return start !== undefined && end !== undefined && end >= start ? end - start : undefined
}

/** Helicone's own form of an answer has a list of messages. */
function messagesOf(response: unknown): string | undefined {
  const { messages } = objectOf(response)
  if (!Array.isArray(messages)) return undefined
  const texts = messages.map((message: unknown) => fieldsOfResponseBody(message).output_text)
  const said = texts.filter((text) => text !== undefined)
  return said.length > 0 ? said.join('\n\n') : undefined
}
