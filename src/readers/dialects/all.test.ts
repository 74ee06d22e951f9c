import fc from 'fast-check'
import { expect, test } from 'vitest'
import { familyNamed } from '../join/families.ts'
import { mergeFields } from '../join/merge-fields.ts'
import type { Part, PlacedPart } from '../join/part.ts'
import { DIALECTS } from './all.ts'
import type { Conversion } from './dialect.ts'

/** Names that the dialects look for, so that what is made up at random gets past their first checks. */
const NAMES = [
  ...[
    'schemaType',
    'timestamp',
    'modelId',
    'requestId',
    'accountId',
    'input',
    'output',
    'inputBodyJson',
    'identity',
  ],
  ...[
    'eventSource',
    'eventName',
    'eventTime',
    'userIdentity',
    'requestID',
    'category',
    'correlationId',
    'properties',
  ],
  ...[
    'sequenceNumber',
    'modelName',
    'requestMessages',
    'requestHeaders',
    'started_at',
    'request',
    'latencies',
    'ai',
  ],
  ...[
    'proxy',
    'meta',
    'usage',
    'payload',
    'start_time',
    'response_code',
    'genai_model_name',
    'request_created_at',
  ],
  ...[
    'request_id',
    'request_body',
    'response_body',
    'trace_id',
    'type',
    'user_id',
    'observations',
    'public',
    'id',
  ],
  ...[
    'release',
    'usage_details',
    'model_parameters',
    'response',
    'body',
    'headers',
    'messages',
    'content',
    'choices',
  ],
  ...[
    'role',
    'text',
    'parts',
    'tools',
    'toolConfig',
    'delta',
    'results',
    'candidates',
    'system',
    'arn',
    'message',
  ],
]
const WORDS = [
  ...[
    'ModelInvocationLog',
    'bedrock.amazonaws.com',
    'Converse',
    'GatewayLogs',
    'GatewayLlmLogs',
    'GENERATION',
  ],
  ...[
    '2026-05-01T12:00:00Z',
    'arn:aws:sts::1:assumed-role/a/b',
    '[{"role":"user","content":"x"}]',
    '{"a":',
    'user',
  ],
  ...[
    'data: {"choices":[{"delta":{"content":"x"}}]}\n\n',
    '<|start_header_id|>user<|end_header_id|>',
    '[INST]',
    '-',
  ],
]

const { row } = fc.letrec<{ row: Record<string, unknown>; value: unknown }>((tie) => ({
  row: fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 12, noNullPrototype: true }),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...WORDS),
    fc.constantFrom(null, true, 0, -1, 1_777_636_800_123, Number.MAX_VALUE),
    fc.string(),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('row'),
  ),
}))

test('no row makes a reader throw, nor the merge of what it read', () => {
  fc.assert(
    fc.property(row, fc.constantFrom(...DIALECTS), (raw, dialect) => {
      dialect.recognise([raw], {})
      const result = dialect.toRequest(raw, {})
      for (const one of 'several' in result ? result.several : [result]) {
        expect(outcomesOf(one)).not.toEqual([])
      }
    }),
    { numRuns: 5_000 },
  )
})

/** What comes of a conversion: where it is a part, of that part alone. */
function outcomesOf(conversion: Conversion): readonly Conversion[] {
  if (!('part' in conversion)) return [conversion]
  const { part } = conversion
  expect(structuredClone(part)).toEqual(part)
  return merged([part])
}

function merged(parts: readonly Part[]): Conversion[] {
  const placed: PlacedPart[] = parts.map((part, index) => ({ ...part, key: index + 1, line: 1, file: 0 }))
  const [first] = parts
  if (!first) return []
  const family = familyNamed(first.family)
  family.isWhole?.(placed, family.kinds)
  mergeFields(placed, family.kinds)
  return family.merge(placed, { present: new Set(family.kinds) }).map(({ conversion: one }) => one)
}
