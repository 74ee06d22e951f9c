import { z } from 'zod'
import { isFarFuture, parseTime } from './normalise.ts'

/** The optional files that tell what the logs cannot: networks, model releases, and who is already known. */

const time = z.unknown().transform((value, context) => {
  const parsed = parseTime(value)
  if (parsed === undefined) {
    context.addIssue({
      code: 'custom',
      message: 'is not a time (ISO 8601, or seconds or milliseconds since 1970)',
    })
    return z.NEVER
  }
  return parsed
})
/** Nothing, and 2100 or later, is never. */
const expiry = z.preprocess(
  (value) => (value === '' || isFarFuture(value) ? undefined : value),
  time.optional(),
)

export const NETWORK_KINDS = [
  'residential',
  'hosting',
  'mobile',
  'corporate',
  'education',
  'vpn',
  'unknown',
] as const

export const Network = z.object({
  /** CIDR, IPv4 or IPv6. */
  prefix: z.string().min(1),
  asn: z.union([z.literal('').transform(() => undefined), z.coerce.number().int().nonnegative()]).optional(),
  kind: z.enum(NETWORK_KINDS).catch('unknown'),
})
export type Network = z.infer<typeof Network>

export const Release = z.object({ model: z.string().min(1), time })
export type Release = z.infer<typeof Release>

export const KNOWN_STATUSES = ['cleared', 'confirmed', 'researcher', 'evaluator'] as const

/** Somebody's earlier finding on an account or an organisation. After `expires_at` it no longer counts; undefined is never. */
export const Known = z.object({
  id: z.string().min(1),
  status: z.enum(KNOWN_STATUSES),
  reason: z.string().default(''),
  expires_at: expiry,
})
export type Known = z.infer<typeof Known>

/** Those who still count at a time, in milliseconds since 1970. */
export function inForce(known: readonly Known[], at: number): Known[] {
  return known.filter(({ expires_at: expires }) => (expires ?? Number.POSITIVE_INFINITY) > at)
}

/** Those who vouch for somebody at that time: a confirmed finding does not. */
export function vouchers(known: readonly Known[], at: number): Known[] {
  return inForce(known, at).filter(({ status }) => status !== 'confirmed')
}
