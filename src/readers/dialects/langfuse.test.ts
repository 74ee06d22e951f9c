import { afterAll, expect, test } from 'vitest'
import { type Collected, collect, scratch } from '../testing/collect.ts'
import { requestsOf } from '../testing/joined.ts'
import { langfuse } from './langfuse.ts'

const files = scratch()
afterAll(() => files.clear())

const MESSAGES = [
  { role: 'system', content: 'You teach physics.' },
  { role: 'user', content: 'Why is the sky blue?' },
]

/** A row of the legacy `observations/` export: whose it is stands in the trace. */
const OBSERVATION = {
  id: 'obs-1',
  trace_id: 'trace-1',
  project_id: 'p',
  environment: 'production',
  type: 'GENERATION',
  parent_observation_id: '',
  start_time: '2026-05-01 12:00:00.123000',
  end_time: '2026-05-01 12:00:02.623000',
  name: 'answer',
  level: 'DEFAULT',
  status_message: '',
  input: JSON.stringify(MESSAGES),
  output: JSON.stringify({ role: 'assistant', content: 'Rayleigh scattering.' }),
  provided_model_name: 'gpt-4o',
  model_parameters: '{"temperature":0.7,"max_tokens":"512"}',
  usage_details: { input: 20, input_cached_tokens: 8, output: 12, output_reasoning_tokens: 4, total: 44 },
  completion_start_time: '2026-05-01 12:00:00.900000',
}

const TRACE = {
  id: 'trace-1',
  timestamp: '2026-05-01 12:00:00.100000',
  name: 'chat',
  environment: 'production',
  project_id: 'p',
  user_id: 'tenant-7',
  session_id: 's-1',
  release: null,
  public: false,
  bookmarked: false,
  tags: [],
  input: null,
  output: null,
}

const SCORE = {
  id: 'score-1',
  timestamp: '2026-05-01 12:00:09.000000',
  trace_id: 'trace-1',
  name: 'helpfulness',
  value: 1,
  source: 'API',
  data_type: 'NUMERIC',
}

const EXPECTED = {
  time: Date.UTC(2026, 4, 1, 12, 0, 0, 123),
  account_id: 'tenant-7',
  request_id: 'obs-1',
  trace_id: 'trace-1',
  conversation_id: 's-1',
  operation: 'chat',
  request_model: 'gpt-4o',
  temperature: 0.7,
  max_tokens: 512,
  stream: true,
  input_tokens: 28,
  output_tokens: 16,
  reasoning_tokens: 4,
  cached_input_tokens: 8,
  duration_ms: 2500,
  system_text: 'You teach physics.',
  input_text: 'Why is the sky blue?',
  output_text: 'Rayleigh scattering.',
}

async function read(...rows: object[]): Promise<Collected> {
  const file = await collect(files.write('log.jsonl', rows.map((row) => `${JSON.stringify(row)}\n`).join('')))
  expect(file.format.dialect).toBe('langfuse')
  return file
}

const requests = (...read: Collected[]) => requestsOf(read, langfuse.parts ?? [])

test('enriched observations are whole; what called no model is passed over', async () => {
  const enriched = { ...OBSERVATION, user_id: 'tenant-7', session_id: 's-1', trace_name: 'chat' }
  const { records, passedOver, parts } = await read({ ...enriched, type: 'SPAN' }, SCORE, enriched)
  expect(records).toEqual([EXPECTED])
  expect(passedOver).toEqual(['an observation that called no model', 'a score'])
  expect(parts).toEqual([])
})

test('observations find their trace in another file, in whatever order, as many as there are', async () => {
  const observations = await read(
    OBSERVATION,
    { ...OBSERVATION, id: 'obs-2' },
    { ...OBSERVATION, trace_id: 'lost' },
  )
  const traces = await read(TRACE, { ...TRACE, id: 'trace-2' })
  for (const order of [
    [observations, traces],
    [traces, observations],
  ]) {
    const { records, reasons, passedOver } = requests(...order)
    expect(records.toSorted((a, b) => (`${a.request_id}` < `${b.request_id}` ? -1 : 1))).toEqual([
      EXPECTED,
      { ...EXPECTED, request_id: 'obs-2' },
    ])
    expect(reasons).toEqual(['no trace with this id says who the user is'])
    expect(passedOver).toEqual(['a trace without observations that called a model'])
  }
})

test('a trace that names two users names none', async () => {
  const again = { ...TRACE, updated_at: '2026-05-02 00:00:00.000000' }
  const file = await read(OBSERVATION, TRACE, again)
  expect(requests(file).records).toEqual([EXPECTED])
  const changed = await read(OBSERVATION, TRACE, { ...again, user_id: 'tenant-8' })
  expect(requests(changed).reasons).toEqual(['traces with this id name different users'])
})

test('the API has other names, and observations inside their trace', async () => {
  const observation = {
    id: 'obs-1',
    traceId: 'trace-1',
    type: 'GENERATION',
    startTime: '2026-05-01T12:00:00.123Z',
    endTime: '2026-05-01T12:00:02.623Z',
    completionStartTime: '2026-05-01T12:00:00.900Z',
    model: 'gpt-4o',
    modelParameters: { temperature: 0.7, max_tokens: 512 },
    usageDetails: OBSERVATION.usage_details,
    input: MESSAGES,
    output: { role: 'assistant', content: 'Rayleigh scattering.' },
    level: 'DEFAULT',
  }
  const trace = {
    id: 'trace-1',
    timestamp: '2026-05-01T12:00:00.100Z',
    userId: 'tenant-7',
    sessionId: 's-1',
    public: false,
    htmlPath: '/project/p/traces/trace-1',
    observations: [{ ...observation, id: 'span', type: 'SPAN' }, observation],
  }
  const { records, passedOver, keys } = await read(trace)
  expect(records).toEqual([EXPECTED])
  expect(passedOver).toEqual(['an observation that called no model'])
  expect(keys[0]).toBeGreaterThan(0)

  // A later export has the trace with another observation before it, and its names in another order.
  const turned = Object.fromEntries(Object.entries(observation).toReversed())
  const later = await read({ ...trace, observations: [{ ...observation, id: 'obs-0' }, turned] })
  expect(later.records.map(({ request_id }) => request_id)).toEqual(['obs-0', 'obs-1'])
  expect(later.keys[1]).toBe(keys[0])
  expect(later.keys[0]).not.toBe(keys[0])
})

test('CSV has objects in text', async () => {
  const row = { ...OBSERVATION, user_id: 'tenant-7', session_id: 's-1' }
  const cell = (value: unknown) =>
    `"${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('"', '""')}"`
  const text = `${Object.keys(row).join(',')}\n${Object.values(row).map(cell).join(',')}\n`
  expect((await collect(files.write('observations.csv', text))).records).toEqual([EXPECTED])
})
