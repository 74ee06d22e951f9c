/** Whole texts that gateways and scrubbers put where a text was. */
const PLACEHOLDER =
  /^(?:redacted[- _]by[- _]litellm\b.*|[[<({*]*\s*(?:prompt|content|message|text|input|output|response|data|pii)?[ _-]?(?:redacted|removed|hidden|scrubbed|masked|omitted|filtered|hashed)(?:[ _-](?:by|for|due to)[ _-][\w .-]{1,60}|[ _-](?:prompt|content|message|text|input|output|response|data|pii))?\s*[\])}>*]*\.?|\*{3,}|x{8,})$/i

/** Hex digests of 128 to 512 bits, with or without the name of their function. */
const DIGEST =
  /^(?:(?:sha-?\d{1,3}|md5|hmac|blake[23]\w?|hash)[:=$-])?(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i

const LONGEST = 200

/**
 * Whether a text stands for a text that was taken out: empty, a redaction placeholder, or a bare digest. Such
 * a text is missing; taken for a template it would tie together everybody whose text was redacted.
 */
export function isMissingText(text: string): boolean {
  if (text.length > LONGEST) return false
  const trimmed = text.trim()
  return trimmed === '' || PLACEHOLDER.test(trimmed) || DIGEST.test(trimmed)
}
