const QUOTE = 0x22
const NEWLINE = 0x0a

/**
 * Offset behind the record that begins at `start`; -1 if its end is not there yet. A quote opens a field only
 * at its start and closes it only before a delimiter or a line end; elsewhere it is an ordinary character
 * (as in csv-parse with `relax_quotes`).
 */
export function endOfRecord(bytes: Uint8Array, start: number, delimiter: number): number {
  let at = start
  while (at < bytes.length) {
    if (bytes[at] === QUOTE) {
      at = endOfQuoted(bytes, at)
      if (at === -1) return -1
    }
    while (at < bytes.length && bytes[at] !== delimiter && bytes[at] !== NEWLINE) at += 1
    if (at >= bytes.length) return -1
    if (bytes[at] === NEWLINE) return at + 1
    at += 1
  }
  return -1
}

/** Offset behind the quote that ends a quoted field, or that turns out to be an ordinary character. */
function endOfQuoted(bytes: Uint8Array, start: number): number {
  for (let at = bytes.indexOf(QUOTE, start + 1); at !== -1; at = bytes.indexOf(QUOTE, at + 2)) {
    const next = bytes[at + 1]
    // What a quote at the very end means is known when more bytes are there.
    if (next === undefined) return -1
    if (next !== QUOTE) return at + 1
  }
  return -1
}
