import type { RequestRecord } from '../record/index.ts'

/** A request as LiteLLM's StandardLoggingPayload, as its callbacks and its logs to buckets carry it. */
export function toLitellm(record: RequestRecord): Record<string, unknown> {
  const ok = record.status === undefined || record.status === 200
  const begin = record.time / 1000
  const messages = [
    ...(record.system_text === undefined ? [] : [{ role: 'system', content: record.system_text }]),
    { role: 'user', content: record.input_text ?? '' },
  ]
  const embedding = record.operation === 'embeddings'
  const answer = { role: 'assistant', content: record.output_text ?? '' }
  return {
    id: record.request_id,
    trace_id: record.trace_id ?? record.request_id,
    call_type: embedding ? 'aembedding' : 'acompletion',
    stream: record.stream ?? false,
    status: ok ? 'success' : 'failure',
    custom_llm_provider: record.route,
    startTime: begin,
    endTime: begin + (record.duration_ms ?? 0) / 1000,
    completionStartTime: begin + (record.duration_ms ?? 0) / 2000,
    response_time: (record.duration_ms ?? 0) / 1000,
    model: record.request_model,
    model_group: record.request_model,
    api_base: '',
    prompt_tokens: record.input_tokens ?? 0,
    completion_tokens: record.output_tokens ?? 0,
    total_tokens: (record.input_tokens ?? 0) + (record.output_tokens ?? 0),
    request_tags: [],
    end_user: record.end_user_id ?? '',
    requester_ip_address: record.client_address ?? null,
    user_agent: record.user_agent,
    metadata: {
      user_api_key_hash: record.api_key_id,
      user_api_key_user_id: record.account_id,
      user_api_key_alias: null,
      user_api_key_team_id: null,
      user_api_key_org_id: null,
      user_api_key_end_user_id: record.end_user_id ?? null,
      requester_ip_address: record.client_address ?? null,
      requester_metadata: {
        ...(record.conversation_id === undefined ? {} : { session_id: record.conversation_id }),
        ...(record.tls_fingerprint === undefined ? {} : { ja4: record.tls_fingerprint }),
      },
      requester_custom_headers: record.user_agent === undefined ? {} : { 'user-agent': record.user_agent },
    },
    messages: embedding ? [{ role: 'user', content: record.input_text ?? '' }] : messages,
    response: ok
      ? {
          id: record.request_id,
          object: 'chat.completion',
          model: record.response_model,
          choices: embedding ? [] : [{ index: 0, finish_reason: 'stop', message: answer }],
          usage: usage(record),
        }
      : null,
    error_str: ok ? null : `${record.error_type ?? 'error'}: status ${record.status}`,
    error_information: ok
      ? null
      : { error_code: String(record.status), error_class: record.error_type ?? '' },
    model_parameters: parameters(record),
  }
}

function usage(record: RequestRecord): Record<string, unknown> {
  return {
    prompt_tokens: record.input_tokens ?? 0,
    completion_tokens: record.output_tokens ?? 0,
    total_tokens: (record.input_tokens ?? 0) + (record.output_tokens ?? 0),
    ...(record.cached_input_tokens === undefined
      ? {}
      : { prompt_tokens_details: { cached_tokens: record.cached_input_tokens } }),
    ...(record.reasoning_tokens === undefined
      ? {}
      : { completion_tokens_details: { reasoning_tokens: record.reasoning_tokens } }),
  }
}

function parameters(record: RequestRecord): Record<string, unknown> {
  return {
    ...(record.temperature === undefined ? {} : { temperature: record.temperature }),
    ...(record.top_p === undefined ? {} : { top_p: record.top_p }),
    ...(record.max_tokens === undefined ? {} : { max_tokens: record.max_tokens }),
    ...(record.choice_count === undefined ? {} : { n: record.choice_count }),
    ...(record.top_logprobs === undefined ? {} : { logprobs: true, top_logprobs: record.top_logprobs }),
    ...(record.reasoning_effort === undefined ? {} : { reasoning_effort: record.reasoning_effort }),
    ...(record.tool_names === undefined
      ? {}
      : { tools: record.tool_names.map((name) => ({ type: 'function', function: { name } })) }),
    stream: record.stream ?? false,
  }
}
