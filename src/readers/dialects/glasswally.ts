import type { RequestField } from '../../record/index.ts'
import type { ReaderOptions } from '../types.ts'
import type { Conversion, Dialect } from './dialect.ts'
import { finish, mappedFields } from './finish.ts'
import { firstSaid } from './paths.ts'

/**
 * The events of Glasswally: its labelled set (`datasets/labeled_5k.jsonl`, what its `tools/loggen.py` writes) and the
 * access log that its tail mode follows. The label is what a detector is to be measured by, so it is never read; nor
 * is `token_count`, which its kernel side fills with the tokens asked for at most, and its set with something else.
 * Fields: `ApiEvent` in glasswally/src/events.rs, https://github.com/m0rs3c0d3/Glasswally
 */
export const glasswally: Dialect = {
  id: 'glasswally',
  title: 'Glasswally events',
  needs: 'account_id and timestamp, with campaign_label or header_order',
  fields: [
    'time',
    'account_id',
    'request_id',
    'client_address',
    'user_agent',
    'tls_fingerprint',
    'request_model',
    'max_tokens',
    'system_text',
    'input_text',
  ] satisfies RequestField[],
  recognise: (rows) => rows.some(isEvent),
  toRequest,
}

function isEvent(row: Record<string, unknown>): boolean {
  const its = 'campaign_label' in row || Array.isArray(row.header_order)
  return its && row.account_id !== undefined && row.timestamp !== undefined
}

function toRequest(row: Record<string, unknown>, options: ReaderOptions): Conversion {
  if (!isEvent(row)) return { reason: 'no Glasswally event (account_id, timestamp, campaign_label)' }
  const native = {
    time: row.timestamp,
    account_id: row.account_id,
    request_id: row.request_id,
    client_address: firstSaid(row.ip_address, row.client_ip),
    user_agent: row.user_agent,
    tls_fingerprint: row.ja3_hash,
    request_model: row.model,
    max_tokens: row.max_tokens,
    system_text: row.system_prompt,
    input_text: row.prompt,
  }
  return finish(options.map ? { ...native, ...mappedFields(row, options.map) } : native, options.map)
}
