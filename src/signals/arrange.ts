/**
 * Puts rows of a table in an order, some of them left out, without room for a second table: row `rows[i]` comes to stand
 * in place i. What stands behind the last of them afterwards means nothing.
 * @param rows the numbers of different rows
 * @param width how many numbers of the table are a row
 */
export function arrange(table: Uint32Array | Float32Array, rows: Uint32Array, width: number): void {
  const isWanted = new Uint8Array(table.length / width)
  for (const row of rows) isWanted[row] = 1
  const isDone = new Uint8Array(rows.length)
  const held = table.slice(0, width)
  /** Fetches the row for a place, then that for the place which became free by it, and so on. */
  const fetch = (first: number): void => {
    for (let at = first; at < rows.length; ) {
      isDone[at] = 1
      const from = rows[at]
      if (from === first) {
        table.set(held, at * width)
        return
      }
      table.copyWithin(at * width, from * width, (from + 1) * width)
      at = from
    }
  }
  // Where nobody wants what stands in a place, a chain begins that ends beyond the last; all other places are in rings.
  for (let at = 0; at < rows.length; at++) if (isWanted[at] === 0) fetch(at)
  for (let at = 0; at < rows.length; at++) {
    if (isDone[at] === 1) continue
    held.set(table.subarray(at * width, (at + 1) * width))
    fetch(at)
  }
}
