/** The columns of each table in the order in which we write them: an insert names them, so tables may grow. */
export const REQUEST_COLUMNS = [
  'account_id',
  'time',
  'record_key',
  'request_key',
  'api_key',
  'conversation',
  'end_user',
  'address',
  'prefix',
  'network_kind',
  'asn',
  'client',
  'route',
  'operation',
  'model',
  'temperature',
  'choice_count',
  'top_logprobs',
  'tool_count',
  'input_tokens',
  'output_tokens',
  'reasoning_tokens',
  'status',
  'has_text',
  'language',
  'template',
  'segments',
  'body',
  'cues',
  'features',
  'text',
] as const

export const ACCOUNT_COLUMNS = [
  'account_id',
  'organization',
  'created_at',
  'plan',
  'program',
  'verification',
  'email_domain',
  'email',
  'card',
  'device',
  'phone',
  'referral',
  'country_mismatch',
  'closed_at',
  'read_at',
] as const

export const FILE_COLUMNS = [
  'digest',
  'path',
  'format',
  'bytes',
  'records',
  'unreadable',
  'field_counts',
  'dropped_counts',
  'finished_at',
] as const

export const PASS_COLUMNS = ['pass_id', 'started_at', 'basis', 'result'] as const

export const REVISION_COLUMNS = [
  'campaign_id',
  'revision',
  'pass_id',
  'created_at',
  'verdict',
  'accounts',
  'body',
  'picture',
] as const

export const CAMPAIGN_ACCOUNT_COLUMNS = ['campaign_id', 'revision', 'account_id'] as const

export const BASIS_COLUMNS = ['pass_id', 'campaign_id', 'revision', 'keys', 'figures', 'written_at'] as const

/**
 * Milliseconds since 1970 as a DateTime64(3) reads them: seconds with three decimals. Ten digits throughout, as
 * ClickHouse takes fewer for a year.
 */
export function timeText(milliseconds: number): string {
  const whole = Math.floor(milliseconds / 1000)
  const rest = Math.floor(milliseconds) - whole * 1000
  return `${String(whole).padStart(10, '0')}.${String(rest).padStart(3, '0')}`
}
