import { afterAll, expect, test } from 'vitest'
import { collect, scratch } from '../testing/collect.ts'
import { litellm } from './litellm.ts'

const files = scratch()
afterAll(files.clear)

/** Written by hand after https://docs.litellm.ai/docs/proxy/logging_spec and litellm/types/utils.py. */
const PAYLOAD = {
  id: 'chatcmpl-9f1c',
  trace_id: 'trace-77',
  litellm_call_id: 'b980db26-9512-45cc-b1da-c511a363b83f',
  call_type: 'acompletion',
  stream: true,
  response_cost: 2.85e-5,
  cost_breakdown: { input_cost: 1e-5, output_cost: 1.85e-5 },
  response_cost_failure_debug_info: null,
  status: 'success',
  status_fields: { llm_api_status: 'success', guardrail_status: 'not_run' },
  custom_llm_provider: 'azure',
  total_tokens: 150,
  prompt_tokens: 100,
  completion_tokens: 50,
  startTime: 1790000000.25,
  endTime: 1790000001.5,
  completionStartTime: 1790000000.9,
  response_time: 0.65,
  model_map_information: { model_map_key: 'gpt-4o', model_map_value: null },
  model: 'gpt-4o-2024-08-06',
  model_id: 'deployment-3',
  model_group: 'gpt-4o',
  api_base: 'https://example.openai.azure.com',
  metadata: {
    user_api_key_hash: '88dc28d0f030c55ed4ab77ed8faf098196cb1c05df778539800c9f1243fe6b4b',
    user_api_key_alias: 'prod',
    user_api_key_org_id: 'org-1',
    user_api_key_team_id: 'team-1',
    user_api_key_user_id: 'user-1',
    user_api_key_team_alias: 'Team One',
    user_api_key_end_user_id: 'seat-4',
    user_api_key_request_route: '/chat/completions',
    spend_logs_metadata: null,
    requester_ip_address: '203.0.113.7',
    requester_metadata: { source: 'runner' },
    requester_custom_headers: { 'x-litellm-session-id': 'session-42' },
    usage_object: {
      prompt_tokens: 100,
      completion_tokens: 50,
      prompt_tokens_details: { cached_tokens: 64, audio_tokens: null },
      completion_tokens_details: { reasoning_tokens: 20 },
    },
  },
  cache_hit: false,
  cache_key: null,
  saved_cache_cost: 0,
  request_tags: [],
  end_user: '',
  requester_ip_address: '203.0.113.7',
  user_agent: 'OpenAI/Python 2.24.0',
  messages: [
    { role: 'system', content: 'You are terse.' },
    { role: 'user', content: 'First question' },
    { role: 'assistant', content: 'First answer' },
    { role: 'tool', tool_call_id: 'c1', content: 'tool says 4' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is shown?' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
      ],
    },
  ],
  response: {
    id: 'chatcmpl-9f1c',
    object: 'chat.completion',
    model: 'gpt-4o-2024-08-06',
    choices: [
      {
        index: 0,
        finish_reason: 'stop',
        message: { role: 'assistant', content: 'A cat.', tool_calls: null },
      },
      { index: 1, finish_reason: 'stop', message: { role: 'assistant', content: 'A grey cat.' } },
    ],
    usage: { prompt_tokens: 100, completion_tokens: 50, total_tokens: 150 },
  },
  error_str: null,
  error_information: { error_code: '', error_class: '', llm_provider: '' },
  model_parameters: {
    temperature: 0.2,
    top_p: 0.9,
    n: 2,
    max_completion_tokens: 512,
    top_logprobs: 5,
    reasoning_effort: 'low',
    stream: true,
    user: 'caller says so',
    tools: [{ type: 'function', function: { name: 'look', parameters: {} } }, { name: 'anthropic_style' }],
  },
  hidden_params: { litellm_model_name: 'azure/gpt-4o', usage_object: null },
  guardrail_information: null,
}

function convert(change: Record<string, unknown>, options = {}) {
  const result = litellm.toRequest({ ...PAYLOAD, ...change }, options)
  if (!('record' in result)) throw new Error(JSON.stringify(result))
  return result.record
}

test('a whole payload', () => {
  const result = litellm.toRequest(PAYLOAD, {})
  expect(result).toEqual({
    dropped: [],
    record: {
      time: 1_790_000_000_250,
      account_id: 'user-1',
      request_id: 'chatcmpl-9f1c',
      trace_id: 'trace-77',
      conversation_id: 'session-42',
      api_key_id: '88dc28d0f030c55ed4ab77ed8faf098196cb1c05df778539800c9f1243fe6b4b',
      end_user_id: 'seat-4',
      client_address: '203.0.113.7',
      user_agent: 'OpenAI/Python 2.24.0',
      route: 'azure',
      operation: 'chat',
      request_model: 'gpt-4o',
      response_model: 'gpt-4o-2024-08-06',
      temperature: 0.2,
      top_p: 0.9,
      choice_count: 2,
      max_tokens: 512,
      top_logprobs: 5,
      reasoning_effort: 'low',
      stream: true,
      tool_names: ['look', 'anthropic_style'],
      input_tokens: 100,
      output_tokens: 50,
      reasoning_tokens: 20,
      cached_input_tokens: 64,
      status: 200,
      duration_ms: 1250,
      system_text: 'You are terse.',
      input_text: 'tool says 4\n\nWhat is shown?',
      output_text: 'A cat.\n\nA grey cat.',
    },
  })
  const filled = 'record' in result ? Object.keys(result.record) : []
  expect([...litellm.fields].sort()).toEqual([...filled, 'error_type'].sort())
})

test('the account is the user, else the key; never the administrator whom all keys share', () => {
  const key = PAYLOAD.metadata.user_api_key_hash
  const withUser = (user: unknown) =>
    convert({ metadata: { ...PAYLOAD.metadata, user_api_key_user_id: user } }).account_id
  expect(withUser('user-9')).toBe('user-9')
  expect(withUser(null)).toBe(key)
  expect(withUser('default_user_id')).toBe(key)
  expect(convert({}, { map: { account_id: 'metadata.user_api_key_team_id' } }).account_id).toBe('team-1')
  const nobody = { ...PAYLOAD, metadata: { requester_ip_address: '203.0.113.7' }, user: 'caller' }
  expect(litellm.toRequest(nobody, {})).toEqual({ reason: 'no account_id' })
})

test('redacted texts are missing texts', () => {
  const redacted = 'redacted-by-litellm'
  const record = convert({
    messages: [{ role: 'user', content: redacted }],
    response: { choices: [{ message: { role: 'assistant', content: redacted } }] },
  })
  expect(record.input_text).toBeUndefined()
  expect(record.output_text).toBeUndefined()
  expect(convert({ messages: redacted, response: { text: redacted } })).not.toHaveProperty('input_text')
  expect(
    convert({ messages: "redacted by litellm. 'litellm.turn_off_message_logging=True'" }),
  ).not.toHaveProperty('input_text')
  expect(convert({ messages: `[{"role":"user","content":"${redacted}"}]` })).not.toHaveProperty('input_text')
  expect(convert({ messages: '{}', response: '{}' })).not.toHaveProperty('output_text')
})

test('failures carry their status and class, from new and old payloads', () => {
  const failed = { status: 'failure', response: null }
  const limited = convert({
    ...failed,
    error_information: { error_code: '429', error_class: 'RateLimitError' },
  })
  expect(limited).toMatchObject({ status: 429, error_type: 'RateLimitError' })
  const old = convert({
    ...failed,
    error_information: undefined,
    error_str: 'litellm.AuthenticationError: no such key',
  })
  expect(old).toMatchObject({ status: 401, error_type: 'AuthenticationError' })
  const bare = convert({ ...failed, error_information: null })
  expect(bare.status).toBeUndefined()
  expect(bare.error_type).toBe('failure')
})

test('messages and responses in other shapes', () => {
  expect(convert({ messages: 'plain prompt', response: 'plain answer' })).toMatchObject({
    input_text: 'plain prompt',
    output_text: 'plain answer',
  })
  const responses = convert({
    call_type: 'aresponses',
    messages: {
      instructions: 'Be brief.',
      input: [{ role: 'user', content: [{ type: 'input_text', text: 'Hi' }] }],
    },
    response: {
      output: [
        { type: 'reasoning', summary: [], content: [{ type: 'reasoning_text', text: 'hidden' }] },
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Hello' }] },
      ],
      usage: { input_tokens: 5, output_tokens: 6, output_tokens_details: { reasoning_tokens: 2 } },
    },
    prompt_tokens: null,
    completion_tokens: null,
    metadata: { user_api_key_user_id: 'u' },
  })
  expect(responses).toMatchObject({
    operation: 'chat',
    system_text: 'Be brief.',
    input_text: 'Hi',
    output_text: 'Hello',
    input_tokens: 5,
    output_tokens: 6,
    reasoning_tokens: 2,
  })
  const embedding = convert({
    call_type: 'aembedding',
    messages: ['one text', 'another'],
    response: { data: [] },
  })
  expect(embedding).toMatchObject({ operation: 'embeddings', input_text: 'one text\n\nanother' })
  expect(embedding.output_text).toBeUndefined()
})

test('files as LiteLLM writes them: NDJSON, an array, wrapped, and spend log rows', async () => {
  const second = { ...PAYLOAD, id: 'chatcmpl-2', startTime: 1790000002 }
  const spendLog = {
    request_id: 'r-1',
    call_type: 'acompletion',
    api_key: 'hash-1',
    spend: 0.01,
    startTime: '2026-07-30T13:45:01.234Z',
    endTime: '2026-07-30T13:45:02.000Z',
    user: 'user-5',
    metadata: '{"status":"success","user_api_key_user_id":null}',
    messages: '[{"role":"user","content":"from the table"}]',
    response: '{"choices":[{"message":{"content":"answer"}}]}',
    session_id: 's-1',
    status: 'success',
  }
  const writings = {
    ndjson: [PAYLOAD, second].map((row) => JSON.stringify(row)).join('\n'),
    array: JSON.stringify([PAYLOAD, second]),
    wrapped: JSON.stringify(
      [PAYLOAD, second].map((row) => ({ standard_logging_object: row })),
      null,
      2,
    ),
  }
  for (const text of Object.values(writings)) {
    const { format, records } = await collect(files.write('log', text))
    expect(format.dialect).toBe('litellm')
    expect(records.map(({ request_id }) => request_id)).toEqual(['chatcmpl-9f1c', 'chatcmpl-2'])
    expect(records[0]).toEqual(convert({}))
  }
  const { records, format } = await collect(files.write('spend', JSON.stringify({ data: [spendLog] })))
  expect(format).toMatchObject({ framing: 'json-array', dialect: 'litellm' })
  expect(records).toEqual([
    {
      time: Date.parse('2026-07-30T13:45:01.234Z'),
      account_id: 'user-5',
      api_key_id: 'hash-1',
      request_id: 'r-1',
      conversation_id: 's-1',
      operation: 'chat',
      status: 200,
      duration_ms: 766,
      input_text: 'from the table',
      output_text: 'answer',
    },
  ])
})
