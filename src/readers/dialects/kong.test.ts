import { afterAll, expect, test } from 'vitest'
import { collect, scratch } from '../testing/collect.ts'

const files = scratch()
afterAll(() => files.clear())

const BODY = {
  model: 'gpt-4o',
  messages: [
    { role: 'system', content: 'You teach physics.' },
    { role: 'user', content: 'Why is the sky blue?' },
  ],
  temperature: 0.3,
  user: 'someone',
}
const ANSWER = { choices: [{ message: { role: 'assistant', content: 'Rayleigh scattering.' } }] }

const ENTRY = {
  started_at: 1_777_636_800_123,
  client_ip: '203.0.113.7',
  request: {
    id: 'e2b7c1a05c1f4d0f8b7a',
    method: 'POST',
    uri: '/chat',
    size: 512,
    headers: { host: 'gate.example', 'user-agent': 'openai-node/4.0', 'x-forwarded-for': '10.0.0.1' },
  },
  response: { status: 200, size: 900, headers: {} },
  latencies: { request: 2710, kong: 12, proxy: 2698 },
  consumer: { id: '8a64db2a-7a5c-4d1b-a5a4-ffb2f6a3c1a0', username: 'tenant seven', custom_id: 'tenant-7' },
  authenticated_entity: { id: 'c62c1455-9b1d-4f2d-8797-509ba83b8ae8' },
  ai: {
    proxy: {
      payload: { request: JSON.stringify(BODY), response: JSON.stringify(ANSWER) },
      usage: {
        prompt_tokens: 28,
        completion_tokens: 20,
        total_tokens: 48,
        prompt_tokens_details: { cached_tokens: 8 },
        completion_tokens_details: { reasoning_tokens: 4 },
      },
      meta: {
        request_model: 'gpt-4o',
        response_model: 'gpt-4o-2024-08-06',
        provider_name: 'openai',
        plugin_id: '546c3856',
        llm_latency: 2670,
        request_mode: 'oneshot',
      },
    },
  },
}

const EXPECTED = {
  time: 1_777_636_800_123,
  account_id: 'tenant-7',
  request_id: 'e2b7c1a05c1f4d0f8b7a',
  api_key_id: 'c62c1455-9b1d-4f2d-8797-509ba83b8ae8',
  end_user_id: 'someone',
  client_address: '203.0.113.7',
  user_agent: 'openai-node/4.0',
  route: 'openai',
  operation: 'chat',
  request_model: 'gpt-4o',
  response_model: 'gpt-4o-2024-08-06',
  temperature: 0.3,
  stream: false,
  input_tokens: 28,
  output_tokens: 20,
  reasoning_tokens: 4,
  cached_input_tokens: 8,
  status: 200,
  duration_ms: 2710,
  system_text: 'You teach physics.',
  input_text: 'Why is the sky blue?',
  output_text: 'Rayleigh scattering.',
}

const read = (...rows: object[]) =>
  collect(files.write('kong.log', rows.map((row) => `${JSON.stringify(row)}\n`).join('')))

test('an entry of the AI proxy is a request, one of another route is not', async () => {
  const { ai: _, ...other } = ENTRY
  const { format, records, passedOver } = await read(other, ENTRY)
  expect(format.dialect).toBe('kong')
  expect(records).toEqual([EXPECTED])
  expect(passedOver).toEqual(['a request that no AI proxy served'])
})

test('older entries have the plugin’s name, and payloads beside it', async () => {
  const { payload, usage, meta } = ENTRY.ai.proxy
  const old = {
    ...ENTRY,
    ai: {
      payload: { request: payload.request },
      'ai-proxy': {
        payload: { response: payload.response },
        usage: { prompt_token: usage.prompt_tokens, completion_token: usage.completion_tokens },
        meta,
      },
    },
  }
  const { reasoning_tokens: _, cached_input_tokens: __, ...expected } = EXPECTED
  expect((await read(old)).records).toEqual([expected])
})

test('without payloads there is no text; without a consumer there is nobody', async () => {
  const { payload: _, ...proxy } = ENTRY.ai.proxy
  const { consumer: __, ...nobody } = ENTRY
  const { records, unreadable } = await read({ ...ENTRY, ai: { proxy } }, nobody)
  expect(records[0]).toMatchObject({ account_id: 'tenant-7', input_tokens: 28, request_model: 'gpt-4o' })
  expect(records[0]).not.toHaveProperty('input_text')
  expect(unreadable).toEqual([{ line: 2, reason: 'no account_id' }])
})

test('a streamed answer is put together', async () => {
  const chunks = ['Rayleigh ', 'scattering.'].map((content) => ({ choices: [{ delta: { content } }] }))
  const response = `${chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('')}data: [DONE]\n\n`
  const proxy = { ...ENTRY.ai.proxy, payload: { ...ENTRY.ai.proxy.payload, response } }
  expect((await read({ ...ENTRY, ai: { proxy } })).records).toEqual([EXPECTED])
})
