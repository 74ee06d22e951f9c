import { afterAll, expect, test } from 'vitest'
import { collect, scratch } from '../testing/collect.ts'

const files = scratch()
afterAll(() => files.clear())

const TIME = Date.UTC(2026, 4, 1, 12)
const CHAT = {
  model: 'gpt-4o',
  messages: [
    { role: 'developer', content: 'You teach physics.' },
    { role: 'user', content: [{ type: 'text', text: 'Why is the sky blue?' }] },
  ],
  n: 2,
  temperature: 1,
  max_completion_tokens: 300,
  logprobs: true,
  top_logprobs: 5,
  reasoning_effort: 'low',
  tools: [{ type: 'function', function: { name: 'lookup' } }],
  safety_identifier: 'someone',
}
const CHAT_ANSWER = {
  id: 'chatcmpl-1',
  created: TIME / 1000,
  model: 'gpt-4o-2024-08-06',
  choices: [
    { index: 0, message: { role: 'assistant', content: 'Rayleigh.' } },
    { index: 1, message: { role: 'assistant', content: 'Scattering.' } },
  ],
  usage: {
    prompt_tokens: 28,
    completion_tokens: 12,
    prompt_tokens_details: { cached_tokens: 8 },
    completion_tokens_details: { reasoning_tokens: 4 },
  },
}
const EXPECTED = {
  time: TIME,
  account_id: 'org-7',
  request_id: 'req-1',
  end_user_id: 'someone',
  client_address: '203.0.113.7',
  user_agent: 'openai-node/4.0',
  operation: 'chat',
  request_model: 'gpt-4o',
  response_model: 'gpt-4o-2024-08-06',
  temperature: 1,
  choice_count: 2,
  max_tokens: 300,
  top_logprobs: 5,
  reasoning_effort: 'low',
  tool_names: ['lookup'],
  input_tokens: 28,
  output_tokens: 12,
  reasoning_tokens: 4,
  cached_input_tokens: 8,
  status: 200,
  system_text: 'You teach physics.',
  input_text: 'Why is the sky blue?',
  output_text: 'Rayleigh.\n\nScattering.',
}

async function read(...rows: object[]) {
  const file = await collect(
    files.write('pairs.ndjson', rows.map((row) => `${JSON.stringify(row)}\n`).join('')),
  )
  expect(file.format.dialect).toBe('pairs')
  return file
}

test('bare bodies, with what stands beside them', async () => {
  const row = {
    timestamp: '2026-05-01T12:00:00Z',
    account_id: 'org-7',
    request_id: 'req-1',
    headers: { 'User-Agent': 'openai-node/4.0', 'X-Forwarded-For': '203.0.113.7' },
    status: 200,
    latency_ms: 800,
    request: CHAT,
    response: CHAT_ANSWER,
  }
  const { records, dropped } = await read(row)
  expect(records).toEqual([{ ...EXPECTED, duration_ms: 800 }])
  expect(dropped).toEqual([[]])
})

test('whole HTTP messages: the provider’s headers say who is billed, a key is no account', async () => {
  const row = {
    request: {
      method: 'POST',
      url: 'https://api.openai.com/v1/chat/completions',
      headers: [
        { name: 'User-Agent', value: 'openai-node/4.0' },
        { name: 'Authorization', value: 'Bearer sk-proj-0123' },
        { name: 'x-real-ip', value: '203.0.113.7' },
      ],
      body: JSON.stringify(CHAT),
    },
    response: {
      status_code: 200,
      headers: { 'OpenAI-Organization': 'org-7', 'x-request-id': 'req-1' },
      body: CHAT_ANSWER,
    },
  }
  const { records } = await read(row)
  expect(records).toEqual([{ ...EXPECTED, api_key_id: 'sk-proj-0123' }])
  const redacted = structuredClone(row)
  redacted.request.headers[1] = { name: 'Authorization', value: '[REDACTED]' }
  const nobody = { ...row, response: { ...row.response, headers: {} } }
  const second = await read(redacted, nobody)
  expect(second.records).toEqual([EXPECTED])
  expect(second.unreadable).toEqual([{ line: 2, reason: 'no account_id' }])
})

test('the Responses API', async () => {
  const row = {
    timestamp: TIME,
    account_id: 'org-7',
    request: {
      model: 'gpt-5',
      instructions: 'You teach physics.',
      input: [{ role: 'user', content: [{ type: 'input_text', text: 'Why is the sky blue?' }] }],
      max_output_tokens: 300,
      reasoning: { effort: 'high' },
      tools: [{ type: 'function', name: 'lookup' }],
    },
    response: {
      id: 'resp_1',
      status: 'completed',
      model: 'gpt-5-2025-08-07',
      output: [
        { type: 'reasoning', summary: [{ text: 'hidden' }] },
        { type: 'message', content: [{ type: 'output_text', text: 'Rayleigh scattering.' }] },
      ],
      usage: { input_tokens: 28, output_tokens: 12, output_tokens_details: { reasoning_tokens: 4 } },
    },
  }
  expect((await read(row)).records).toEqual([
    {
      time: TIME,
      account_id: 'org-7',
      request_id: 'resp_1',
      operation: 'chat',
      request_model: 'gpt-5',
      response_model: 'gpt-5-2025-08-07',
      max_tokens: 300,
      reasoning_effort: 'high',
      tool_names: ['lookup'],
      input_tokens: 28,
      output_tokens: 12,
      reasoning_tokens: 4,
      system_text: 'You teach physics.',
      input_text: 'Why is the sky blue?',
      output_text: 'Rayleigh scattering.',
    },
  ])
})

test('Anthropic’s Messages, streamed and in a batch', async () => {
  const request = {
    model: 'claude-sonnet-4-5',
    max_tokens: 300,
    stream: true,
    system: [{ type: 'text', text: 'You teach physics.' }],
    messages: [{ role: 'user', content: 'Why is the sky blue?' }],
    metadata: { user_id: 'someone' },
  }
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-4-5-20250929',
    content: [{ type: 'text', text: 'Rayleigh scattering.' }],
    usage: {
      input_tokens: 20,
      cache_read_input_tokens: 8,
      cache_creation_input_tokens: 2,
      output_tokens: 12,
    },
  }
  const events = [
    {
      type: 'message_start',
      message: { ...message, content: [], usage: { ...message.usage, output_tokens: 1 } },
    },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Rayleigh ' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'scattering.' } },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 12 } },
  ]
  const sse = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('')
  const shared = { timestamp: TIME, response_headers: { 'anthropic-organization-id': 'org-7' } }
  const streamed = {
    ...shared,
    request_headers: { 'x-api-key': 'key' },
    request_body: request,
    response_body: sse,
  }
  const batched = { ...shared, custom_id: 'job-1', body: request, result: { type: 'succeeded', message } }
  const expected = {
    time: TIME,
    account_id: 'org-7',
    end_user_id: 'someone',
    operation: 'chat',
    request_model: 'claude-sonnet-4-5',
    response_model: 'claude-sonnet-4-5-20250929',
    max_tokens: 300,
    stream: true,
    input_tokens: 30,
    output_tokens: 12,
    cached_input_tokens: 8,
    system_text: 'You teach physics.',
    input_text: 'Why is the sky blue?',
    output_text: 'Rayleigh scattering.',
  }
  expect((await read(streamed, batched)).records).toEqual([
    { ...expected, api_key_id: 'key' },
    { ...expected, request_id: 'msg_1' },
  ])
})

test('a batch of OpenAI with both halves in a row; an error is no answer', async () => {
  const row = {
    custom_id: 'job-1',
    method: 'POST',
    url: '/v1/chat/completions',
    account_id: 'org-7',
    body: CHAT,
    response: { status_code: 200, request_id: 'req-1', body: CHAT_ANSWER },
    error: null,
  }
  const failed = {
    ...row,
    timestamp: TIME,
    response: { status_code: 429, body: { error: { type: 'rate_limit_error', message: 'slow down' } } },
  }
  const [first, second] = (await read(row, failed)).records
  const { client_address: _, user_agent: __, ...expected } = EXPECTED
  expect(first).toEqual(expected)
  expect(second).toMatchObject({ request_id: 'job-1', status: 429, error_type: 'rate_limit_error' })
  expect(second).not.toHaveProperty('output_text')
})
