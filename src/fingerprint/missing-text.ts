/** Longest text that can still be a placeholder: a SHA-512 in hexadecimal with a prefix, and some air. */
const LONGEST = 160

const PLACEHOLDER = new RegExp(
  [
    // Between brackets, braces or stars: [REDACTED], <redacted by gateway>, {{masked}}, **removed**.
    String.raw`[[(<{*]+\s*[^\])>}*]{0,40}(?:redact|mask|remov|filter|hidden|anonymi[sz]|scrub|withheld|omitted|censor)[^\])>}*]{0,40}[\])>}*]+`,
    String.raw`redacted(?:[ _-]+(?:by|due)[ _-][\w -]{1,40})?`,
    '(?:content|text|prompt|message|input|output|data|pii)[ _-](?:was[ _-]|has[ _-]been[ _-])?(?:redacted|masked|removed|hidden|withheld|omitted|scrubbed)',
    '[*•·█▇■_#.…x-]{3,}',
    '(?:null|none|undefined|n/a)',
    // Digests: with or without the name of their function.
    String.raw`(?:(?:sha|md5|blake|hmac|hash)[\w-]{0,12}[:=])?(?:[0-9a-f]{128}|[0-9a-f]{96}|[0-9a-f]{64}|[0-9a-f]{56}|[0-9a-f]{40}|[0-9a-f]{32})`,
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
 * "redacted-by-litellm", "***", a bare digest). Such text says nothing, least of all that requests share it.
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
