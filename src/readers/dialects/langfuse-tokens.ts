import { firstSaid, objectOf } from './paths.ts'

/**
 * Token counts of an observation. Langfuse keeps kinds of usage apart that do not overlap (`input`,
 * `input_cached_tokens`, `output`, `output_reasoning_tokens`, …) and sums those whose names have `input` or `output`
 * in them, as its own pages do. Older rows have a usage of two or three counts.
 */
export function langfuseTokens(row: Readonly<Record<string, unknown>>) {
  const details = objectOf(firstSaid(row.usage_details, row.usageDetails))
  const usage = objectOf(row.usage)
  return {
    input_tokens: firstSaid(
      total(details, (name) => name.includes('input')),
      usage.input,
      usage.promptTokens,
      row.inputUsage,
      row.inputTokens,
      row.promptTokens,
      row.prompt_tokens,
    ),
    output_tokens: firstSaid(
      total(details, (name) => name.includes('output')),
      usage.output,
      usage.completionTokens,
      row.outputUsage,
      row.outputTokens,
      row.completionTokens,
      row.completion_tokens,
    ),
    reasoning_tokens: total(details, (name) => name.includes('reasoning')),
    cached_input_tokens: total(
      details,
      (name) => name.includes('cached') || (name.includes('cache') && name.includes('read')),
    ),
  }
}

function total(
  details: Readonly<Record<string, unknown>>,
  counts: (name: string) => boolean,
): number | undefined {
  const values = Object.entries(details).flatMap(([name, value]) => (counts(name) ? [Number(value)] : []))
  const sum = values.reduce((so, far) => so + far, 0)
  return values.length > 0 && Number.isFinite(sum) ? sum : undefined
}
