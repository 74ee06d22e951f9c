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
  temperature: 0.7,
  max_tokens: 150,
}
const ANSWER = {
  id: 'chatcmpl-1',
  model: 'gpt-4o-2024-08-06',
  choices: [{ message: { role: 'assistant', content: 'Rayleigh scattering.' } }],
  usage: { prompt_tokens: 28, completion_tokens: 12, prompt_tokens_details: { cached_tokens: 8 } },
}

const REQUEST = {
  response_id: 'resp-1',
  response_created_at: '2026-05-01T12:00:02.623Z',
  response_status: 200,
  response_model: 'gpt-4o-2024-08-06',
  request_id: 'req-1',
  request_created_at: '2026-05-01T12:00:00.123Z',
  request_path: 'https://api.openai.com/v1/chat/completions',
  request_user_id: 'tenant-7',
  request_properties: { 'Helicone-Session-Id': 's-1' },
  request_model: 'gpt-4o',
  model_override: null,
  helicone_user: null,
  provider: 'OPENAI',
  delay_ms: 2500,
  time_to_first_token: null,
  prompt_tokens: 20,
  prompt_cache_read_tokens: 8,
  prompt_cache_write_tokens: 0,
  completion_tokens: 12,
  total_tokens: 40,
  country_code: 'DE',
}

const EXPECTED = {
  time: Date.UTC(2026, 4, 1, 12, 0, 0, 123),
  account_id: 'tenant-7',
  request_id: 'req-1',
  conversation_id: 's-1',
  route: 'openai',
  request_model: 'gpt-4o',
  response_model: 'gpt-4o-2024-08-06',
  input_tokens: 28,
  output_tokens: 12,
  cached_input_tokens: 8,
  status: 200,
  duration_ms: 2500,
}
const WITH_BODIES = {
  ...EXPECTED,
  operation: 'chat',
  temperature: 0.7,
  max_tokens: 150,
  system_text: 'You teach physics.',
  input_text: 'Why is the sky blue?',
  output_text: 'Rayleigh scattering.',
}

const read = (text: string, name = 'output.jsonl') => collect(files.write(name, text))

test('an export with bodies, and one without', async () => {
  const rows = [REQUEST, { ...REQUEST, request_body: BODY, response_body: ANSWER }]
  const { format, records } = await read(JSON.stringify(rows, null, 2), 'output.json')
  expect(format).toMatchObject({ framing: 'json-array', dialect: 'helicone' })
  expect(records).toEqual([EXPECTED, WITH_BODIES])
})

test('the tool’s CSV has few columns, bodies in text', async () => {
  const header =
    'response_id,response_created_at,response_status,request_created_at,request_body,request_user_id,model,prompt_tokens,completion_tokens,latency'
  const cells = [
    'resp-1',
    '2026-05-01T12:00:02Z',
    '200',
    '2026-05-01T12:00:00.123Z',
    JSON.stringify(BODY),
    'tenant-7',
  ]
  const row = [...cells, 'gpt-4o', '28', '12', '2500']
    .map((cell) => `"${cell.replaceAll('"', '""')}"`)
    .join(',')
  expect((await read(`${header}\n${row}\n`, 'output.csv')).records).toEqual([
    {
      time: EXPECTED.time,
      account_id: 'tenant-7',
      request_id: 'resp-1',
      operation: 'chat',
      request_model: 'gpt-4o',
      response_model: 'gpt-4o',
      temperature: 0.7,
      max_tokens: 150,
      input_tokens: 28,
      output_tokens: 12,
      status: 200,
      duration_ms: 2500,
      system_text: 'You teach physics.',
      input_text: 'Why is the sky blue?',
    },
  ])
})

test('requests of nobody are unusable; what Helicone broke off has no HTTP status', async () => {
  const rows = [
    { ...REQUEST, request_user_id: null },
    { ...REQUEST, response_status: -3 },
  ]
  const { records, unreadable } = await read(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  expect(unreadable).toEqual([{ line: 1, reason: 'no account_id' }])
  expect(records[0]).not.toHaveProperty('status')
})
