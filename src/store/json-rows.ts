const NEWLINE = 10

/** Rows of JSON, one to a line, from pieces that may end anywhere. */
export async function readJsonRows<Row>(pieces: AsyncIterable<Uint8Array>): Promise<Row[]> {
  const rows: Row[] = []
  let rest: Uint8Array[] = []
  for await (const piece of pieces) {
    const end = piece.lastIndexOf(NEWLINE)
    if (end < 0) {
      rest.push(new Uint8Array(piece))
      continue
    }
    parseLines([...rest, piece.subarray(0, end)], rows)
    rest = end + 1 < piece.length ? [new Uint8Array(piece.subarray(end + 1))] : []
  }
  parseLines(rest, rows)
  return rows
}

function parseLines<Row>(pieces: Uint8Array[], rows: Row[]): void {
  const text = Buffer.concat(pieces).toString('utf8')
  for (const line of text.split('\n')) {
    if (line === '') continue
    // A server that fails in the middle of a result writes its exception where the next row would stand.
    if (!line.startsWith('{')) throw new Error(text.slice(text.indexOf(line)))
    // The caller names the row's shape, as it names the columns in its SQL.
    rows.push(JSON.parse(line) as Row)
  }
}
