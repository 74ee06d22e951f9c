import { lookup } from '../lookup.ts'
import { isInside, prefixOf } from '../network/address.ts'
import { firstSaid, objectOf } from './paths.ts'

/**
 * Who an IAM ARN stands for. Of an assumed role it is the role: whoever assumes a role names the session as they
 * like. So the session is the caller's word, and the role the account.
 */
export function principalOf(arn: unknown): { account: string; session: string | undefined } | undefined {
  if (typeof arn !== 'string' || arn === '') return undefined
  const [, role, session] = /^(arn:[\w-]+:sts::\d*:assumed-role\/.+)\/([^/]+)$/.exec(arn) ?? []
  return role === undefined ? { account: arn, session: undefined } : { account: role, session }
}

/** CloudTrail's user identity as the principal's ARN: the same that Bedrock's own log has. */
export function arnOf(identity: Readonly<Record<string, unknown>>): unknown {
  return firstSaid(identity.arn, identity.principalId, identity.accountId)
}

/**
 * A model's name out of its id or ARN: behind the last slash of a foundation model or an inference profile.
 * `arn:aws:bedrock:us-east-1::foundation-model/meta.llama3-8b-instruct-v1:0` is `meta.llama3-8b-instruct-v1:0`.
 */
export function modelOf(id: unknown): string | undefined {
  if (typeof id !== 'string' || id === '') return undefined
  return id.startsWith('arn:') ? id.slice(id.lastIndexOf('/') + 1) : id
}

/** Bedrock's runtime exceptions with their HTTP status: docs.aws.amazon.com/bedrock/latest/APIReference. */
const STATUS_OF_ERROR = lookup<number>({
  AccessDenied: 403,
  AccessDeniedException: 403,
  ConflictException: 400,
  InternalServerException: 500,
  ModelErrorException: 424,
  ModelNotReadyException: 429,
  ModelStreamErrorException: 424,
  ModelTimeoutException: 408,
  ResourceNotFoundException: 404,
  ServiceQuotaExceededException: 400,
  ServiceUnavailableException: 503,
  ThrottlingException: 429,
  ValidationException: 400,
})

/** 200 without an error; undefined for an error that has no status here. */
export function statusOf(errorCode: unknown): number | undefined {
  if (typeof errorCode !== 'string' || errorCode === '') return 200
  return STATUS_OF_ERROR[errorCode]
}

const OPERATIONS = lookup<boolean>({
  InvokeModel: false,
  InvokeModelWithResponseStream: true,
  InvokeModelWithBidirectionalStream: true,
  Converse: false,
  ConverseStream: true,
})

/** Whether a Bedrock operation runs a model. */
export function runsModel(operation: unknown): boolean {
  return typeof operation === 'string' && Object.hasOwn(OPERATIONS, operation)
}

export function isStream(operation: unknown): boolean | undefined {
  return typeof operation === 'string' ? OPERATIONS[operation] : undefined
}

/**
 * Where a call came from. A service that calls on behalf of somebody has its own name there, which everybody who
 * uses the service would share. An address inside a VPC says something only together with its endpoint.
 */
export function sourceOf(event: Readonly<Record<string, unknown>>): string | undefined {
  const address = event.sourceIPAddress
  if (typeof address !== 'string' || prefixOf(address) === undefined) return undefined
  if (!isInside(address)) return address
  return typeof event.vpcEndpointId === 'string' ? `${event.vpcEndpointId}/${address}` : undefined
}

/** What called; not the name of a service that calls on behalf of somebody. */
export function agentOf(event: Readonly<Record<string, unknown>>): string | undefined {
  const agent = event.userAgent
  if (typeof agent !== 'string' || agent === 'AWS Internal' || agent.endsWith('.amazonaws.com'))
    return undefined
  return agent
}

/** A long-term access key. Temporary ones (`ASIA…`) change by the hour and say nothing that the role does not. */
export function accessKeyOf(identity: Readonly<Record<string, unknown>>): string | undefined {
  const key = objectOf(identity).accessKeyId
  return typeof key === 'string' && key.startsWith('AKIA') ? key : undefined
}
