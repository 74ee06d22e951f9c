import type { RequestField } from '../../record/index.ts'
import type { ReaderOptions } from '../types.ts'
import {
  accessKeyOf,
  agentOf,
  arnOf,
  isStream,
  modelOf,
  principalOf,
  runsModel,
  sourceOf,
  statusOf,
} from './aws.ts'
import type { Conversion, Dialect } from './dialect.ts'
import { finish, mappedFields } from './finish.ts'
import { objectOf } from './paths.ts'

/**
 * AWS CloudTrail's events of Amazon Bedrock, as CloudTrail delivers them to S3: who called from where. What was
 * said is in Bedrock's model invocation log. Other services' events are passed over.
 * Fields: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const cloudtrail: Dialect = {
  id: 'cloudtrail',
  title: 'AWS CloudTrail events',
  needs: 'eventSource, eventName and eventTime',
  fields: [
    'time',
    'account_id',
    'request_id',
    'api_key_id',
    'end_user_id',
    'client_address',
    'user_agent',
    'route',
    'request_model',
    'stream',
    'status',
    'error_type',
  ] satisfies RequestField[],
  parts: ['cloudtrail'],
  recognise: (rows) => rows.some(isEvent),
  toRequest,
}

function isEvent(row: Record<string, unknown>): boolean {
  return row.eventSource !== undefined && row.eventName !== undefined && row.eventTime !== undefined
}

function toRequest(row: Record<string, unknown>, options: ReaderOptions): Conversion {
  if (!isEvent(row)) return { reason: 'no CloudTrail event' }
  if (row.eventSource !== 'bedrock.amazonaws.com') return { passedOver: "another service's event" }
  if (!runsModel(row.eventName)) return { passedOver: 'an event that runs no model' }
  const identity = objectOf(row.userIdentity)
  const principal = principalOf(arnOf(identity))
  const native = {
    time: row.eventTime,
    account_id: principal?.account,
    end_user_id: principal?.session,
    request_id: row.requestID,
    api_key_id: accessKeyOf(identity),
    client_address: sourceOf(row),
    user_agent: agentOf(row),
    route: 'bedrock',
    request_model: modelOf(objectOf(row.requestParameters).modelId),
    stream: isStream(row.eventName),
    status: statusOf(row.errorCode),
    error_type: row.errorCode,
  }
  const fields = options.map ? { ...native, ...mappedFields(row, options.map) } : native
  const { request_id: id } = native
  if (typeof id !== 'string' || id === '') return finish(fields, options.map)
  return { part: { family: 'bedrock', join: id, kind: 'cloudtrail', fields } }
}
