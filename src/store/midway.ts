const MARK = '__exception__'

/**
 * A result's pieces, up to the exception that a server writes into them when a query fails midway. Since 25.11 it
 * stands between two marks with a word that the answer's headers name (`X-ClickHouse-Exception-Tag`), so that no data
 * can look like one: `\r\n__exception__\r\nTAG\r\nmessage\nlength TAG\r\n__exception__\r\n`. Older servers write the message
 * alone, for the readers of each format to find.
 * @throws Error with the server's message
 */
export async function* untilException(
  pieces: AsyncIterable<unknown>,
  tag: string | undefined,
): AsyncGenerator<Uint8Array> {
  const mark = Buffer.from(`\r\n${MARK}\r\n${tag}\r\n`)
  let held: Buffer = Buffer.alloc(0)
  for await (const piece of pieces) {
    if (!(piece instanceof Uint8Array)) continue
    if (tag === undefined) {
      yield piece
      continue
    }
    const bytes = held.length === 0 ? asBuffer(piece) : Buffer.concat([held, piece])
    const at = bytes.indexOf(mark)
    if (at >= 0) {
      if (at > 0) yield bytes.subarray(0, at)
      throw new Error(await messageAfter(bytes.subarray(at + mark.length), pieces, tag))
    }
    // The mark may have begun.
    const whole = bytes.length - begunAtEnd(bytes, mark)
    if (whole > 0) yield bytes.subarray(0, whole)
    held = Buffer.from(bytes.subarray(whole))
  }
  if (held.length > 0) yield held
}

function asBuffer(piece: Uint8Array): Buffer {
  return Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
}

/** How many bytes at the end are a beginning of the mark. */
function begunAtEnd(bytes: Buffer, mark: Buffer): number {
  for (let length = Math.min(mark.length - 1, bytes.length); length > 0; length--) {
    if (bytes.subarray(bytes.length - length).equals(mark.subarray(0, length))) return length
  }
  return 0
}

async function messageAfter(start: Buffer, rest: AsyncIterable<unknown>, tag: string): Promise<string> {
  const parts = [start]
  try {
    for await (const piece of rest) if (piece instanceof Uint8Array) parts.push(Buffer.from(piece))
  } catch {
    // Some servers cut the connection after an exception; what has arrived of it counts.
  }
  const text = Buffer.concat(parts).toString('utf8')
  const [message = ''] = text.split(new RegExp(`\\n\\d+ ${tag}`))
  return message
}
