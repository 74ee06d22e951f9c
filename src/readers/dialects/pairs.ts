import { isMissingText, parseTime, type RequestField } from '../../record/index.ts'
import { type Headers, headersOf } from '../bodies/headers.ts'
import { fieldsOfRequestBody, isRequestBody } from '../bodies/request-body.ts'
import { fieldsOfResponseBody } from '../bodies/response-body.ts'

import type { ReaderOptions } from '../types.ts'
import type { Conversion, Dialect } from './dialect.ts'
import { finish, mappedFields } from './finish.ts'
import { firstSaid, objectOf } from './paths.ts'

type Row = Readonly<Record<string, unknown>>

/**
 * Requests with their responses as an API's own logger keeps them: `{timestamp, request, response, headers, …}`, the
 * bodies in the shapes of OpenAI (Chat Completions, Responses) or Anthropic (Messages), bare or within the HTTP
 * message (`{method, url, headers, body}`, `{status_code, headers, body}`), also as batches have them
 * (`custom_id`, `body`, `response.body`). Fields beside them go by their native names.
 */
export const pairs: Dialect = {
  id: 'pairs',
  title: 'API request and response pairs',
  needs: 'a request body (request, request.body or body) beside a response; a time; and account_id',
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
    'tls_fingerprint',
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
  recognise: (rows) => rows.some((row) => isRequestBody(requestBodyOf(row)) && responseOf(row) !== undefined),
  toRequest,
}

function requestBodyOf(row: Row): unknown {
  const request = objectOf(row.request)
  return firstSaid(request.body, request.json, row.request_body, row.requestBody, row.request, row.body)
}

function responseOf(row: Row): unknown {
  return firstSaid(row.response, row.response_body, row.responseBody, row.result, row.error)
}

function toRequest(row: Record<string, unknown>, options: ReaderOptions): Conversion {
  const body = requestBodyOf(row)
  if (body === undefined) return { reason: 'no request body (request, request.body or body)' }
  const native = fieldsOf(row, body)
  return finish(options.map ? { ...native, ...mappedFields(row, options.map) } : native, options.map)
}

function fieldsOf(row: Row, body: unknown) {
  const request = objectOf(row.request)
  const response = objectOf(responseOf(row))
  // An Anthropic batch has its answers as `{"type":"succeeded","message":{…}}`.
  const answer = firstSaid(response.body, response.json, response.message, responseOf(row))
  const answerBody = objectOf(answer)
  const sent = headersOf(firstSaid(request.headers, row.request_headers, row.requestHeaders, row.headers))
  const received = headersOf(firstSaid(response.headers, row.response_headers, row.responseHeaders))
  const asked = fieldsOfRequestBody(body)
  const answered = fieldsOfResponseBody(answer)
  const status = firstSaid(
    response.status_code,
    response.statusCode,
    statusOf(response.status),
    row.status_code,
    row.status,
  )
  return {
    // What stands beside the bodies has native names, or their aliases.
    ...over(row, asked, answered),
    time: firstSaid(
      row.time,
      row.timestamp,
      row.created_at,
      row['@timestamp'],
      row.start_time,
      request.timestamp,
      secondsOf(answerBody.created),
      secondsOf(answerBody.created_at),
    ),
    // The provider names the organisation that it bills in headers of its response.
    account_id: firstSaid(
      row.account_id,
      row.account,
      row.organization_id,
      row.org_id,
      row.customer_id,
      row.user_id,
      received('anthropic-organization-id'),
      received('openai-organization'),
    ),
    request_id: firstSaid(
      row.request_id,
      response.request_id,
      received('request-id'),
      received('x-request-id'),
      answerBody.id,
      row.custom_id,
    ),
    conversation_id: firstSaid(row.conversation_id, row.session_id, asked.conversation_id),
    api_key_id: firstSaid(row.api_key_id, row.key_id, row.api_key_hash, keyOf(sent)),
    end_user_id: firstSaid(row.end_user_id, row.end_user, asked.end_user_id),
    client_address: firstSaid(
      row.client_address,
      row.client_ip,
      row.ip,
      row.ip_address,
      row.remote_addr,
      sent('x-forwarded-for'),
      sent('x-real-ip'),
    ),
    user_agent: firstSaid(row.user_agent, sent('user-agent')),
    request_model: firstSaid(asked.request_model, row.model),
    operation: operationOf(
      firstSaid(request.url, request.path, row.url, row.endpoint, row.path),
      asked.operation,
    ),
    status,
    error_type: firstSaid(answered.error_type, row.error_type),
    duration_ms: firstSaid(row.duration_ms, row.latency_ms, row.response_time_ms),
    // `request`, `response` and `error` are no texts.
    input_text: asked.input_text ?? '',
    system_text: asked.system_text ?? '',
    output_text: answered.output_text ?? '',
  }
}

/** Fields with those of later objects over them, where these say something. */
function over(...objects: readonly Row[]): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const object of objects) {
    for (const [name, value] of Object.entries(object)) if (value !== undefined) fields[name] = value
  }
  return fields
}

/** The Responses API has a word (`completed`) where HTTP has a number. */
function statusOf(status: unknown): unknown {
  return typeof status === 'number' ? status : undefined
}

/** Nanoseconds are more than a number holds, and come as digits. */
function secondsOf(time: unknown): number | undefined {
  return typeof time === 'number' || /^\d+$/.test(String(time)) ? parseTime(time) : undefined
}

/** A key as it was sent, unless it was taken out. It is stored as a keyed hash, and never names an account. */
function keyOf(sent: Headers): string | undefined {
  const key = firstSaid(sent('x-api-key'), sent('api-key'), sent('authorization')?.replace(/^Bearer\s+/i, ''))
  return typeof key === 'string' && !isMissingText(key) && !key.includes('*') ? key : undefined
}

function operationOf(url: unknown, byShape: string | undefined): string | undefined {
  const path = typeof url === 'string' ? url : ''
  if (/\/embeddings\b/.test(path)) return 'embeddings'
  if (/\/(?:chat\/completions|messages|responses)\b/.test(path)) return 'chat'
  return /\/completions\b/.test(path) ? 'text_completion' : byShape
}
