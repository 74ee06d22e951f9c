import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { collect, scratch } from '../testing/collect.ts'
import { requestsOf } from '../testing/joined.ts'
import { azureApim } from './azure-apim.ts'

const files = scratch()
afterAll(() => files.clear())

const RESOURCE = '/SUBSCRIPTIONS/0/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.APIMANAGEMENT/SERVICE/GATE'
const ID = '5f2d1c9e-8a3b-4f6e-9d7c-1b2a3c4d5e6f'

/** As a diagnostic setting writes it to a storage account. */
const GATEWAY = {
  time: '2026-05-01T12:00:00.1230000Z',
  resourceId: RESOURCE,
  category: 'GatewayLogs',
  operationName: 'Microsoft.ApiManagement/GatewayLogs',
  durationMs: 1830,
  callerIpAddress: '203.0.113.7',
  correlationId: ID,
  properties: {
    method: 'POST',
    url: 'https://gate.azure-api.net/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21',
    responseCode: 200,
    apiId: 'openai',
    userId: 'tenant-7',
    apimSubscriptionId: 'tenant-7-key-1',
    requestHeaders: { 'User-Agent': 'OpenAI/Python 1.40.0' },
  },
}

const llm = (sequenceNumber: number, more: object = {}) => ({
  time: '2026-05-01T12:00:02.0000000Z',
  resourceId: RESOURCE,
  category: 'GatewayLlmLogs',
  operationName: 'Microsoft.ApiManagement/GatewayLlmLogs',
  correlationId: ID,
  properties: { sequenceNumber, promptTokens: 0, completionTokens: 0, totalTokens: 0, ...more },
})

const HEADER = llm(0, {
  deploymentName: 'gpt-4o',
  modelName: 'gpt-4o-2024-08-06',
  isStreamCompletion: false,
  promptTokens: 40,
  completionTokens: 12,
  totalTokens: 52,
})

const MESSAGES = [
  { role: 'system', content: 'You teach physics.' },
  { role: 'user', content: 'Why is the sky "blue"?' },
]
const ANSWER = [{ role: 'assistant', content: 'Rayleigh scattering.' }]

/** A log in which the messages were split into pieces of so many characters. */
function split(pieceLength: number): object[] {
  const pieces = (text: string) =>
    Array.from({ length: Math.ceil(text.length / pieceLength) }, (_, index) =>
      text.slice(index * pieceLength, (index + 1) * pieceLength),
    )
  const asked = pieces(JSON.stringify(MESSAGES)).map((requestMessages) => ({ requestMessages }))
  const answered = pieces(JSON.stringify(ANSWER)).map((responseMessages) => ({ responseMessages }))
  return [HEADER, ...[...asked, ...answered].map((more, index) => llm(index + 1, more))]
}

async function requests(...rows: object[]) {
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  const file = await collect(files.write('log.json', text))
  expect(file.format.dialect).toBe('azure-apim')
  return requestsOf([file], azureApim.parts ?? [])
}

const EXPECTED = {
  time: Date.UTC(2026, 4, 1, 12, 0, 0, 123),
  account_id: 'tenant-7',
  request_id: ID,
  api_key_id: 'tenant-7-key-1',
  client_address: '203.0.113.7',
  user_agent: 'OpenAI/Python 1.40.0',
  route: 'azure',
  operation: 'chat',
  request_model: 'gpt-4o',
  response_model: 'gpt-4o-2024-08-06',
  stream: false,
  input_tokens: 40,
  output_tokens: 12,
  status: 200,
  duration_ms: 1830,
  system_text: 'You teach physics.',
  input_text: 'Why is the sky "blue"?',
  output_text: 'Rayleigh scattering.',
}

test('both logs are one request, in whatever order and pieces their rows come', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 5, max: 300 }).chain((length) => {
        const rows = [GATEWAY, ...split(length)]
        return fc.shuffledSubarray(rows, { minLength: rows.length })
      }),
      async (rows) => {
        expect(await requests(...rows)).toEqual({ records: [EXPECTED], reasons: [], passedOver: [] })
      },
    ),
    { numRuns: 30 },
  )
})

test('of messages that the gateway cut off, the beginning is kept', async () => {
  const [header, ...pieces] = split(20)
  const { records } = await requests(GATEWAY, header ?? {}, ...pieces.slice(0, 4))
  expect(records[0]).toMatchObject({ system_text: 'You teach physics.', input_tokens: 40 })
  expect(records[0]).not.toHaveProperty('output_text')
})

test('Log Analytics has the same in columns, as JSON and as the portal’s CSV', async () => {
  const table = [
    {
      TimeGenerated: '2026-05-01T12:00:00.123Z',
      Type: 'ApiManagementGatewayLogs',
      CorrelationId: ID,
      UserId: 'tenant-7',
      ApimSubscriptionId: 'tenant-7-key-1',
      CallerIpAddress: '203.0.113.7',
      RequestHeaders: { 'User-Agent': 'OpenAI/Python 1.40.0' },
      ResponseCode: 200,
      TotalTime: 1830,
      Url: GATEWAY.properties.url,
    },
    {
      TimeGenerated: '2026-05-01T12:00:02Z',
      Type: 'ApiManagementGatewayLlmLog',
      CorrelationId: ID,
      SequenceNumber: 0,
      DeploymentName: 'gpt-4o',
      ModelName: 'gpt-4o-2024-08-06',
      IsStreamCompletion: false,
      PromptTokens: 40,
      CompletionTokens: 12,
      RequestMessages: MESSAGES,
      ResponseMessages: ANSWER,
    },
  ]
  expect((await requests(...table)).records).toEqual([EXPECTED])

  const quoted = (value: unknown) =>
    `"${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('"', '""')}"`
  const csv = (row: Record<string, unknown>) =>
    `${Object.keys(row).join(',')}\n${Object.values(row).map(quoted).join(',')}\n`
  const [gateway = {}, model = {}] = table.map(({ TimeGenerated: _, ...row }) => row)
  const exports = [
    csv({ 'TimeGenerated [UTC]': '5/1/2026, 12:00:00.123 PM', ...gateway }),
    csv({ 'TimeGenerated [UTC]': '5/1/2026, 12:00:02.000 PM', ...model }),
  ]
  const read = await Promise.all(exports.map((text, index) => collect(files.write(`${index}.csv`, text))))
  expect(requestsOf(read, azureApim.parts ?? []).records).toEqual([EXPECTED])
})

test('a gateway request without a model is no request, a model without a gateway request is nobody’s', async () => {
  const other = { ...GATEWAY, correlationId: 'other' }
  const nobodys = { ...HEADER, correlationId: 'nobody' }
  const socket = { ...GATEWAY, category: 'WebSocketConnectionLogs' }
  const { records, reasons, passedOver } = await requests(GATEWAY, HEADER, other, nobodys, socket)
  expect(records).toHaveLength(1)
  expect(reasons).toEqual(['no GatewayLogs row with this CorrelationId says who called'])
  expect(passedOver.toSorted()).toEqual([
    'a gateway request that called no language model',
    'another log of the gateway',
  ])
})

test('a category with the name of something every object has is no category', async () => {
  const { parts, passedOver } = await collect(
    files.write(
      'inherited.log',
      [GATEWAY, { ...HEADER, category: 'constructor' }].map((row) => JSON.stringify(row)).join('\n'),
    ),
  )
  expect(parts).toHaveLength(1)
  expect(passedOver).toHaveLength(1)
})

test('messages nested without end cost themselves alone', async () => {
  const deep = `${'['.repeat(20_000)}"x"${']'.repeat(20_000)}`
  const model = JSON.stringify(llm(1, { requestMessages: 'deep' })).replace('"deep"', deep)
  const text = [JSON.stringify(GATEWAY), JSON.stringify(HEADER), model].join('\n')
  const { parts } = await collect(files.write('deep.log', text))
  expect(() => structuredClone(parts)).not.toThrow()
  const { records } = requestsOf([await collect(files.write('deep.log', text))], azureApim.parts ?? [])
  expect(records[0]).toMatchObject({ account_id: 'tenant-7', input_tokens: 40 })
})

test('the administrator is nobody: then the subscription counts; bodies in the gateway log do without the other', async () => {
  const body = { model: 'gpt-4o', temperature: 0.7, messages: MESSAGES }
  const properties = { ...GATEWAY.properties, userId: '1', requestBody: JSON.stringify(body) }
  const { records } = await requests({ ...GATEWAY, properties })
  expect(records[0]).toMatchObject({
    account_id: 'tenant-7-key-1',
    temperature: 0.7,
    input_text: 'Why is the sky "blue"?',
  })
})
