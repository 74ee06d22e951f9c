import type { RequestField } from '../../record/index.ts'
import { isRow } from '../framings/lenient-json.ts'
import type { ReaderOptions } from '../types.ts'
import type { Conversion, Dialect } from './dialect.ts'
import { finish, mappedFields } from './finish.ts'
import { firstSaid, objectOf } from './paths.ts'

/**
 * Envoy AI Gateway's access log in JSON. Which fields it has, and how they are called, its owner decides; known are
 * those of the gateway's guide (`genai_*`), of its own default (`gen_ai.*`), and dynamic metadata of the namespace
 * `io.envoy.ai_gateway` as it is. An access log has no texts, and who called only if the owner added it.
 * Fields: https://aigateway.envoyproxy.io/docs/capabilities/observability/accesslogs
 */
export const envoyAi: Dialect = {
  id: 'envoy-ai',
  title: 'Envoy AI Gateway access log',
  needs: 'start_time with genai_* or gen_ai.* fields, or metadata io.envoy.ai_gateway; and account_id',
  fields: [
    'time',
    'account_id',
    'request_id',
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
    'input_tokens',
    'output_tokens',
    'reasoning_tokens',
    'cached_input_tokens',
    'status',
    'error_type',
    'duration_ms',
  ] satisfies RequestField[],
  recognise: (rows) => rows.some((row) => isEntry(row) && hasModelField(row)),
  toRequest,
}

const NAMESPACE = 'io.envoy.ai_gateway'

function isEntry(row: Record<string, unknown>): boolean {
  const time = firstSaid(row.start_time, row.time, row.timestamp, row['@timestamp'])
  const wasServed = firstSaid(row.response_code, row.response_flags, row.upstream_cluster, row.route_name)
  return time !== undefined && wasServed !== undefined
}

/** Whether the owner logs the gateway's fields at all; in other routes' entries they are empty. */
function hasModelField(row: Record<string, unknown>): boolean {
  const names = Object.keys(row)
  return names.some((name) => /^(?:genai_|gen_ai[._]|llm_\w*_token)/.test(name)) || isRow(metadataOf(row))
}

function metadataOf(row: Record<string, unknown>): unknown {
  const around = [row, row.dynamic_metadata, row.filter_metadata, row.metadata].map(objectOf)
  const nested = objectOf(objectOf(row.metadata).filter_metadata)
  return [...around, nested].map((place) => place[NAMESPACE]).find((found) => found !== undefined)
}

/** Envoy writes a dash for what is not there. */
function fieldReader(row: Record<string, unknown>) {
  const metadata = objectOf(metadataOf(row))
  return (...names: readonly string[]): unknown => {
    for (const name of names) {
      const value = firstSaid(row[name], metadata[name])
      if (value !== undefined && value !== '-') return value
    }
    return undefined
  }
}

function toRequest(row: Record<string, unknown>, options: ReaderOptions): Conversion {
  if (!isEntry(row)) return { reason: 'no Envoy access log entry (start_time, response_code)' }
  const field = fieldReader(row)
  const model = field('gen_ai.request.model', 'genai_model_name', 'x-ai-eg-model', 'model')
  const input = field('gen_ai.usage.input_tokens', 'genai_tokens_input', 'llm_input_token')
  if (model === undefined && input === undefined) return { passedOver: 'a request that called no model' }
  const path = String(field('request.path', 'x-envoy-origin-path', 'x-envoy-original-path', 'path') ?? '')
  const native = {
    time: field('start_time', 'time', 'timestamp', '@timestamp'),
    account_id: field('account_id', 'x-client-id', 'client_id', 'consumer_id', 'tenant_id'),
    api_key_id: field('api_key_id', 'key_id'),
    end_user_id: field('end_user_id', 'user.id', 'x-user-id', 'user_id'),
    request_id: field('x-request-id', 'request_id'),
    conversation_id: field('session.id', 'session_id', 'agent-session-id'),
    client_address: field(
      'x-forwarded-for',
      'client_address',
      'downstream_remote_address',
      'downstream_direct_remote_address',
    ),
    user_agent: field('user-agent', 'user_agent'),
    tls_fingerprint: field('tls_ja4_fingerprint', 'ja4', 'ja4_fingerprint'),
    route: field('gen_ai.provider.name', 'genai_backend_name', 'backend_name') ?? 'envoy',
    operation: field('gen_ai.operation.name') ?? operationOf(path),
    request_model: model,
    response_model: field('gen_ai.response.model', 'genai_model_name_override', 'model_name_override'),
    input_tokens: input,
    output_tokens: field('gen_ai.usage.output_tokens', 'genai_tokens_output', 'llm_output_token'),
    reasoning_tokens: field('gen_ai.usage.reasoning_tokens', 'genai_tokens_reasoning', 'llm_reasoning_token'),
    cached_input_tokens: field(
      'gen_ai.usage.cache_read.input_tokens',
      'gen_ai.usage.cached_input_tokens',
      'genai_tokens_cached_input',
      'llm_cached_input_token',
    ),
    status: field('response_code', 'response.code'),
    error_type: field('error.type', 'upstream_transport_failure_reason'),
    duration_ms: field('duration', 'duration_ms'),
  }
  return finish(options.map ? { ...native, ...mappedFields(row, options.map) } : native, options.map)
}

function operationOf(path: string): string | undefined {
  if (/\/embeddings\b/.test(path)) return 'embeddings'
  if (/\/(?:chat\/completions|messages|responses)\b/.test(path)) return 'chat'
  return /\/completions\b/.test(path) ? 'text_completion' : undefined
}
