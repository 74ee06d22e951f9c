import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { collect, scratch } from '../testing/collect.ts'
import { requestsOf } from '../testing/joined.ts'

const files = scratch()
afterAll(() => files.clear())

const BOTH = ['invocation', 'cloudtrail']

const INVOCATION = {
  schemaType: 'ModelInvocationLog',
  schemaVersion: '1.0',
  timestamp: '2026-05-01T12:00:00Z',
  accountId: '111122223333',
  identity: { arn: 'arn:aws:sts::111122223333:assumed-role/tenant-7/session-of-choice' },
  region: 'us-east-1',
  requestId: '915a6a04-3f83-4c70-a277-7fbf7ea546b3',
  operation: 'Converse',
  modelId:
    'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.anthropic.claude-3-5-haiku-20241022-v1:0',
  input: {
    inputContentType: 'application/json',
    inputBodyJson: {
      system: [{ text: 'You teach physics.' }],
      messages: [
        { role: 'user', content: [{ text: 'What is light?' }] },
        { role: 'assistant', content: [{ text: 'A wave.' }] },
        { role: 'user', content: [{ text: 'Why is the sky blue?' }] },
      ],
      inferenceConfig: { maxTokens: 512, temperature: 0.2, topP: 0.9 },
      toolConfig: { tools: [{ toolSpec: { name: 'lookup', inputSchema: {} } }] },
    },
    inputTokenCount: 35,
    cacheReadInputTokenCount: 100,
    cacheWriteInputTokenCount: 5,
  },
  output: {
    outputContentType: 'application/json',
    outputBodyJson: {
      output: { message: { role: 'assistant', content: [{ text: 'Rayleigh scattering.' }] } },
      stopReason: 'end_turn',
      metrics: { latencyMs: 3640 },
      usage: { inputTokens: 35, outputTokens: 446, totalTokens: 481 },
    },
    outputTokenCount: 446,
  },
  requestMetadata: { traceId: 'b956002a' },
}

const EVENT = {
  eventVersion: '1.09',
  userIdentity: {
    type: 'AssumedRole',
    principalId: 'AROAEXAMPLE:session-of-choice',
    arn: 'arn:aws:sts::111122223333:assumed-role/tenant-7/session-of-choice',
    accountId: '111122223333',
    accessKeyId: 'ASIAEXAMPLE',
  },
  eventTime: '2026-05-01T12:00:00Z',
  eventSource: 'bedrock.amazonaws.com',
  eventName: 'Converse',
  awsRegion: 'us-east-1',
  sourceIPAddress: '203.0.113.7',
  userAgent: 'Boto3/1.34.0 md/Botocore#1.34.0 lang/python#3.12.1',
  requestParameters: { modelId: 'us.anthropic.claude-3-5-haiku-20241022-v1:0' },
  responseElements: null,
  requestID: '915a6a04-3f83-4c70-a277-7fbf7ea546b3',
  eventID: '419e15ca-2097-4190-a233-678415ed9a4f',
  readOnly: true,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: '111122223333',
  eventCategory: 'Management',
}

async function readLog(...rows: unknown[]) {
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  return collect(files.write('log.json.gz', gzipSync(text)))
}

async function readTrail(...rows: unknown[]) {
  return collect(files.write('trail.json', JSON.stringify({ Records: rows })))
}

async function oneOf(invocation: unknown) {
  const { records, reasons } = requestsOf([await readLog(invocation)], ['invocation'])
  if (!records[0]) throw new Error(reasons.join())
  return records[0]
}

test('an invocation and its event are one request', async () => {
  const log = await readLog(INVOCATION)
  const trail = await readTrail({ ...EVENT, eventSource: 's3.amazonaws.com', eventName: 'GetObject' }, EVENT)
  expect([log.format.dialect, trail.format.dialect]).toEqual(['bedrock', 'cloudtrail'])
  for (const order of [
    [log, trail],
    [trail, log],
  ]) {
    const { records, reasons, passedOver } = requestsOf(order, BOTH)
    expect(reasons).toEqual([])
    expect(passedOver).toEqual(["another service's event"])
    expect(records).toEqual([
      {
        time: Date.UTC(2026, 4, 1, 12),
        account_id: 'arn:aws:sts::111122223333:assumed-role/tenant-7',
        request_id: '915a6a04-3f83-4c70-a277-7fbf7ea546b3',
        trace_id: 'b956002a',
        end_user_id: 'session-of-choice',
        client_address: '203.0.113.7',
        user_agent: 'Boto3/1.34.0 md/Botocore#1.34.0 lang/python#3.12.1',
        route: 'bedrock',
        operation: 'chat',
        request_model: 'us.anthropic.claude-3-5-haiku-20241022-v1:0',
        temperature: 0.2,
        top_p: 0.9,
        max_tokens: 512,
        stream: false,
        tool_names: ['lookup'],
        input_tokens: 140,
        output_tokens: 446,
        cached_input_tokens: 100,
        status: 200,
        duration_ms: 3640,
        system_text: 'You teach physics.',
        input_text: 'Why is the sky blue?',
        output_text: 'Rayleigh scattering.',
      },
    ])
  }
})

test.each([
  [
    'Anthropic messages',
    {
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: 64,
      system: 'Rules.',
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello?' }] }],
    },
    { model: 'claude-3-haiku-20240307', content: [{ type: 'text', text: 'Yes.' }], usage: {} },
    { system_text: 'Rules.', input_text: 'Hello?', output_text: 'Yes.', max_tokens: 64 },
  ],
  [
    'an Anthropic stream',
    { messages: [{ role: 'user', content: 'Hello?' }] },
    [
      { type: 'message_start', message: { model: 'claude-3-haiku-20240307', usage: { input_tokens: 9 } } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Ye' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 's.' } },
      { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 3 } },
    ],
    { input_text: 'Hello?', output_text: 'Yes.', response_model: 'claude-3-haiku-20240307' },
  ],
  [
    'Titan',
    {
      inputText: 'User: Hello?\n\nBot:',
      textGenerationConfig: { maxTokenCount: 2048, temperature: 0, topP: 0.9 },
    },
    [
      { outputText: ' Yes', index: 0 },
      { outputText: ' indeed.', index: 0, totalOutputTextTokenCount: 4 },
    ],
    {
      input_text: 'User: Hello?\n\nBot:',
      output_text: ' Yes indeed.',
      temperature: 0,
      top_p: 0.9,
      max_tokens: 2048,
      operation: 'text_completion',
    },
  ],
  [
    'Llama',
    {
      prompt:
        '<|begin_of_text|><|start_header_id|>system<|end_header_id|>\nRules.<|eot_id|><|start_header_id|>user<|end_header_id|>\nHello?<|eot_id|><|start_header_id|>assistant<|end_header_id|>',
      temperature: 0.1,
      max_gen_len: 2048,
    },
    { generation: '\n\nYes.', prompt_token_count: 15, generation_token_count: 12, stop_reason: 'stop' },
    { system_text: 'Rules.', input_text: 'Hello?', output_text: '\n\nYes.', max_tokens: 2048 },
  ],
  [
    'Mistral',
    { prompt: '<s>[INST] Hello? [/INST]', max_tokens: 512 },
    { outputs: [{ text: 'Yes.', stop_reason: 'stop' }] },
    { input_text: 'Hello?', output_text: 'Yes.' },
  ],
  [
    'Cohere',
    { message: 'Hello?', preamble: 'Rules.', chat_history: [] },
    { text: 'Yes.', finish_reason: 'COMPLETE' },
    { system_text: 'Rules.', input_text: 'Hello?', output_text: 'Yes.' },
  ],
])('the bodies of %s', async (_, inputBodyJson, outputBodyJson, expected) => {
  const input = { ...INVOCATION.input, inputBodyJson }
  const output = { ...INVOCATION.output, outputBodyJson }
  expect(await oneOf({ ...INVOCATION, operation: 'InvokeModel', input, output })).toMatchObject(expected)
})

test('bodies too large for the log are no text, the counts stay', async () => {
  const input = {
    inputContentType: 'application/json',
    inputBodyS3Path: 's3://bucket/x',
    inputTokenCount: 9000,
  }
  const record = await oneOf({ ...INVOCATION, input })
  expect(record.input_text).toBeUndefined()
  expect(record.input_tokens).toBe(9000)
})

test('CloudWatch has the log in text', async () => {
  expect(await oneOf({ timestamp: 1_777_000_000_000, message: JSON.stringify(INVOCATION) })).toMatchObject({
    time: Date.UTC(2026, 4, 1, 12),
    input_text: 'Why is the sky blue?',
  })
})

test('what many callers would share by chance tells nothing of one', async () => {
  const event = async (change: object) => {
    const trail = await readTrail({ ...EVENT, ...change })
    return requestsOf([trail], ['cloudtrail']).records[0]
  }
  const service = { sourceIPAddress: 'AWS Internal', userAgent: 'lambda.amazonaws.com' }
  const viaService = await event(service)
  expect(viaService).toMatchObject({ account_id: 'arn:aws:sts::111122223333:assumed-role/tenant-7' })
  expect(viaService).not.toHaveProperty('client_address')
  expect(viaService).not.toHaveProperty('user_agent')
  expect(await event({ sourceIPAddress: '10.0.0.5' })).not.toHaveProperty('client_address')
  const endpoint = await event({ sourceIPAddress: '10.0.0.5', vpcEndpointId: 'vpce-0a1b' })
  expect(endpoint?.client_address).toBe('vpce-0a1b/10.0.0.5')
  const user = { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/ann', accessKeyId: 'AKIAEXAMPLE' }
  expect(await event({ userIdentity: user })).toMatchObject({
    account_id: 'arn:aws:iam::111122223333:user/ann',
    api_key_id: 'AKIAEXAMPLE',
  })
})

test('two invocations with one id are two requests', async () => {
  const log = await readLog(INVOCATION, { ...INVOCATION, timestamp: '2026-05-01T12:00:09Z' })
  const { records } = requestsOf([log, await readTrail(EVENT)], BOTH)
  expect(records.map(({ client_address }) => client_address)).toEqual(['203.0.113.7', '203.0.113.7'])
})
