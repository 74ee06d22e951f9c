import { type FieldTable, type Normalised, normalise } from './normalise.ts'

/**
 * One request to a model, as far as its source knew it. Names follow OpenTelemetry's GenAI semantic
 * conventions in snake_case; an absent property means that the source did not say.
 */
export interface RequestRecord {
  /** Milliseconds since 1970, UTC. */
  time: number
  /** Who is billed. Without it a record cannot be judged and waits for a join. */
  account_id: string
  request_id?: string
  trace_id?: string
  conversation_id?: string
  api_key_id?: string
  end_user_id?: string
  client_address?: string
  user_agent?: string
  tls_fingerprint?: string
  route?: string
  operation?: string
  request_model?: string
  response_model?: string
  temperature?: number
  top_p?: number
  choice_count?: number
  max_tokens?: number
  top_logprobs?: number
  reasoning_effort?: string
  stream?: boolean
  tool_names?: string[]
  /** Tokens; cached input is included. */
  input_tokens?: number
  output_tokens?: number
  reasoning_tokens?: number
  cached_input_tokens?: number
  status?: number
  error_type?: string
  duration_ms?: number
  system_text?: string
  /** What the caller added since the model last spoke. */
  input_text?: string
  output_text?: string
}

/**
 * Every field with its type, who vouches for it, and the other names it goes by.
 * `observed`: the provider saw it. `caller`: the caller wrote it and can forge it; it never identifies.
 */
export const REQUEST_FIELDS = {
  time: {
    type: 'time',
    origin: 'observed',
    aliases: ['timestamp', 'created_at', 'start_time', '@timestamp'],
  },
  account_id: { type: 'text', origin: 'observed', aliases: ['account', 'user_id', 'customer_id'] },
  request_id: { type: 'text', origin: 'observed', aliases: ['id'] },
  trace_id: { type: 'text', origin: 'caller' },
  conversation_id: { type: 'text', origin: 'caller', aliases: ['gen_ai.conversation.id', 'session_id'] },
  api_key_id: { type: 'text', origin: 'observed', aliases: ['key_id'] },
  end_user_id: { type: 'text', origin: 'caller', aliases: ['end_user'] },
  client_address: {
    type: 'text',
    origin: 'observed',
    aliases: ['client.address', 'ip', 'ip_address', 'remote_addr'],
  },
  user_agent: { type: 'text', origin: 'caller', aliases: ['user_agent.original'] },
  tls_fingerprint: { type: 'text', origin: 'observed', aliases: ['ja4', 'tls.client.ja4'] },
  route: { type: 'text', origin: 'observed' },
  operation: { type: 'text', origin: 'observed', aliases: ['gen_ai.operation.name'] },
  request_model: { type: 'text', origin: 'caller', aliases: ['model', 'gen_ai.request.model'] },
  response_model: { type: 'text', origin: 'observed', aliases: ['gen_ai.response.model'] },
  temperature: { type: 'number', origin: 'caller', aliases: ['gen_ai.request.temperature'] },
  top_p: { type: 'number', origin: 'caller', aliases: ['gen_ai.request.top_p'] },
  choice_count: { type: 'count', origin: 'caller', aliases: ['n', 'gen_ai.request.choice.count'] },
  max_tokens: { type: 'count', origin: 'caller', aliases: ['gen_ai.request.max_tokens'] },
  top_logprobs: { type: 'count', origin: 'caller' },
  reasoning_effort: { type: 'text', origin: 'caller' },
  stream: { type: 'flag', origin: 'caller' },
  tool_names: { type: 'list', origin: 'caller' },
  input_tokens: {
    type: 'count',
    origin: 'observed',
    aliases: ['prompt_tokens', 'gen_ai.usage.input_tokens'],
  },
  output_tokens: {
    type: 'count',
    origin: 'observed',
    aliases: ['completion_tokens', 'gen_ai.usage.output_tokens'],
  },
  reasoning_tokens: { type: 'count', origin: 'observed' },
  cached_input_tokens: { type: 'count', origin: 'observed', aliases: ['cached_tokens'] },
  status: { type: 'count', origin: 'observed', aliases: ['status_code', 'http.response.status_code'] },
  error_type: { type: 'text', origin: 'observed', aliases: ['error.type'] },
  duration_ms: { type: 'number', origin: 'observed', aliases: ['latency_ms'] },
  system_text: { type: 'text', origin: 'caller', aliases: ['system', 'system_prompt'] },
  input_text: { type: 'text', origin: 'caller', aliases: ['input', 'prompt'] },
  output_text: { type: 'text', origin: 'observed', aliases: ['output', 'completion', 'response'] },
} as const satisfies FieldTable

export type RequestField = keyof typeof REQUEST_FIELDS

/** What a request cannot do without. */
export const REQUIRED_REQUEST_FIELDS = ['time', 'account_id'] as const

/**
 * A raw row with native field names (or their aliases) as a request. Unknown fields are ignored; a field of
 * the wrong type is dropped and named in `dropped`; a missing required field makes the row unusable.
 */
export function normaliseRequest(row: Record<string, unknown>): Normalised<RequestRecord> {
  return normalise<RequestRecord>(row, REQUEST_FIELDS, REQUIRED_REQUEST_FIELDS)
}
