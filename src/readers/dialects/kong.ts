import type { RequestField } from '../../record/index.ts'
import { headersOf } from '../bodies/headers.ts'
import { fieldsOfRequestBody } from '../bodies/request-body.ts'
import { fieldsOfResponseBody } from '../bodies/response-body.ts'
import { fieldsOfUsage } from '../bodies/usage.ts'
import { isRow } from '../framings/lenient-json.ts'
import type { ReaderOptions } from '../types.ts'
import type { Conversion, Dialect } from './dialect.ts'
import { finish, mappedFields } from './finish.ts'
import { firstSaid, objectOf } from './paths.ts'

/**
 * Kong's log of a request that its AI proxy served, as the http-log, file-log, tcp-log and kafka-log plugins write
 * it. With `log_payloads` one entry has both who called and what was said. The `ai` part of it came under the
 * plugin's name (`ai-proxy`, `ai-proxy-advanced`) at first and comes under `proxy` now.
 * Fields: https://developer.konghq.com/ai-gateway/ai-audit-log-reference and https://developer.konghq.com/plugins/http-log/
 */
export const kong: Dialect = {
  id: 'kong',
  title: 'Kong AI proxy log',
  needs: 'started_at, request and latencies, with ai',
  fields: [
    'time',
    'account_id',
    'request_id',
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
  recognise: (rows) => rows.some((row) => isEntry(row) && proxyOf(row) !== undefined),
  toRequest,
}

function isEntry(row: Record<string, unknown>): boolean {
  return row.started_at !== undefined && isRow(row.request) && (isRow(row.latencies) || isRow(row.ai))
}

/** What the proxy plugin said of the model: the part of `ai` that has a model's name or a count. */
function proxyOf(row: Record<string, unknown>): Readonly<Record<string, unknown>> | undefined {
  const ai = objectOf(row.ai)
  const known = [ai.proxy, ai['ai-proxy-advanced'], ai['ai-proxy']]
  return [...known, ...Object.values(ai), ai]
    .filter(isRow)
    .find(({ meta, usage }) => isRow(meta) || isRow(usage))
}

function toRequest(row: Record<string, unknown>, options: ReaderOptions): Conversion {
  if (!isEntry(row)) return { reason: 'no Kong log entry (started_at, request, latencies)' }
  const proxy = proxyOf(row)
  if (!proxy) return { passedOver: 'a request that no AI proxy served' }
  const native = fieldsOf(row, proxy)
  return finish(options.map ? { ...native, ...mappedFields(row, options.map) } : native, options.map)
}

function fieldsOf(row: Record<string, unknown>, proxy: Readonly<Record<string, unknown>>) {
  const request = objectOf(row.request)
  const headers = headersOf(request.headers)
  const meta = objectOf(proxy.meta)
  const payload = objectOf(proxy.payload)
  const shared = objectOf(objectOf(row.ai).payload)
  const asked = fieldsOfRequestBody(firstSaid(payload.request, shared.request))
  const answered = fieldsOfResponseBody(firstSaid(payload.response, shared.response))
  const counted = fieldsOfUsage(proxy.usage)
  const status = objectOf(row.response).status
  return {
    ...asked,
    time: row.started_at,
    account_id: accountOf(row),
    api_key_id: objectOf(row.authenticated_entity).id,
    // A header of that name is the caller's; the id in `request` is Kong's own.
    request_id: request.id,
    client_address: row.client_ip,
    user_agent: headers('user-agent'),
    route: firstSaid(meta.provider_name, 'kong'),
    operation: firstSaid(asked.operation, 'chat'),
    request_model: firstSaid(asked.request_model, meta.request_model),
    response_model: firstSaid(meta.response_model, answered.response_model),
    stream: firstSaid(
      asked.stream,
      meta.request_mode === undefined ? undefined : meta.request_mode === 'stream',
    ),
    input_tokens: firstSaid(counted.input_tokens, answered.input_tokens),
    output_tokens: firstSaid(counted.output_tokens, answered.output_tokens),
    reasoning_tokens: firstSaid(counted.reasoning_tokens, answered.reasoning_tokens),
    cached_input_tokens: firstSaid(counted.cached_input_tokens, answered.cached_input_tokens),
    status,
    error_type: answered.error_type,
    duration_ms: objectOf(row.latencies).request,
    output_text: answered.output_text,
  }
}

/** The consumer under the name that its owner gave it, which other systems know; else Kong's own id of it. */
function accountOf(row: Record<string, unknown>): unknown {
  const consumer = objectOf(row.consumer)
  const entity = objectOf(row.authenticated_entity)
  return firstSaid(consumer.custom_id, consumer.id, consumer.username, entity.consumer_id)
}
