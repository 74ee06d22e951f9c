import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { DIALECTS } from '../../dialects/all.ts'
import type { DialectId } from '../../types.ts'
import { batch, batchBytes, logBatch, logBytes, type TestLog, type TestSpan } from '../otlp.ts'

/** What inputs are made of: rows of each dialect, those of the documentation and others. */
export interface Seed {
  readonly dialect: DialectId
  readonly rows: readonly Record<string, unknown>[]
}

const DOCUMENT = readFileSync(resolve(import.meta.dirname, '../../../../docs/data-sources.md'), 'utf8')

const documented: Seed[] = DIALECTS.flatMap(({ id }) => {
  const [, text] = new RegExp(`^\`\`\`${id}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(DOCUMENT) ?? []
  if (text === undefined) return []
  return [
    {
      dialect: id,
      rows: text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    },
  ]
})

const CALL = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.request.model': 'm-large',
  'gen_ai.usage.input_tokens': 12,
  'gen_ai.usage.output_tokens': 4,
  'gen_ai.input.messages': '[{"role":"user","parts":[{"type":"text","content":"Why is the sky blue?"}]}]',
}
const SPANS: readonly TestSpan[] = [
  { id: 'server', kind: 2, attributes: { 'enduser.id': 'tenant-7', 'client.address': '203.0.113.7' }, to: 3 },
  { id: 'call', parent: 'server', attributes: CALL },
  { id: 'inner', parent: 'call', attributes: { ...CALL, 'llm.request.type': 'chat' } },
  { id: 'late', trace: 'other', parent: 'nobody', attributes: { ...CALL, 'user.id': 'u' } },
]
const EVENTS: readonly TestLog[] = [
  { span: 'call', name: 'gen_ai.user.message', body: { content: 'Why is the sky blue?' } },
  { span: 'call', name: 'gen_ai.choice', at: 1, body: { message: { content: 'Scattering.' } } },
]

export const SEEDS: readonly Seed[] = [
  ...documented,
  {
    dialect: 'native',
    rows: [
      {
        time: '2026-05-01T12:00:00Z',
        account_id: 'a',
        client_address: '203.0.113.7',
        input_text: 'Why?',
        status: 200,
      },
      {
        timestamp: 1_777_636_800,
        user_id: 'b',
        messages: [{ role: 'user', content: 'Why?' }],
        prompt_tokens: 12,
      },
      {
        '@timestamp': '1777636800123456789',
        account: 'c',
        prompt: 'x',
        response: { choices: [{ text: 'y' }] },
      },
    ],
  },
  {
    dialect: 'litellm',
    rows: [
      {
        id: 'chatcmpl-1',
        trace_id: 't',
        call_type: 'acompletion',
        status: 'success',
        startTime: 1_777_636_800.5,
        endTime: 1_777_636_802,
        model: 'm-large',
        model_group: 'm',
        prompt_tokens: 12,
        completion_tokens: 4,
        metadata: {
          user_api_key_hash: 'hash',
          user_api_key_user_id: 'user-1',
          requester_ip_address: '203.0.113.9',
        },
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: [{ type: 'text', text: 'Why?' }] },
        ],
        response: {
          choices: [{ message: { role: 'assistant', content: 'So.' } }],
          usage: { prompt_tokens: 12 },
        },
        model_parameters: { temperature: 0.2, tools: [{ function: { name: 'f' } }] },
      },
    ],
  },
  { dialect: 'otlp', rows: [batch(SPANS), batch(SPANS.slice(1, 2), 'gateway'), { resourceMetrics: [] }] },
  { dialect: 'otlp-logs', rows: [logBatch(EVENTS)] },
]

/** Rows that are messages in binary. */
export const MESSAGES: readonly Uint8Array[] = [
  batchBytes(SPANS),
  batchBytes(SPANS.slice(0, 2)),
  logBytes(EVENTS),
]
