import { parseTime, type RequestField } from '../../record/index.ts'
import { textOfResponse, textsOfMessages } from '../text/chat.ts'
import type { ReaderOptions } from '../types.ts'
import type { Conversion, Dialect } from './dialect.ts'
import { finish, mappedFields } from './finish.ts'
import { errorTypeOf, operationOf, statusOf, toolNames } from './litellm-values.ts'
import { firstSaid, objectOf } from './paths.ts'

/**
 * LiteLLM's StandardLoggingPayload, as its `generic_api`, S3, GCS and file callbacks write it, bare or inside
 * `standard_logging_object`, old variants and new; also rows exported from its spend log table.
 * Fields: https://docs.litellm.ai/docs/proxy/logging_spec and litellm/types/utils.py.
 */
export const litellm: Dialect = {
  id: 'litellm',
  title: 'LiteLLM StandardLoggingPayload',
  needs: 'startTime with call_type, model_parameters or metadata.user_api_key_*',
  fields: [
    'time',
    'account_id',
    'request_id',
    'trace_id',
    'conversation_id',
    'api_key_id',
    'end_user_id',
    'client_address',
    'user_agent',
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
  recognise: (rows) => rows.some(isPayload),
  toRequest,
}

function payloadOf(row: Record<string, unknown>): Record<string, unknown> {
  return row.standard_logging_object === undefined ? row : objectOf(row.standard_logging_object)
}

function isPayload(row: Record<string, unknown>): boolean {
  const payload = payloadOf(row)
  if (payload.startTime === undefined) return false
  return (
    payload.call_type !== undefined ||
    payload.model_parameters !== undefined ||
    Object.keys(objectOf(payload.metadata)).some((key) => key.startsWith('user_api_key'))
  )
}

/** LiteLLM books whatever its administrator does, and the keys made in its console, on this one user. */
const ADMINISTRATOR = 'default_user_id'

/** One literal for all fields: objects put together from spreads cost ten times as much here. */
function toRequest(row: Record<string, unknown>, options: ReaderOptions): Conversion {
  const payload = payloadOf(row)
  const metadata = objectOf(payload.metadata)
  const parameters = objectOf(payload.model_parameters)
  const response = objectOf(payload.response)
  const hidden = objectOf(payload.hidden_params)
  const headers = objectOf(metadata.requester_custom_headers)
  const usage = objectOf(firstSaid(metadata.usage_object, hidden.usage_object, response.usage))
  const inputDetails = objectOf(firstSaid(usage.prompt_tokens_details, usage.input_tokens_details))
  const outputDetails = objectOf(firstSaid(usage.completion_tokens_details, usage.output_tokens_details))
  const texts = textsOfMessages(firstSaid(payload.messages, objectOf(payload.proxy_server_request).messages))
  const native = {
    time: payload.startTime,
    account_id: accountOf(payload, metadata),
    request_id: firstSaid(payload.id, payload.request_id, payload.litellm_call_id),
    trace_id: payload.trace_id,
    conversation_id: firstSaid(
      payload.session_id,
      metadata.session_id,
      objectOf(metadata.requester_metadata).session_id,
      headers['x-litellm-session-id'],
    ),
    api_key_id: keyOf(payload, metadata),
    end_user_id: firstSaid(payload.end_user, metadata.user_api_key_end_user_id),
    client_address: firstSaid(payload.requester_ip_address, metadata.requester_ip_address),
    user_agent: firstSaid(
      payload.user_agent,
      metadata.user_agent,
      headers['user-agent'],
      headers['x-user-agent'],
    ),
    route: payload.custom_llm_provider,
    operation: operationOf(payload.call_type),
    // The group is the name that the caller used; `model` is what the router made of it.
    request_model: firstSaid(payload.model_group, payload.model),
    response_model: firstSaid(response.model, hidden.litellm_model_name, payload.model),
    temperature: parameters.temperature,
    top_p: parameters.top_p,
    choice_count: parameters.n,
    max_tokens: firstSaid(
      parameters.max_tokens,
      parameters.max_completion_tokens,
      parameters.max_output_tokens,
    ),
    top_logprobs: parameters.top_logprobs,
    reasoning_effort: firstSaid(parameters.reasoning_effort, objectOf(parameters.reasoning).effort),
    stream: firstSaid(payload.stream, parameters.stream),
    tool_names: toolNames(parameters.tools, parameters.functions),
    input_tokens: firstSaid(payload.prompt_tokens, usage.prompt_tokens, usage.input_tokens),
    output_tokens: firstSaid(payload.completion_tokens, usage.completion_tokens, usage.output_tokens),
    reasoning_tokens: outputDetails.reasoning_tokens,
    cached_input_tokens: firstSaid(inputDetails.cached_tokens, usage.cache_read_input_tokens),
    status: statusOf(payload),
    error_type: errorTypeOf(payload),
    duration_ms: durationOf(payload),
    system_text: texts.system_text,
    input_text: texts.input_text,
    output_text: textOfResponse(payload.response),
  }
  return finish(options.map ? { ...native, ...mappedFields(payload, options.map) } : native, options.map)
}

function keyOf(payload: Record<string, unknown>, metadata: Record<string, unknown>): unknown {
  return firstSaid(metadata.user_api_key_hash, metadata.user_api_key, payload.api_key)
}

/** What the proxy knows of the key alone; `model_parameters.user` is the caller's word. */
function accountOf(payload: Record<string, unknown>, metadata: Record<string, unknown>): unknown {
  const isSpendLog = payload.spend !== undefined
  const user = firstSaid(metadata.user_api_key_user_id, isSpendLog ? payload.user : undefined)
  const key = keyOf(payload, metadata)
  return user === ADMINISTRATOR ? firstSaid(key, user) : firstSaid(user, key)
}

function durationOf(payload: Record<string, unknown>): number | undefined {
  const start = parseTime(payload.startTime)
  const end = parseTime(payload.endTime)
  return start !== undefined && end !== undefined && end >= start ? end - start : undefined
}
