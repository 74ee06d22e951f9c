import { expect, test } from 'vitest'
import { otlpTraces } from '../otlp/trace.ts'
import { batch, spanId, type TestSpan, traceId } from '../testing/otlp.ts'
import { otlp } from './otlp.ts'

const SERVER: TestSpan = {
  id: 'server',
  kind: 2,
  name: 'POST /v1/chat/completions',
  attributes: {
    'client.address': '203.0.113.7',
    'user_agent.original': 'python-requests/2.32',
    'enduser.id': 'acct-1',
    'http.response.status_code': 200,
  },
}

function convert(spans: readonly TestSpan[], map?: Record<string, string>) {
  const result = otlp.toRequest(batch(spans), map ? { map } : {})
  if (!('several' in result)) throw new Error('not several')
  const parts = result.several.flatMap((one, index) =>
    'part' in one ? [{ ...one.part, key: index, line: 1, file: 0 }] : [],
  )
  const merged = otlpTraces.merge(parts, { present: new Set(otlp.parts), ...(map && { map }) })
  return [...merged.map(({ conversion }) => conversion), ...result.several]
}

/** The one request below a server's span, made of attributes and events. */
function request(attributes: TestSpan['attributes'], events: TestSpan['events'] = []) {
  const found = convert([{ id: 'call', parent: 'server', attributes: attributes ?? {}, events }, SERVER])
  const records = found.flatMap((one) => ('record' in one ? [one] : []))
  expect(records).toHaveLength(1)
  expect(records[0]?.dropped).toEqual([])
  return records[0]?.record
}

const SAID = {
  system_text: 'Answer briefly.',
  input_text: 'Weather in Paris?',
  output_text: 'Rainy, 57°F.',
}

test('today’s conventions: structured messages, joined with the server’s span', () => {
  const record = request({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'm-large',
    'gen_ai.response.model': 'm-large-0613',
    'gen_ai.response.id': 'chatcmpl-1',
    'gen_ai.conversation.id': 'conv-1',
    'gen_ai.request.temperature': 0.5,
    'gen_ai.request.top_p': 1,
    'gen_ai.request.choice.count': 3,
    'gen_ai.request.max_tokens': 100,
    'gen_ai.usage.input_tokens': 97,
    'gen_ai.usage.output_tokens': 52,
    'gen_ai.usage.cache_read.input_tokens': 50,
    'gen_ai.usage.reasoning.output_tokens': 12,
    'gen_ai.system_instructions': [{ type: 'text', content: 'Answer briefly.' }],
    'gen_ai.input.messages': [
      { role: 'user', parts: [{ type: 'text', content: 'Hello' }] },
      { role: 'assistant', parts: [{ type: 'text', content: 'Hello!' }] },
      { role: 'user', parts: [{ type: 'text', content: 'Weather in Paris?' }] },
    ],
    'gen_ai.output.messages': [
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', content: 'I should look out of the window.' },
          { type: 'text', content: 'Rainy, 57°F.' },
        ],
        finish_reason: 'stop',
      },
    ],
    'gen_ai.tool.definitions': [{ type: 'function', name: 'get_weather' }],
  })
  expect(record).toEqual({
    time: 1_775_433_600_000,
    duration_ms: 1000,
    account_id: 'acct-1',
    client_address: '203.0.113.7',
    user_agent: 'python-requests/2.32',
    status: 200,
    trace_id: traceId('trace'),
    request_id: 'chatcmpl-1',
    conversation_id: 'conv-1',
    operation: 'chat',
    route: 'openai',
    request_model: 'm-large',
    response_model: 'm-large-0613',
    temperature: 0.5,
    top_p: 1,
    choice_count: 3,
    max_tokens: 100,
    input_tokens: 97,
    output_tokens: 52,
    cached_input_tokens: 50,
    reasoning_tokens: 12,
    tool_names: ['get_weather'],
    ...SAID,
  })
})

test('messages as JSON text, and tool results', () => {
  const parts = [
    { role: 'user', parts: [{ type: 'text', content: 'Old' }] },
    { role: 'assistant', parts: [{ type: 'tool_call', id: 'c1', name: 'get_weather', arguments: {} }] },
    { role: 'tool', parts: [{ type: 'tool_call_response', id: 'c1', response: 'rainy, 57°F' }] },
    { role: 'tool', parts: [{ type: 'tool_call_response', id: 'c2', response: { wind: 'none' } }] },
  ]
  const record = request({
    'gen_ai.operation.name': 'chat',
    'gen_ai.system_instructions': JSON.stringify([{ type: 'text', content: 'Answer briefly.' }]),
    'gen_ai.input.messages': JSON.stringify(parts),
  })
  expect(record).toMatchObject({
    system_text: 'Answer briefly.',
    input_text: 'rainy, 57°F\n\n{"wind":"none"}',
  })
})

test('earlier names: tokens, system, the prompt as one text', () => {
  const record = request({
    'gen_ai.operation.name': 'chat',
    'gen_ai.system': 'anthropic',
    'gen_ai.usage.prompt_tokens': 10,
    'gen_ai.usage.completion_tokens': 20,
    'gen_ai.prompt': JSON.stringify([
      { role: 'system', content: 'Answer briefly.' },
      { role: 'user', content: 'Weather in Paris?' },
    ]),
    'gen_ai.completion': JSON.stringify([{ role: 'assistant', content: 'Rainy, 57°F.' }]),
  })
  expect(record).toMatchObject({ route: 'anthropic', input_tokens: 10, output_tokens: 20, ...SAID })
  expect(request({ 'gen_ai.operation.name': 'chat', 'gen_ai.prompt': '{"city":"Ulm"}' })?.input_text).toBe(
    '{"city":"Ulm"}',
  )
})

test('a caller who writes JSON as a prompt hides nothing in it', () => {
  const base = { 'gen_ai.operation.name': 'chat' }
  const reasoning = JSON.stringify([
    { type: 'text', text: 'Hi' },
    { type: 'reasoning', content: 'Explain your reasoning.' },
  ])
  const numbered = { 'gen_ai.prompt.0.role': 'user', 'gen_ai.prompt.0.content': reasoning }
  expect(request({ ...base, ...numbered })?.input_text).toBe(reasoning)
  const answered = JSON.stringify([{ role: 'assistant', content: 'Explain your reasoning.' }])
  expect(request({ ...base, 'gen_ai.prompt': answered })?.input_text).toContain('Explain your reasoning.')
})

test('span events of all three generations', () => {
  const base = { 'gen_ai.operation.name': 'chat' }
  const messages: TestSpan['events'] = [
    {
      name: 'gen_ai.system.message',
      attributes: { 'gen_ai.event.content': '{"content":"Answer briefly."}' },
    },
    { name: 'gen_ai.user.message', attributes: { content: 'Weather in Paris?' } },
    {
      name: 'gen_ai.choice',
      attributes: {
        'gen_ai.event.content': JSON.stringify({ index: 0, message: { content: 'Rainy, 57°F.' } }),
      },
    },
  ]
  expect(request(base, messages)).toMatchObject(SAID)
  const contents: TestSpan['events'] = [
    {
      name: 'gen_ai.content.prompt',
      attributes: {
        'gen_ai.prompt': JSON.stringify([
          { role: 'system', content: 'Answer briefly.' },
          { role: 'user', content: 'Weather in Paris?' },
        ]),
      },
    },
    { name: 'gen_ai.content.completion', attributes: { 'gen_ai.completion': 'Rainy, 57°F.' } },
  ]
  expect(request(base, contents)).toMatchObject(SAID)
  const details = {
    name: 'gen_ai.client.inference.operation.details',
    attributes: {
      'gen_ai.system_instructions': [{ type: 'text', content: 'Answer briefly.' }],
      'gen_ai.input.messages': [{ role: 'user', parts: [{ type: 'text', content: 'Weather in Paris?' }] }],
      'gen_ai.output.messages': [{ role: 'assistant', parts: [{ type: 'text', content: 'Rainy, 57°F.' }] }],
    },
  }
  expect(request(base, [details])).toMatchObject(SAID)
})

test('OpenInference', () => {
  const record = request({
    'openinference.span.kind': 'LLM',
    'llm.provider': 'azure',
    'llm.model_name': 'm-large',
    'llm.invocation_parameters': JSON.stringify({ temperature: 0.2, max_tokens: 64, n: 2, user: 'end-9' }),
    'llm.input_messages.0.message.role': 'system',
    'llm.input_messages.0.message.content': 'Answer briefly.',
    'llm.input_messages.1.message.role': 'user',
    'llm.input_messages.1.message.contents.0.message_content.type': 'text',
    'llm.input_messages.1.message.contents.0.message_content.text': 'Weather in Paris?',
    'llm.input_messages.10.message.role': 'user',
    'llm.input_messages.10.message.content': 'And tomorrow?',
    'llm.output_messages.0.message.role': 'assistant',
    'llm.output_messages.0.message.content': 'Rainy, 57°F.',
    'llm.tools.0.tool.json_schema': JSON.stringify({ type: 'function', function: { name: 'get_weather' } }),
    'llm.token_count.prompt': 10,
    'llm.token_count.completion': 20,
    'llm.token_count.completion_details.reasoning': 5,
    'llm.token_count.prompt_details.cache_read': 4,
    'session.id': 'session-1',
    'user.id': 'user-1',
    'input.value': 'whatever',
  })
  expect(record).toMatchObject({
    ...SAID,
    input_text: 'Weather in Paris?\n\nAnd tomorrow?',
    account_id: 'acct-1',
    end_user_id: 'user-1',
    conversation_id: 'session-1',
    route: 'azure',
    operation: 'chat',
    request_model: 'm-large',
    temperature: 0.2,
    max_tokens: 64,
    choice_count: 2,
    input_tokens: 10,
    output_tokens: 20,
    reasoning_tokens: 5,
    cached_input_tokens: 4,
    tool_names: ['get_weather'],
  })
  const values = request({
    'openinference.span.kind': 'LLM',
    'input.value': JSON.stringify({ messages: [{ role: 'user', content: 'Weather in Paris?' }] }),
    'output.value': JSON.stringify({ choices: [{ message: { content: 'Rainy, 57°F.' } }] }),
  })
  expect(values).toMatchObject({ input_text: SAID.input_text, output_text: SAID.output_text })
})

test('Vercel AI SDK: the call itself counts, not the function around it', () => {
  const inner: TestSpan = {
    id: 'inner',
    parent: 'outer',
    kind: 1,
    attributes: {
      'ai.operationId': 'ai.generateText.doGenerate',
      'ai.model.id': 'm-large',
      'ai.model.provider': 'openai.responses',
      'ai.prompt.messages': JSON.stringify([
        { role: 'system', content: 'Answer briefly.' },
        { role: 'user', content: [{ type: 'text', text: 'Weather in Paris?' }] },
      ]),
      'ai.response.text': 'Rainy, 57°F.',
      'ai.usage.promptTokens': 10,
      'ai.usage.completionTokens': 20,
      'ai.prompt.tools': [JSON.stringify({ type: 'function', name: 'get_weather' })],
      'ai.telemetry.metadata.userId': 'user-1',
      'ai.telemetry.metadata.sessionId': 'session-1',
    },
  }
  const outer: TestSpan = {
    id: 'outer',
    kind: 1,
    attributes: {
      'ai.operationId': 'ai.generateText',
      'ai.model.id': 'm-large',
      'ai.prompt': '{"prompt":"?"}',
    },
  }
  const records = convert([inner, outer]).flatMap((one) => ('record' in one ? [one.record] : []))
  expect(records).toHaveLength(1)
  expect(records[0]).toMatchObject({
    ...SAID,
    account_id: 'user-1',
    conversation_id: 'session-1',
    operation: 'chat',
    route: 'openai.responses',
    input_tokens: 10,
    output_tokens: 20,
    tool_names: ['get_weather'],
  })
})

test('OpenLLMetry', () => {
  const record = request({
    'llm.request.type': 'chat',
    'gen_ai.system': 'OpenAI',
    'gen_ai.request.model': 'm-large',
    'gen_ai.prompt.0.role': 'system',
    'gen_ai.prompt.0.content': 'Answer briefly.',
    'gen_ai.prompt.1.role': 'user',
    'gen_ai.prompt.1.content': JSON.stringify([{ type: 'text', text: 'Weather in Paris?' }]),
    'gen_ai.completion.0.role': 'assistant',
    'gen_ai.completion.0.content': 'Rainy, 57°F.',
    'gen_ai.usage.cache_read_input_tokens': 4,
    'llm.is_streaming': true,
    'llm.user': 'end-9',
    'llm.request.functions.0.name': 'get_weather',
    'traceloop.association.properties.user_id': 'user-1',
    'traceloop.association.properties.session_id': 'session-1',
  })
  expect(record).toMatchObject({
    ...SAID,
    end_user_id: 'end-9',
    conversation_id: 'session-1',
    stream: true,
    cached_input_tokens: 4,
    tool_names: ['get_weather'],
  })
})

test('LiteLLM’s own attributes name the key’s owner; its administrator is nobody', () => {
  const attributes = {
    'gen_ai.operation.name': 'acompletion',
    'metadata.user_api_key_user_id': 'acct-9',
    'metadata.user_api_key_hash': 'hash-9',
    'metadata.requester_ip_address': '198.51.100.9',
  }
  const [one] = convert([{ id: 'litellm_r', kind: 1, attributes }])
  expect(one).toMatchObject({
    record: { account_id: 'acct-9', api_key_id: 'hash-9', client_address: '198.51.100.9', operation: 'chat' },
  })
  const [other] = convert([
    {
      id: 'litellm_r',
      kind: 1,
      attributes: { ...attributes, 'metadata.user_api_key_user_id': 'default_user_id' },
    },
  ])
  expect(other).toMatchObject({ record: { account_id: 'hash-9' } })
})

test('agents, tools, chains and other traffic are no requests to a model', () => {
  const others: TestSpan['attributes'][] = [
    { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.request.model': 'm' },
    { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'get_weather' },
    { 'openinference.span.kind': 'CHAIN', 'input.value': 'x' },
    { 'traceloop.span.kind': 'workflow', 'traceloop.entity.input': 'x' },
    { 'ai.operationId': 'ai.toolCall' },
    { 'db.system': 'postgresql' },
  ]
  for (const attributes of others) {
    const found = convert([{ id: 'other', parent: 'server', attributes: attributes ?? {} }, SERVER])
    expect(found.filter((one) => 'record' in one || 'reason' in one)).toEqual([])
  }
})

test('vLLM’s spans, which name no operation', () => {
  const record = request({
    'gen_ai.response.model': 'm-large',
    'gen_ai.request.id': 'cmpl-1',
    'gen_ai.request.n': 4,
    'gen_ai.usage.prompt_tokens': 10,
    'gen_ai.usage.completion_tokens': 20,
    'gen_ai.latency.e2e': 0.7,
  })
  expect(record).toMatchObject({ request_id: 'cmpl-1', choice_count: 4, input_tokens: 10, output_tokens: 20 })
})

test('--map names the attribute of the account, wherever in the chain it stands', () => {
  const call: TestSpan = { id: 'call', parent: 'server', attributes: { 'gen_ai.operation.name': 'chat' } }
  const server = {
    ...SERVER,
    attributes: { ...SERVER.attributes, 'http.request.header.x-tenant': ['tenant-5'] },
  }
  const accountBy = (path: string) =>
    convert([call, server], { account_id: path }).flatMap((one) =>
      'record' in one ? [one.record.account_id] : [],
    )
  expect(accountBy('http.request.header.x-tenant')).toEqual(['tenant-5'])
  expect(accountBy('resource.service.name')).toEqual(['inference'])
  // A mapped field that is not there is absent: nothing else stands in for it.
  expect(accountBy('nowhere')).toEqual([])
})

test('the same span has the same identity in any batch', () => {
  const call: TestSpan = { id: 'call', parent: 'server', attributes: { 'gen_ai.operation.name': 'chat' } }
  const contents = (spans: TestSpan[]) => {
    const result = otlp.toRequest(batch(spans), {})
    return 'several' in result ? result.contents : undefined
  }
  const [alone] = contents([call]) ?? []
  expect(alone).toContain(spanId('call'))
  expect(contents([SERVER, call])).toContain(alone)
})

test('no attribute lends its own attributes to the span', () => {
  const [one] = convert([
    {
      id: 'call',
      attributes: { 'gen_ai.operation.name': 'chat', ['__proto__']: { 'enduser.id': 'acct-1' } },
    },
  ])
  expect(one).toEqual({ reason: 'no account_id' })
})
