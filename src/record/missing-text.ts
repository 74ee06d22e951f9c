/** Longest text that can still be a placeholder: a SHA-512 in hexadecimal with a prefix, and a sentence of LiteLLM's. */
const LONGEST = 200

/** What scrubbers say was done to a text. */
const DONE = '(?:redact|mask|remov|filter|hidden|anonymi[sz]|scrub|withheld|omitted|censor|hashed)'
/** What they call it. */
const TEXT = '(?:prompt|content|message|text|input|output|response|data|pii)'

const PLACEHOLDER = new RegExp(
  [
    // Between brackets, braces or stars: [REDACTED], <redacted by gateway>, {{masked}}, **removed**.
    String.raw`[[(<{*]+\s*[^\])>}*]{0,40}${DONE}[^\])>}*]{0,40}[\])>}*]+`,
    // LiteLLM names the setting behind it.
    String.raw`redacted[- _]by[- _]litellm\b.*`,
    String.raw`(?:redacted|removed|hidden|scrubbed|masked|omitted|filtered|hashed)(?:[ _-]+(?:by|for|due[ _-]to)[ _-][\w .-]{1,60})?$`,
    `${TEXT}[ _-](?:was[ _-]|has[ _-]been[ _-])?(?:redacted|masked|removed|hidden|withheld|omitted|scrubbed|hashed)`,
    `(?:redacted|removed|hidden|scrubbed|masked|omitted|filtered|hashed)[ _-]${TEXT}$`,
    '[*•·█▇■_#.…-]{3,}',
    'x{8,}',
    '(?:null|none|undefined|n/a)',
    // Digests: with or without the name of their function.
    String.raw`(?:(?:sha|md5|blake|hmac|hash)[\w-]{0,12}[:=$-])?(?:[0-9a-f]{128}|[0-9a-f]{96}|[0-9a-f]{64}|[0-9a-f]{56}|[0-9a-f]{40}|[0-9a-f]{32})`,
    String.raw`(?:sha|md5|blake|hmac|hash)[\w-]{0,12}[:=][0-9a-z+/=_-]{8,}`,
  ]
    .map((placeholder) => String.raw`(?:${placeholder})[\s.,;:"']*`)
    .join('|'),
  'iy',
)

// The Base64 of 16, 20, 28, 32, 48 or 64 bytes has one of these lengths; an ordinary word that long has no mix
// of cases and digits.
const BASE64 =
  /^(?:[\w+/-]{22}(?:==)?|[\w+/-]{27}=?|[\w+/-]{38}==|[\w+/-]{43}=?|[\w+/-]{64}|[\w+/-]{86}(?:==)?)$/

/**
 * Whether a text is absent, empty, or nothing but placeholders that a logger put in its place ("[REDACTED]",
 * "redacted-by-litellm", "***", a bare digest). Such a text is missing. Taken for a template it would tie together
 * everybody whose text was redacted.
 */
export function isMissingText(text: string | undefined): boolean {
  if (text === undefined) return true
  if (text.length > LONGEST) return false
  const trimmed = text.trim()
  if (trimmed === '') return true
  if (BASE64.test(trimmed) && /\d/.test(trimmed) && /[a-z]/.test(trimmed) && /[A-Z]/.test(trimmed))
    return true
  // Ordinary text fails at its first character, so that the common case costs little.
  let at = 0
  while (at < trimmed.length) {
    PLACEHOLDER.lastIndex = at
    if (!PLACEHOLDER.test(trimmed)) return false
    at = PLACEHOLDER.lastIndex
  }
  return true
}
