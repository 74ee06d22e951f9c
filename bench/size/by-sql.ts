import { TEMPLATE_LIMIT } from '../../src/fingerprint/index.ts'
import { REQUEST_COLUMNS, type Store } from '../../src/store/index.ts'
import { requestsFile } from '../requests-file.ts'
import { stopwatch } from '../worlds/run-world.ts'
import type { BySql } from './types.ts'

/** Of five-word shingles the smallest of every eight neighbours, much as `fingerprint/template.ts` does, which also keeps anchors. */
const SHINGLE = 5
const WINDOW = 8
/** Words taken from each end of a text. */
const EDGE = 64
const SEGMENTS = 3
/** Characters of the shortest sentence that counts. */
const SEGMENT_LENGTH = 40

/** NDJSON as the bench composes it, with the names that intake reads. */
const STRUCTURE = [
  'time UInt64',
  'request_id String',
  'account_id String',
  'api_key_id String',
  'conversation_id String',
  'end_user_id String',
  'client_address String',
  'user_agent String',
  'tls_fingerprint String',
  'route String',
  'operation String',
  'request_model String',
  'response_model String',
  'temperature Nullable(Float32)',
  'choice_count UInt16',
  'top_logprobs UInt8',
  'tool_names Array(String)',
  'input_tokens UInt32',
  'output_tokens UInt32',
  'reasoning_tokens UInt32',
  'status UInt16',
  'system_text String',
  'input_text String',
  'output_text String',
].join(', ')

/**
 * Fills `requests` from a file by SQL alone, for comparison with the worker threads: what the engine's functions can
 * say of a record is worked out by them. What they cannot is left empty: language, cue scores, hashed features, kinds
 * of network, other dialects and fields of other names, half records that belong together, a ledger of what was read.
 * So it does less than the workers do; that no query is faster is not claimed.
 */
export async function readBySql(store: Store, folder: string): Promise<BySql> {
  // The key is no secret: nothing is kept.
  const keyed = (value: string): string =>
    `bitShiftRight(sipHash64Keyed((toUInt64(1), toUInt64(2)), ${value}), 12)`
  const identity = (field: string): string => `if(${field} = '', 0, ${keyed(field)})`
  const words = (text: string): string =>
    `splitByNonAlpha(replaceRegexpAll(lowerUTF8(${text}), '[0-9]+', '0'))`
  const ends = (list: string): string =>
    `if(length(${list}) <= ${2 * EDGE}, ${list}, arrayConcat(arraySlice(${list}, 1, ${EDGE}), arraySlice(${list}, -${EDGE})))`
  const shingles = (list: string): string =>
    `arrayMap(at -> xxHash64(arraySlice(${list}, at, ${SHINGLE})), range(1, greatest(1, length(${list}) - ${SHINGLE - 2})))`
  const smallest = (hashes: string): string =>
    `arrayMap(at -> arrayMin(arraySlice(${hashes}, at, ${WINDOW})), range(1, greatest(1, length(${hashes}) - ${WINDOW - 2})))`
  const clock = stopwatch()
  await store.command(`
    INSERT INTO requests (${REQUEST_COLUMNS.join(', ')})
    WITH
      ${words('input_text')} AS input_words,
      ${words('system_text')} AS system_words,
      ${ends('input_words')} AS input_ends,
      ${ends('system_words')} AS system_ends,
      ${shingles('input_ends')} AS input_shingles,
      ${shingles('system_ends')} AS system_shingles,
      arrayDistinct(arrayConcat(${smallest('system_shingles')}, ${smallest('input_shingles')})) AS chosen,
      arrayFilter(one -> length(one) >= ${SEGMENT_LENGTH}, splitByRegexp('[.!?\\n]+', lowerUTF8(input_text))) AS sentences
    SELECT
      account_id,
      fromUnixTimestamp64Milli(toInt64(time)) AS time,
      sipHash64(account_id, time, request_id, input_text, output_text) AS record_key,
      ${identity('request_id')} AS request_key,
      ${identity('api_key_id')} AS api_key,
      ${identity('conversation_id')} AS conversation,
      ${identity('end_user_id')} AS end_user,
      ${identity('client_address')} AS address,
      ${keyed(`substring(client_address, 1, length(client_address) - position(reverse(client_address), '.'))`)} AS prefix,
      '' AS network_kind,
      0 AS asn,
      ${keyed('(tls_fingerprint, user_agent)')} AS client,
      route,
      operation,
      if(response_model = '', request_model, response_model) AS model,
      coalesce(temperature, -1) AS temperature,
      choice_count,
      top_logprobs,
      length(tool_names) AS tool_count,
      input_tokens,
      output_tokens,
      reasoning_tokens,
      status,
      length(input_words) + length(system_words) > 0 AS has_text,
      '' AS language,
      arraySlice(arraySort(arrayMap(one -> ${keyed('one')}, chosen)), 1, ${TEMPLATE_LIMIT}) AS template,
      arrayMap(one -> ${keyed('one')}, arraySlice(arrayReverseSort(one -> length(one), sentences), 1, ${SEGMENTS})) AS segments,
      ${keyed('input_words')} AS body,
      [] AS cues,
      [] AS features,
      '' AS text
    FROM ${requestsFile(folder, STRUCTURE)}`)
  const seconds = clock()
  const [row] = await store.query<Omit<BySql, 'seconds'>>(
    'SELECT count() AS requests, sum(length(template)) AS tokens FROM requests',
    {},
    { numbers: true },
  )
  return { ...row, seconds }
}
