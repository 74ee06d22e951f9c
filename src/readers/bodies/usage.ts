import { firstSaid, objectOf } from '../dialects/paths.ts'

/**
 * A usage object as token counts under native field names: OpenAI (Chat and Responses), Anthropic, Amazon Bedrock
 * Converse, Kong and Google Gemini. Native `input_tokens` include cached ones: Anthropic and Bedrock count what was
 * read from and written to the cache beside them, OpenAI and Gemini within.
 */
export function fieldsOfUsage(value: unknown) {
  const usage = objectOf(value)
  const inputDetails = objectOf(firstSaid(usage.prompt_tokens_details, usage.input_tokens_details))
  const outputDetails = objectOf(firstSaid(usage.completion_tokens_details, usage.output_tokens_details))
  const within = firstSaid(usage.prompt_tokens, usage.prompt_token, usage.promptTokenCount)
  const beside = firstSaid(usage.input_tokens, usage.inputTokens, usage.inputTokenCount)
  const read = firstSaid(
    usage.cache_read_input_tokens,
    usage.cacheReadInputTokens,
    usage.cacheReadInputTokenCount,
  )
  const written = firstSaid(
    usage.cache_creation_input_tokens,
    usage.cacheWriteInputTokens,
    usage.cacheWriteInputTokenCount,
  )
  return {
    input_tokens: within ?? sum(beside, read, written),
    output_tokens: firstSaid(
      usage.completion_tokens,
      usage.completion_token,
      usage.output_tokens,
      usage.outputTokens,
      usage.outputTokenCount,
      // Gemini counts thinking apart from the candidates.
      sum(usage.candidatesTokenCount, usage.thoughtsTokenCount),
    ),
    reasoning_tokens: firstSaid(
      outputDetails.reasoning_tokens,
      outputDetails.thinking_tokens,
      usage.reasoning_tokens,
      usage.thoughtsTokenCount,
    ),
    cached_input_tokens: firstSaid(inputDetails.cached_tokens, read, usage.cachedContentTokenCount),
  }
}

/** The sum of what is there, counting what is not as none; undefined where the first is missing. */
export function sum(first: unknown, ...more: readonly unknown[]): number | undefined {
  const start = numberOf(first)
  if (start === undefined) return undefined
  return more.reduce<number>((total, value) => total + (numberOf(value) ?? 0), start)
}

function numberOf(value: unknown): number | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}
