import { afterAll, expect, test } from 'vitest'
import { collect, scratch } from '../testing/collect.ts'

const files = scratch()
afterAll(() => files.clear())

/** The guide's format, with the client's id that API key authentication forwards. */
const ENTRY = {
  ':authority': 'gate.example',
  bytes_received: 105,
  bytes_sent: 432,
  downstream_remote_address: '10.0.0.9:64484',
  duration: 1526,
  genai_backend_name: 'default/openai',
  genai_model_name: 'gpt-4o-mini',
  genai_model_name_override: null,
  genai_tokens_input: 15,
  genai_tokens_output: 7,
  genai_tokens_total: 22,
  method: 'POST',
  response_code: 200,
  response_flags: '-',
  start_time: '2026-05-01T12:00:00.894Z',
  upstream_transport_failure_reason: null,
  'user-agent': 'curl/8.7.1',
  'x-client-id': 'tenant-7',
  'x-envoy-origin-path': '/v1/chat/completions',
  'x-forwarded-for': '203.0.113.7',
  'x-request-id': '83b63da3-45a9-4196-98b8-1a7f697d6d8d',
}

const EXPECTED = {
  time: Date.UTC(2026, 4, 1, 12, 0, 0, 894),
  account_id: 'tenant-7',
  request_id: '83b63da3-45a9-4196-98b8-1a7f697d6d8d',
  client_address: '203.0.113.7',
  user_agent: 'curl/8.7.1',
  route: 'default/openai',
  operation: 'chat',
  request_model: 'gpt-4o-mini',
  input_tokens: 15,
  output_tokens: 7,
  status: 200,
  duration_ms: 1526,
}

const read = (rows: object[], options = {}) =>
  collect(files.write('access.log', rows.map((row) => `${JSON.stringify(row)}\n`).join('')), options)

test('an entry with the guide’s fields; other routes’ entries are passed over', async () => {
  const tools = { ...ENTRY, genai_model_name: null, genai_tokens_input: null, mcp_method: 'tools/call' }
  const { format, records, passedOver } = await read([tools, ENTRY])
  expect(format.dialect).toBe('envoy-ai')
  expect(records).toEqual([EXPECTED])
  expect(passedOver).toEqual(['a request that called no model'])
})

test('the gateway’s own fields, and its metadata as it is', async () => {
  const { start_time, duration, response_code, method } = ENTRY
  const shared = { start_time, duration, response_code, method, 'user-agent': '-', account_id: 'tenant-7' }
  const own = {
    ...shared,
    'gen_ai.request.model': 'gpt-4o-mini',
    'gen_ai.response.model': 'gpt-4o-mini-2024-07-18',
    'gen_ai.provider.name': 'openai',
    'gen_ai.usage.input_tokens': '15',
    'gen_ai.usage.output_tokens': '7',
    'gen_ai.usage.reasoning_tokens': '-',
    'session.id': 's-1',
    'request.path': '/v1/messages',
  }
  const metadata = {
    'io.envoy.ai_gateway': { llm_input_token: 15, llm_output_token: 7, backend_name: 'openai' },
  }
  const plain = { ...shared, 'x-ai-eg-model': 'gpt-4o-mini', dynamic_metadata: metadata }
  const [first, second] = (await read([own, plain])).records
  expect(first).toEqual({
    time: EXPECTED.time,
    account_id: 'tenant-7',
    conversation_id: 's-1',
    route: 'openai',
    operation: 'chat',
    request_model: 'gpt-4o-mini',
    response_model: 'gpt-4o-mini-2024-07-18',
    input_tokens: 15,
    output_tokens: 7,
    status: 200,
    duration_ms: 1526,
  })
  expect(second).toMatchObject({
    request_model: 'gpt-4o-mini',
    input_tokens: 15,
    output_tokens: 7,
    route: 'openai',
  })
})

test('who called is where the owner says', async () => {
  const { 'x-client-id': _, ...anonymous } = ENTRY
  const entry = { ...anonymous, tenant: 'tenant-9' }
  expect((await read([entry])).unreadable).toEqual([{ line: 1, reason: 'no account_id' }])
  expect((await read([entry], { map: { account_id: 'tenant' } })).records[0]?.account_id).toBe('tenant-9')
})
