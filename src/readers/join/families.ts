import { failureOf } from '../failure.ts'
import { otlpTraces } from '../otlp/trace.ts'
import { azureCalls } from './azure-calls.ts'
import { bedrockCalls } from './bedrock-calls.ts'
import { langfuseCalls } from './langfuse-calls.ts'
import type { JoinFamily, JoinFamilyId, Merged, MergeOptions, PlacedPart } from './part.ts'

/** Every pair (or more) of logs that can be joined. */
export const JOIN_FAMILIES: readonly JoinFamily[] = [otlpTraces, bedrockCalls, azureCalls, langfuseCalls]

export function familyNamed(id: JoinFamilyId): JoinFamily {
  const family = JOIN_FAMILIES.find((candidate) => candidate.id === id)
  if (!family) throw new Error(`no family ${id} to join parts of`)
  return family
}

/** Requests out of the parts of one key. A mistake of ours makes these parts unreadable, and costs no others anything. */
export function mergeParts(parts: readonly PlacedPart[], options: MergeOptions): readonly Merged[] {
  const [of] = parts
  if (!of) return []
  try {
    return familyNamed(of.family).merge(parts, options)
  } catch (error) {
    return [{ of, conversion: { reason: failureOf(error) } }]
  }
}
