/** The smallest integer that a number cannot hold exactly has 16 digits. */
const LONG = 16
/** A string's quote, or a number of as many characters. */
const NEXT = /"|-?\d[\d.eE+-]{15,}/g
const INTEGER = /^-?[1-9]\d+$/

/**
 * JSON.parse, but integers that a number cannot hold exactly (beyond 2^53 - 1) come as strings of their digits: as
 * numbers, ids that lie within a few hundred of each other would become one.
 *
 * @throws SyntaxError as JSON.parse does.
 */
export function parseExact(text: string): unknown {
  return JSON.parse(hasLongDigits(text) ? quoteIntegers(text) : text)
}

/**
 * Whether so many digits stand together, other than at the beginning of a string, as OTLP writes its times. Looks at
 * every 16th character alone, which no such run can avoid: a regular expression would cost a third of the parsing.
 */
function hasLongDigits(text: string): boolean {
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (!isDigit(text.charCodeAt(at))) continue
    let start = at
    let end = at + 1
    while (isDigit(text.charCodeAt(start - 1))) start -= 1
    while (isDigit(text.charCodeAt(end))) end += 1
    if (end - start >= LONG && text[start - 1] !== '"') return true
    at = end
  }
  return false
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

function quoteIntegers(text: string): string {
  return outsideStrings(text, NEXT, (token) =>
    INTEGER.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : undefined,
  )
}

/**
 * JSON with what a pattern finds outside of its strings replaced. Strings are stepped over, not matched: one of many
 * megabytes, or one that never closes, would be too much.
 * @param pattern global; the quote of a string is one of what it finds
 * @param replace undefined for what stays
 */
export function outsideStrings(
  text: string,
  pattern: RegExp,
  replace: (token: string) => string | undefined,
): string {
  let replaced = ''
  let from = 0
  pattern.lastIndex = 0
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const [token] = found
    if (token === '"') {
      pattern.lastIndex = endOfString(text, found.index)
      continue
    }
    const other = replace(token)
    if (other === undefined) continue
    replaced += text.slice(from, found.index) + other
    from = pattern.lastIndex
  }
  return replaced + text.slice(from)
}

/** Behind the closing quote of the string that opens at `start`; the text's end where it never closes. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end === -1 ? text.length : end + 1
}

/** Whether an odd number of backslashes stands before `at`. */
export function isEscaped(text: string, at: number): boolean {
  let before = at
  while (text[before - 1] === '\\') before -= 1
  return (at - before) % 2 === 1
}
