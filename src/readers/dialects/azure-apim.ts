import { parseTime, type RequestField } from '../../record/index.ts'
import { headersOf } from '../bodies/headers.ts'
import { isRequestBody } from '../bodies/request-body.ts'
import { lookup } from '../lookup.ts'
import type { ReaderOptions } from '../types.ts'
import type { Conversion, Dialect } from './dialect.ts'
import { mappedFields } from './finish.ts'
import { firstSaid, objectOf } from './paths.ts'

/**
 * Azure API Management's gateway logs and language model logs: who called in `GatewayLogs`, what was said in
 * `GatewayLlmLogs`, in one file or in several. As a diagnostic setting writes them to a storage account or an event
 * hub (a `category`, and `properties`), and as Log Analytics exports its tables (flat columns).
 * Fields: https://learn.microsoft.com/azure/azure-monitor/reference/tables/apimanagementgatewayllmlog and
 * …/apimanagementgatewaylogs
 */
export const azureApim: Dialect = {
  id: 'azure-apim',
  title: 'Azure API Management gateway logs',
  needs: 'category GatewayLogs or GatewayLlmLogs, or the columns of those tables, with CorrelationId',
  fields: [
    'time',
    'account_id',
    'request_id',
    'api_key_id',
    'end_user_id',
    'client_address',
    'user_agent',
    'route',
    'operation',
    'request_model',
    'response_model',
    'temperature',
    'top_p',
    'choice_count',
    'max_tokens',
    'top_logprobs',
    'reasoning_effort',
    'stream',
    'tool_names',
    'input_tokens',
    'output_tokens',
    'status',
    'error_type',
    'duration_ms',
    'system_text',
    'input_text',
    'output_text',
  ] satisfies RequestField[],
  parts: ['gateway', 'llm'],
  recognise: (rows) => rows.some((row) => kindOf(columnsOf(row)) !== undefined),
  toRequest,
}

type Columns = ReadonlyMap<string, unknown>

/** A row's columns and properties by their names in lower case: every export spells them its own way. */
function columnsOf(row: Record<string, unknown>): Columns {
  const columns = new Map<string, unknown>()
  const add = ([name, value]: [string, unknown]): void => {
    // The portal writes the zone into the column's name: `TimeGenerated [UTC]`.
    const plain = name.replace(/ \[UTC\]$/, '').toLowerCase()
    if (firstSaid(value, columns.get(plain)) === value) columns.set(plain, value)
  }
  Object.entries(row).forEach(add)
  Object.entries(objectOf(row.properties)).forEach(add)
  return columns
}

const KINDS = lookup<string>({
  gatewaylogs: 'gateway',
  apimanagementgatewaylogs: 'gateway',
  gatewayllmlogs: 'llm',
  apimanagementgatewayllmlog: 'llm',
})

/** Which log a row is of; '' for another log of the same gateway, undefined for none of its. */
function kindOf(columns: Columns): string | undefined {
  if (typeof columns.get('correlationid') !== 'string') return undefined
  for (const name of ['category', 'type', 'tablename', '$table']) {
    const kind = KINDS[String(columns.get(name)).toLowerCase()]
    if (kind !== undefined) return kind
  }
  const resource = String(firstSaid(columns.get('resourceid'), columns.get('_resourceid'), ''))
  const isGateways = /\/microsoft\.apimanagement\//i.test(resource)
  if (isGateways && columns.has('category')) return ''
  if (columns.has('sequencenumber') && columns.has('modelname')) return 'llm'
  if (columns.has('calleripaddress') && columns.has('responsecode')) return 'gateway'
  return isGateways ? '' : undefined
}

function toRequest(row: Record<string, unknown>, options: ReaderOptions): Conversion {
  const columns = columnsOf(row)
  const kind = kindOf(columns)
  if (kind === undefined) return { reason: 'no row of a gateway log with a CorrelationId' }
  if (kind === '') return { passedOver: 'another log of the gateway' }
  const join = String(columns.get('correlationid'))
  const native = kind === 'llm' ? llmFields(columns) : gatewayFields(columns)
  const fields = options.map ? { ...native, ...mappedFields(row, options.map) } : native
  return { part: { family: 'azure-apim', join, kind, fields } }
}

/** The user that every service has from the start, on whom the administrators' subscriptions are booked. */
const ADMINISTRATOR = '1'

function gatewayFields(columns: Columns) {
  const subscription = columns.get('apimsubscriptionid')
  const user = columns.get('userid')
  const headers = headersOf(columns.get('requestheaders'))
  const bodies = [columns.get('requestbody'), columns.get('backendrequestbody')]
  const answers = [columns.get('responsebody'), columns.get('backendresponsebody')]
  return {
    time: timeOf(firstSaid(columns.get('timestamp'), columns.get('time'), columns.get('timegenerated'))),
    account_id: user === ADMINISTRATOR ? firstSaid(subscription, user) : firstSaid(user, subscription),
    api_key_id: subscription,
    request_id: columns.get('correlationid'),
    client_address: columns.get('calleripaddress'),
    user_agent: headers('user-agent'),
    route: 'azure',
    status: columns.get('responsecode'),
    error_type: columns.get('lasterrorreason'),
    duration_ms: firstSaid(columns.get('totaltime'), columns.get('durationms')),
    url: columns.get('url'),
    request_body: bodies.find(isRequestBody),
    response_body: answers.find((body) => body !== undefined && body !== null && body !== ''),
  }
}

function llmFields(columns: Columns) {
  return {
    sequence: Number(firstSaid(columns.get('sequencenumber'), 0)),
    time: timeOf(firstSaid(columns.get('timegenerated'), columns.get('time'))),
    request_id: columns.get('correlationid'),
    request_model: columns.get('deploymentname'),
    response_model: columns.get('modelname'),
    stream: columns.get('isstreamcompletion'),
    input_tokens: positive(columns.get('prompttokens')),
    output_tokens: positive(columns.get('completiontokens')),
    cached_input_tokens: positive(columns.get('promptcachedtokens')),
    request_messages: columns.get('requestmessages'),
    response_messages: columns.get('responsemessages'),
  }
}

/** Rows that hold messages alone have a zero where the counts would be. */
function positive(count: unknown): unknown {
  return Number(count) > 0 ? count : undefined
}

/** The portal's CSV has American dates: `5/28/2025, 3:45:12.123 PM`, in UTC. */
function timeOf(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\d{1,2}\/\d{1,2}\/\d{4},/.test(value)) return value
  return parseTime(Date.parse(`${value} UTC`))
}
