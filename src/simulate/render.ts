import type { RequestRecord } from '../record/index.ts'
import type { Random } from './random.ts'
import { countTokens } from './text/languages.ts'
import type { Actor, Utterance } from './world.ts'

/** How requests end, whoever sends them. */
const STATUSES = [
  [200, 972],
  [429, 14],
  [500, 6],
  [400, 5],
  [529, 3],
] as const
const ERRORS: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  403: 'permission_error',
  429: 'rate_limit_error',
  500: 'api_error',
  529: 'overloaded_error',
}

/** An utterance as the provider's log would have it. */
export function render(actor: Actor, said: Utterance, time: number, random: Random): RequestRecord {
  const { settings } = actor
  const connection = actor.connect(time, random)
  const usual = random.weighted(STATUSES)
  const status = said.status ?? usual
  const ok = status === 200
  const model = said.model ?? settings.model(time, random)
  const operation = said.operation ?? 'chat'
  const fresh = countTokens(said.input, said.language) + (said.system ? countTokens(said.system, 'en') : 0)
  const history = said.history_tokens ?? 0
  const record: RequestRecord = {
    time,
    request_id: `req_${random.hex(20)}`,
    account_id: actor.account.account_id,
    ...connection,
    operation,
    request_model: model,
    response_model: model,
    stream: operation === 'chat' && settings.stream,
    input_tokens: fresh + history + 7,
    status,
    input_text: said.input,
  }
  if (said.system) record.system_text = said.system
  const cached = cachedTokens(said, history, random)
  if (cached > 0) record.cached_input_tokens = cached
  if (said.conversation && settings.threaded) record.conversation_id = said.conversation
  if (said.end_user) record.end_user_id = said.end_user
  if (said.tools) record.tool_names = said.tools
  if (settings.traced) record.trace_id = random.hex(32)
  if (operation === 'chat') setParameters(record, actor, said)
  if (ok) {
    const reasoning = settings.reasoning_effort ? Math.round(random.logNormal(320, 0.7)) : 0
    record.output_tokens = operation === 'chat' ? countTokens(said.output, said.language) + reasoning : 0
    if (reasoning > 0) record.reasoning_tokens = reasoning
    if (said.output !== '') record.output_text = said.output
    record.duration_ms = Math.round(
      random.logNormal(350, 0.4) + (record.output_tokens ?? 0) * random.range(8, 22),
    )
  } else {
    record.output_tokens = 0
    const error = ERRORS[status]
    if (error) record.error_type = error
    record.duration_ms = Math.round(random.logNormal(60, 0.8))
  }
  return record
}

/** Earlier turns and long system prompts are mostly found in the provider's prompt cache. */
function cachedTokens(said: Utterance, history: number, random: Random): number {
  const system = said.system && said.system.length > 600 ? countTokens(said.system, 'en') : 0
  return random.chance(0.75) ? Math.floor((history + system) * 0.9) : 0
}

function setParameters(record: RequestRecord, { settings }: Actor, said: Utterance): void {
  const temperature = said.temperature ?? settings.temperature
  const max = said.max_tokens ?? settings.max_tokens
  if (temperature !== undefined) record.temperature = temperature
  if (settings.top_p !== undefined) record.top_p = settings.top_p
  if (max !== undefined) record.max_tokens = max
  if (settings.reasoning_effort !== undefined) record.reasoning_effort = settings.reasoning_effort
  if (said.choice_count !== undefined) record.choice_count = said.choice_count
  if (said.top_logprobs !== undefined) record.top_logprobs = said.top_logprobs
}
