import { unwrapJson } from './chat.ts'
import { isEscaped } from './exact-json.ts'

/**
 * JSON text that was cut off, as far as it goes: the open string and the open brackets are closed. Logs cut long
 * messages at a limit, and the beginning of a prompt is worth more than none. Undefined where that gives no JSON.
 */
export function parseTruncated(text: string): unknown {
  const whole = unwrapJson(text)
  if (whole !== text) return whole
  const closed = unwrapJson(close(text))
  return typeof closed === 'string' ? undefined : closed
}

/** Messages are a few levels deep; whoever nests deeper wants to be expensive. */
const DEEPEST = 64

/** A cut can go through an escape, a key, or stand behind a comma or a colon: those last bits go. */
function close(text: string): string {
  const open: string[] = []
  let inString = false
  // Up to here what was read can be closed; with what is open there.
  let safe = 0
  let openAtSafe: readonly string[] = []
  let expectsKey = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (inString) {
      if (character === '\\') {
        const length = text[at + 1] === 'u' ? 6 : 2
        if (at + length > text.length) break
        at += length - 1
      } else if (character === '"') inString = false
      if (inString || expectsKey) continue
      safe = at + 1
      openAtSafe = [...open]
    } else if (character === '"') inString = true
    else if (character === '{' || character === '[') {
      open.push(character === '{' ? '}' : ']')
      if (open.length > DEEPEST) return text
      expectsKey = character === '{'
      safe = at + 1
      openAtSafe = [...open]
    } else if (character === '}' || character === ']') {
      open.pop()
      expectsKey = false
      safe = at + 1
      openAtSafe = [...open]
    } else if (character === ',') expectsKey = open.at(-1) === '}'
    else if (character === ':') expectsKey = false
  }
  const brackets = openAtSafe.toReversed().join('')
  if (!inString || expectsKey) return text.slice(0, safe) + brackets
  const value = text.replace(/\\(?:u[0-9a-fA-F]{0,3})?$/, (tail, at) => (isEscaped(text, at) ? tail : ''))
  return `${value}"${open.toReversed().join('')}`
}
