import { afterAll, expect, test } from 'vitest'
import { collect, scratch } from '../testing/collect.ts'

const files = scratch()
afterAll(() => files.clear())

/** In the shape of its labelled set, with texts of our own. */
const LABELLED = {
  account_id: 'sk-0f1e2d3c4b5a69788796a5b4',
  timestamp: '2026-02-27T20:08:29.149978+00:00',
  model: 'gpt-4o',
  prompt: 'Why is the sky blue?',
  system_prompt: null,
  system_prompt_hash: null,
  token_count: 199,
  max_tokens: 256,
  client_ip: '203.0.113.7',
  asn_number: 64500,
  asn_org: 'Example Net',
  user_agent: 'python-requests/2.31.0',
  h2_settings_fp: null,
  campaign_label: null,
}

const EXPECTED = {
  time: Date.UTC(2026, 1, 27, 20, 8, 29, 149),
  account_id: 'sk-0f1e2d3c4b5a69788796a5b4',
  client_address: '203.0.113.7',
  user_agent: 'python-requests/2.31.0',
  request_model: 'gpt-4o',
  max_tokens: 256,
  input_text: 'Why is the sky blue?',
}

const read = (...rows: object[]) =>
  collect(files.write('log.jsonl', rows.map((row) => `${JSON.stringify(row)}\n`).join('')))

test('a labelled event becomes a request, without what nobody knows', async () => {
  const { format, records, unreadable } = await read(LABELLED)
  expect(format.dialect).toBe('glasswally')
  expect(unreadable).toEqual([])
  expect(records).toEqual([EXPECTED])
})

test('the label changes nothing of the request', async () => {
  const system = { system_prompt: 'You teach physics.', system_prompt_hash: 'ab12cd34ef56ab78' }
  const { records } = await read(
    { ...LABELLED, ...system },
    { ...LABELLED, ...system, campaign_label: 'campaign_0001' },
  )
  const [plain, labelled] = records
  expect(plain).toEqual({ ...EXPECTED, system_text: 'You teach physics.' })
  expect(labelled).toEqual(plain)
})

test('an event of the tail mode has its address and its TLS fingerprint by other names', async () => {
  const { client_ip: _, campaign_label: __, ...rest } = LABELLED
  const { format, records } = await read({
    ...rest,
    request_id: 'r-1',
    ip_address: '203.0.113.7',
    header_order: ['host', 'user-agent'],
    ja3_hash: '579ccef312d18482fc42e2b822ca2430',
    country_code: 'NZ',
  })
  expect(format.dialect).toBe('glasswally')
  expect(records).toEqual([
    { ...EXPECTED, request_id: 'r-1', tls_fingerprint: '579ccef312d18482fc42e2b822ca2430' },
  ])
})
