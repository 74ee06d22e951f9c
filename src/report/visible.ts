/**
 * Characters that act instead of showing: control characters (terminal escapes among them), format characters
 * (bidirectional overrides, zero-width marks), lone surrogates, line and paragraph separators.
 */
const ACTING = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu
/** In running text, line breaks, tabs and the joiners that several scripts need are ordinary. */
const ACTING_IN_TEXT = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/**
 * A foreign string with every acting character replaced by its name, such as `⟨U+202E⟩`: nothing in it can
 * move the cursor, reorder what stands beside it, or hide, and two different ids never look the same for it.
 */
export function visible(text: string): string {
  return text.replace(ACTING, name)
}

/** The same for text of several lines. */
export function visibleText(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(ACTING_IN_TEXT, name)
}

function name(character: string): string {
  return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`
}

/** At most `length` characters (code points), the middle left out, since ids differ at both ends. */
export function shorten(text: string, length: number): string {
  const characters = [...visible(text)]
  if (characters.length <= length) return characters.join('')
  const tail = Math.floor((length - 1) / 3)
  return `${characters.slice(0, length - 1 - tail).join('')}…${characters.slice(characters.length - tail).join('')}`
}
